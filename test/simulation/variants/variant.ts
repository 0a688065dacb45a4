import type { AttemptResult } from "../../../services/domain/delivery/attempt-result";
import type { BatchDependencies } from "../../../services/domain/delivery/consume-batch";
import type { EmailDependencies, remindByEmail } from "../../../services/domain/delivery/remind-by-email";
import type { SmsDependencies } from "../../../services/domain/delivery/remind-by-sms";
import type { Reminder } from "../../../services/domain/delivery/reminder";
import type { EraseDependencies } from "../../../services/domain/erasure/erase-patient";
import type { Appointments } from "../../../services/domain/producer/appointments";
import type { ReceiptsDependencies } from "../../../services/domain/receipts/consume-receipts";
import type { DeadLetterQueue } from "../../../services/domain/redrive/dead-letter-queue";
import type { RepliesDependencies } from "../../../services/domain/replies/consume-replies";
import type { BookingsVariant } from "../bookings/bookings-function";
import type { ConsumerTimings, World } from "../services/world";

export type Dependencies = SmsDependencies & BatchDependencies;

/** A pipeline with a mistake. */
export interface Variant {
  readonly timings?: Readonly<Record<"sms" | "email", ConsumerTimings>>;
  readonly acknowledgesFirst?: boolean;
  readonly change?: (deps: Dependencies, world: World) => Dependencies;
  readonly changeEmail?: (deps: EmailDependencies & BatchDependencies) => EmailDependencies & BatchDependencies;
  readonly remindByEmail?: typeof remindByEmail;
  readonly remind?: (reminder: Reminder, deps: Dependencies) => Promise<AttemptResult>;
  readonly acknowledgesReceiptsFirst?: boolean;
  readonly changeReceipts?: (deps: ReceiptsDependencies, world: World) => ReceiptsDependencies;
  readonly acknowledgesAnswersFirst?: boolean;
  readonly changeReplies?: (deps: RepliesDependencies, world: World) => RepliesDependencies;
  /** What becomes of the body of an answer before it is read. */
  readonly changeAnswer?: (body: string) => string;
  /** The table as the daily run and the sweep of planned reminders see it. */
  readonly changeAppointments?: (appointments: Appointments) => Appointments;
  readonly changeBookings?: BookingsVariant;
  readonly changeErasure?: (deps: EraseDependencies) => EraseDependencies;
  /** An erasure ends after its first look. */
  readonly looksOnce?: true;
  readonly changeDeadLetters?: (port: DeadLetterQueue) => DeadLetterQueue;
}
