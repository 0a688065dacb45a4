/** The delivery log as the domain needs it: each write is one conditional write. */
import type { AppointmentMessage } from "../../../contracts/appointment-message";
import type { Channel, DeliveryLogItem } from "../../../contracts/delivery-log";
import type { Contact } from "../contact/contact";
import type { NotificationKey } from "./notification";
import type { TransitionName } from "./transitions";

/** One write to the delivery log. */
export interface LogEntry {
  readonly key: NotificationKey;
  readonly appointment: AppointmentMessage;
  readonly contact: Contact;
  readonly queueMessageId: string;
  readonly batchId: string;
  /** Names this try; the same for all writes of one try. */
  readonly claimId: string;
  readonly channel?: Channel;
  /** The provider's id of the accepted message. */
  readonly messageId?: string;
  /** Message parts of the accepted SMS. */
  readonly smsParts?: number;
  /** An error code or a reason. */
  readonly code?: string;
  /** What an operator wrote. */
  readonly note?: string;
  /** What was sent may have arrived although no answer came. */
  readonly answerLost?: boolean;
  /** The try is not counted: it only waited in vain for the provider's quota. */
  readonly uncounted?: boolean;
  /** Nothing is, or was, handed to the carrier: the claim is no attempt. */
  readonly notTried?: boolean;
  /** The item as the claim left it, if the claim's holder makes the transition. */
  readonly held?: DeliveryLogItem;
}

export type LogAnswer =
  | { readonly applied: true; readonly item: DeliveryLogItem }
  /** What stands in the log forbids the transition. */
  | { readonly applied: false; readonly item: DeliveryLogItem };

export interface DeliveryLog {
  /**
   * Makes a transition if the table of states allows it from where the notification is: one conditional write.
   * @param over make it whatever its status, provided that the notification is still exactly as in this item
   */
  apply(move: TransitionName, entry: LogEntry, over?: DeliveryLogItem): Promise<LogAnswer>;
  /** Counts a message that found a notification ended. */
  countDuplicate(key: NotificationKey): Promise<void>;
}
