import type { DeliveryLogItem } from "../../../contracts/delivery-log";
import type { Outbox } from "../emulators/outbox";

/** A message in the DLQ: codes and ids. */
export interface DeadLetter {
  readonly reason: string;
  readonly detail?: string;
  readonly sourceQueue?: string;
  /** Absent if the message breaks the contract. */
  readonly notificationId?: string;
  readonly bodyDigest: string;
}

/** The results of a run. */
export interface Results {
  readonly log: readonly DeliveryLogItem[];
  readonly deadLetters: readonly DeadLetter[];
  readonly outbox: Pick<Outbox, "sms" | "emails" | "receipts">;
}

/** Something that is wrong. */
export interface Problem {
  /** A notification's id, or the mistake in a message that breaks the contract. */
  readonly of: string;
  readonly problem: string;
}
