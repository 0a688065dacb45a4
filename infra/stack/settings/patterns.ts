/** What the values of settings look like. */

/** A domain in lower case: IAM compares the sender's address case-sensitively. */
export const DOMAIN = /^(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]*[a-z0-9])?$/;

/** An email address; before the @, words separated by single dots. */
export const MAILBOX = /^(?=[^@]{1,64}@)[\w!#$%&'*+/=?^`{|}~-]+(?:\.[\w!#$%&'*+/=?^`{|}~-]+)*@[^@]+$/;

/** An account, or a role or user in it. */
export const SENDER = /^(?:\d{12}|arn:aws[a-z-]*:iam::\d{12}:(?:role|user)\/[\w+=,.@/-]{1,128})$/;

/** The name of an opt-out list: "OptOutListName", AWS End User Messaging SMS and Voice v2 API Reference. */
export const OPT_OUT_LIST = /^[A-Za-z0-9_-]{1,64}$/;

/**
 * The end of the ARN of a number, pool, sender id or opt-out list: "Actions, resources, and condition keys for AWS End User
 * Messaging SMS and Voice V2", Service Authorization Reference.
 */
export const SMS_RESOURCE = /^(?:(?:phone-number|pool|opt-out-list)\/[\w-]{1,64}|sender-id\/[\w-]{1,11}\/[A-Z]{2})$/;

/**
 * The ARN of a managed policy, or its path and name: "CreatePolicy", IAM API Reference. A path has no asterisk, and a name
 * at most 128 letters, digits and characters of `_+=,.@-`.
 */
export const MANAGED_POLICY =
  /^(?:arn:aws[a-z-]*:iam::(?:\d{12}|aws):policy\/)?(?:[\w+=,.@-]{1,128}\/){0,8}[\w+=,.@-]{1,128}$/;

/** The ids of subnets and security groups have 8 or 17 hexadecimal digits: "Resource IDs", Amazon EC2 User Guide. */
export const SUBNET = /^subnet-(?:[0-9a-f]{8}|[0-9a-f]{17})$/;
export const SECURITY_GROUP = /^sg-(?:[0-9a-f]{8}|[0-9a-f]{17})$/;

/** The ARN of a standard topic: no page says that an alarm can notify a FIFO topic. */
export const TOPIC_ARN = /^arn:aws[a-z-]*:sns:[a-z0-9-]{1,30}:\d{12}:[\w-]{1,256}$/;
