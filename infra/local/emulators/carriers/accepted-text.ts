/** A text that a carrier accepted, whether it arrives or not. */
export interface AcceptedText {
  /** The id that was returned to the sender. */
  readonly messageId: string;
  readonly phoneNumber: string;
  /** Message parts. */
  readonly parts: number;
  /** What the sender of an End User Messaging text wants repeated in its events. */
  readonly context?: Readonly<Record<string, string>>;
  /** The configuration set of an End User Messaging text. */
  readonly configurationSet?: string;
}

/** Is called once for each text, after the outbox has it. */
export type OnAccepted = (text: AcceptedText) => void;
