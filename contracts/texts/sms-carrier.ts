/** Who sends the texts: Amazon SNS, or AWS End User Messaging SMS (docs/carriers.md). */
export const SMS_CARRIERS = ["sns", "end-user-messaging"] as const;
export type SmsCarrierName = (typeof SMS_CARRIERS)[number];

/** The configuration set of a carrier that has none. */
export const NO_CONFIGURATION_SET = "none";
