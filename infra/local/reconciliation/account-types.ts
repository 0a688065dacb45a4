import type { DeliveryLogItem } from "../../../contracts/delivery-log";
import type { Outbox } from "../emulators/outbox";

/** A message of the DLQ, by codes and ids. */
export interface DeadLetter {
  readonly reason: string;
  readonly detail?: string;
  readonly sourceQueue?: string;
  /** Absent where the message breaks the contract. */
  readonly notificationId?: string;
  readonly bodyDigest: string;
}

/** What a run left behind. */
export interface Results {
  readonly log: readonly DeliveryLogItem[];
  readonly deadLetters: readonly DeadLetter[];
  readonly outbox: Pick<Outbox, "sms" | "emails">;
}

/** Something that may not be. */
export interface Problem {
  /** A notification's id, or what is wrong with a message that breaks the contract. */
  readonly of: string;
  readonly problem: string;
}
