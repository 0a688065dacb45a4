/**
 * How the SMS ends. `keys` asks for the answer C or X. `reply` asks for CONFIRM or CANCEL: AWS treats the reply CANCEL as an
 * opt-out from all texts unless the number's opt-outs are self-managed. `no-reply` asks for no answer.
 */
export const SMS_WORDINGS = ["keys", "reply", "no-reply"] as const;
export type SmsWording = (typeof SMS_WORDINGS)[number];

/** Of a deployment whose settings and profiles name none. */
export const DEFAULT_SMS_WORDING: SmsWording = "keys";
