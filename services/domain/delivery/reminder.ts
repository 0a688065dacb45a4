import type { AppointmentMessage } from "../../../contracts/appointment-message";
import { isEnded } from "../../../contracts/appointment-status";
import type { Clinic } from "../../../contracts/clinics/clinic";
import type { DeliveryLogItem } from "../../../contracts/delivery-log";
import type { Contact } from "../contact/contact";
import type { NotificationKey } from "../notification/notification";
import type { Clock, QueueMessage } from "../ports";

/** One attempt of a consumer to bring one notification to its end. */
export interface Reminder {
  readonly message: QueueMessage;
  readonly appointment: AppointmentMessage;
  readonly clinic: Clinic;
  readonly key: NotificationKey;
  readonly contact: Contact;
  readonly batchId: string;
  /** Unique to this attempt: SQS may deliver the same message twice in one batch. */
  readonly claimId: string;
  /** ms since 1970: no wait may last longer. */
  readonly deadline: number;
  /** The message comes from the DLQ. */
  readonly redriven: boolean;
  /** The drop that an operator undoes by it, see {@link DeliveryLogItem.droppedAt}. */
  readonly reopens?: string;
  /** ms since 1970: when the appointment was last looked up. What is sent is as the table had it then. */
  readonly lookedUpAt?: number;
}

/** A reminder whose notification this attempt has claimed. */
export interface HeldReminder extends Reminder {
  /** As the claim left it. */
  readonly held: DeliveryLogItem;
}

/** Whether the appointment has begun. */
export function isOver(reminder: Reminder, clock: Clock): boolean {
  return reminder.key.timestamp <= clock.now();
}

/** Whether the message itself says that the appointment has ended. The news that it is cancelled goes out all the same. */
export function saysEnded({ appointment: { status, reminder } }: Pick<Reminder, "appointment">): boolean {
  return isEnded(status) && reminder?.kind !== "cancelled";
}
