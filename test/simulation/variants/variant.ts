import type { AttemptResult } from "../../../services/domain/delivery/attempt-result";
import type { BatchDependencies } from "../../../services/domain/delivery/consume-batch";
import type { EmailDependencies, remindByEmail } from "../../../services/domain/delivery/remind-by-email";
import type { SmsDependencies } from "../../../services/domain/delivery/remind-by-sms";
import type { Reminder } from "../../../services/domain/delivery/reminder";
import type { EraseDependencies } from "../../../services/domain/erasure/erase-patient";
import type { FeedGuard } from "../../../services/domain/floods/feed-guard";
import type { RunGuardDependencies } from "../../../services/domain/floods/run-guard";
import type { Appointments } from "../../../services/domain/producer/appointments";
import type { PartRunDependencies } from "../../../services/domain/producer/parts/part-runs";
import type { ReceiptsDependencies } from "../../../services/domain/receipts/consume-receipts";
import type { DeadLetterQueue } from "../../../services/domain/redrive/dead-letter-queue";
import type { RepliesDependencies } from "../../../services/domain/replies/consume-replies";
import type { BookingsVariant } from "../bookings/bookings-function";
import type { ConsumerTimings, World } from "../services/world";

export type Dependencies = SmsDependencies & BatchDependencies;

/** The guard against floods of a daily run. */
export type RunGuard = Pick<RunGuardDependencies, "floods" | "dueCounter" | "runHistory">;

/** A daily run and a sweep with a mistake. */
export interface ProducerVariant {
  /** The table as they see it. */
  readonly changeAppointments?: (appointments: Appointments) => Appointments;
  readonly changeRunGuard?: (guard: RunGuard) => RunGuard;
  /** How several runs share a daily run. */
  readonly changePartRuns?: (parts: PartRunDependencies) => PartRunDependencies;
}

/** A pipeline with a mistake. */
export interface Variant extends ProducerVariant {
  readonly timings?: Readonly<Record<"sms" | "email", ConsumerTimings>>;
  readonly acknowledgesFirst?: boolean;
  readonly change?: (deps: Dependencies, world: World) => Dependencies;
  readonly changeFeedGuard?: (guard: FeedGuard) => FeedGuard;
  readonly changeEmail?: (deps: EmailDependencies & BatchDependencies) => EmailDependencies & BatchDependencies;
  readonly remindByEmail?: typeof remindByEmail;
  readonly remind?: (reminder: Reminder, deps: Dependencies) => Promise<AttemptResult>;
  readonly acknowledgesReceiptsFirst?: boolean;
  readonly changeReceipts?: (deps: ReceiptsDependencies, world: World) => ReceiptsDependencies;
  readonly acknowledgesAnswersFirst?: boolean;
  readonly changeReplies?: (deps: RepliesDependencies, world: World) => RepliesDependencies;
  /** What becomes of the body of an answer before it is read. */
  readonly changeAnswer?: (body: string) => string;
  readonly changeBookings?: BookingsVariant;
  readonly changeErasure?: (deps: EraseDependencies) => EraseDependencies;
  /** An erasure ends after its first look. */
  readonly looksOnce?: true;
  readonly changeDeadLetters?: (port: DeadLetterQueue) => DeadLetterQueue;
}
