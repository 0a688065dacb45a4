/**
 * How the SMS ends. `reply` asks for CONFIRM or CANCEL. AWS treats the reply CANCEL as an opt-out from all texts unless
 * the number's opt-outs are self-managed; `no-reply` avoids that.
 */
export const SMS_WORDINGS = ["reply", "no-reply"] as const;
export type SmsWording = (typeof SMS_WORDINGS)[number];
