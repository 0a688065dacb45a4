/** The delivery log as the domain needs it: each write is one conditional write. */
import type { AppointmentMessage } from "../../../contracts/appointment-message";
import type { Language } from "../../../contracts/clinics/languages";
import type { Channel, DeliveryLogItem } from "../../../contracts/delivery-log";
import type { Contact } from "../contact/contact";
import type { NotificationKey } from "./notification";
import type { TransitionName } from "./transitions";

export type KeptMessage = "fallbackMessage" | "laterMessage";

/** One write to the delivery log: what every transition may write. */
export interface TransitionEntry {
  readonly key: NotificationKey;
  readonly queueMessageId: string;
  readonly batchId: string;
  /** Names this attempt; the same in all its writes. */
  readonly claimId: string;
  readonly channel?: Channel;
  /** The provider's id of the accepted message. */
  readonly messageId?: string;
  /** See {@link DeliveryLogItem.smsMessageId}. */
  readonly smsMessageId?: string;
  /** See {@link DeliveryLogItem.phoneDigest}. */
  readonly phoneDigest?: string;
  /** See {@link DeliveryLogItem.fallbackMessage}. */
  readonly fallbackMessage?: string;
  /** Message parts of the accepted SMS. */
  readonly smsParts?: number;
  /** ms since 1970: until when its text waits for the send window. */
  readonly waitingUntil?: number;
  /** An error code or a reason. */
  readonly code?: string;
  /** What an operator wrote. */
  readonly note?: string;
  /** Who wrote it: the caller's ARN. */
  readonly by?: string;
  /** The message may have arrived although no response came. */
  readonly sendInDoubt?: boolean;
  /** The attempt waited for the provider's quota in vain: it is not counted as an attempt to send the email. */
  readonly uncounted?: boolean;
  /** Nothing is handed to the carrier: the claim is not counted as an attempt. */
  readonly notAttempted?: boolean;
  /** The item as the claim left it, if the claim's holder makes the transition. */
  readonly held?: DeliveryLogItem;
}

/** A write of a consumer, with what the reminder is made of. */
export interface LogEntry extends TransitionEntry {
  readonly appointment: AppointmentMessage;
  readonly clinicId: string;
  /** The language that the patient is written to. */
  readonly language: Language;
  readonly contact: Contact;
}

export type ApplyResult =
  | { readonly applied: true; readonly item: DeliveryLogItem }
  /** The log's state does not allow the transition. */
  | { readonly applied: false; readonly item: DeliveryLogItem };

export interface DeliveryLog {
  /**
   * Makes a transition if the table of states allows it from the notification's state: one conditional write.
   * @param expected make it from whatever state, if the notification is still exactly as in this item
   */
  apply(transition: TransitionName, entry: LogEntry, expected?: DeliveryLogItem): Promise<ApplyResult>;
  /** Counts a message that arrived after its notification had ended. */
  countDuplicate(key: NotificationKey): Promise<void>;
  /** Records that the patient wants emails only, whatever state the notification is in. */
  recordEmailOnly(key: NotificationKey): Promise<void>;
  /**
   * Keeps a message that came after a text or an email was accepted, for the case that it is not delivered.
   * @param attribute `fallbackMessage`: in place of the message that the email would be made of
   * @param message contract v1, as JSON
   */
  keepMessage(key: NotificationKey, attribute: KeptMessage, message: string): Promise<void>;
}
