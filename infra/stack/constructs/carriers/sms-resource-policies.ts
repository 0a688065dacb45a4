import { ArnFormat, Stack } from "aws-cdk-lib";
import { PolicyDocument, PolicyStatement, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { CfnResourcePolicy } from "aws-cdk-lib/aws-smsvoice";
import { Construct } from "constructs";
import { removalPolicy } from "../encryption/removal-policy";

/** For numbers, pools and sender ids. */
const OF_IDENTITIES = ["sms-voice:SendTextMessage"];
/** For SNS's CheckIfPhoneNumberIsOptedOut and OptInPhoneNumber. */
const OF_OPT_OUT_LISTS = ["sms-voice:DescribeOptedOutNumbers", "sms-voice:DeleteOptedOutNumber"];

export interface SmsResourcePoliciesProps {
  /** The ends of their ARNs, such as `phone-number/phone-0123456789abcdef` or `opt-out-list/Default`. */
  readonly resources: readonly string[];
  /** Whether to retain the policies when the stack is deleted: others may send from the same number. */
  readonly retain: boolean;
}

/**
 * Allows SNS, on behalf of this account, to use numbers, pools, sender ids and opt-out lists of AWS End User Messaging SMS.
 *
 * Resources created since 24 September 2024 require it, even within one account: "A Guide to the New Resource Policies for SMS
 * Origination Identities", AWS Messaging & Targeting Blog; "Getting started with Amazon SNS SMS access management", SNS
 * Developer Guide. Without it SNS accepts texts and delivers none. A resource has one policy: this one replaces it.
 */
export class SmsResourcePolicies extends Construct {
  constructor(scope: Construct, id: string, { resources, retain }: SmsResourcePoliciesProps) {
    super(scope, id);
    const stack = Stack.of(this);
    for (const resource of resources) {
      const resourceArn = stack.formatArn({ service: "sms-voice", resource, arnFormat: ArnFormat.NO_RESOURCE_NAME });
      const statement = new PolicyStatement({
        principals: [new ServicePrincipal("sns.amazonaws.com")],
        actions: resource.startsWith("opt-out-list/") ? OF_OPT_OUT_LISTS : OF_IDENTITIES,
        resources: [resourceArn],
        conditions: { StringEquals: { "aws:SourceAccount": stack.account } },
      });
      const policyDocument = new PolicyDocument({ statements: [statement] });
      new CfnResourcePolicy(this, resource.replaceAll("/", "-"), { resourceArn, policyDocument }).applyRemovalPolicy(
        removalPolicy(retain),
      );
    }
  }
}
