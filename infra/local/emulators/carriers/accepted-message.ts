/** A text that a carrier accepted, whether it arrives or not. */
export interface AcceptedText {
  /** SNS, or AWS End User Messaging. */
  readonly carrier: "sns" | "sms-voice";
  /** The id that was returned to the sender. */
  readonly messageId: string;
  readonly phoneNumber: string;
  /** The sender ID or number that the sender chose. */
  readonly from?: string;
  /** Message parts. */
  readonly parts: number;
  readonly isInGsm7: boolean;
  /** What the sender of an End User Messaging text wants repeated in its events. */
  readonly context?: Readonly<Record<string, string>>;
  /** The configuration set of an End User Messaging text. */
  readonly configurationSet?: string;
}

/** Is called once for each text, after the outbox has it. */
export type OnAccepted = (text: AcceptedText) => void;

/** An email to one recipient that SES accepted, whether it arrives or not. */
export interface AcceptedEmail {
  /** The id that was returned to the sender; the same for all recipients of an email. */
  readonly messageId: string;
  readonly to: string;
  /** The envelope sender. */
  readonly source: string;
  /** With its name. */
  readonly from: string;
  readonly subject: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly configurationSet?: string;
  /** Whether SES finds a virus in it. */
  readonly hasVirus: boolean;
}

/** Is called once for each recipient, after the outbox has the email. */
export type OnEmailAccepted = (email: AcceptedEmail) => void;
