import type { DeliveryLogItem } from "../../../contracts/delivery-log";
import type { StoredReply } from "../../../contracts/tables/replies-table";
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
  readonly outbox: Pick<Outbox, "sms" | "emails" | "receipts" | "replies">;
  /** The answers that the pipeline read. */
  readonly replies: readonly StoredReply[];
  /** The phones on the opt-out list: E.164. */
  readonly optedOut: readonly string[];
}

/** Something that is wrong. */
export interface Problem {
  /** The id of a notification or an answer, or the mistake in a message that breaks the contract. */
  readonly of: string;
  readonly problem: string;
}
