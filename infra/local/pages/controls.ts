/** What can be read and controlled in a local run, in this process or over HTTP. */
import type { QueueCounts } from "../../../services/domain/queue-counts";
import type { RecordedCall } from "../access/call-record";
import type { PermissionsReport } from "../access/permission-record";
import type { Outbox } from "../emulators/outbox";
import type { ReceiveReply } from "../emulators/replies/two-way-number";
import type { HangingPart, PausableService } from "../faults/pauses";
import type { LogEntry } from "../functions/function-logs";
import type { AnswerOutcome } from "./answer-outcomes";
import type { PhoneFacts } from "./phone-facts";
import type { TextFacts } from "./text-facts";
import type { WaitingTexts } from "./waiting-texts";

export interface Controls {
  /** Such as `http://127.0.0.1:4566`. */
  readonly endpoint: string;
  /** The environment's full name as the template has it, such as `dev`. */
  readonly environment: string;
  /** @throws {FunctionError} */
  invoke(functionName: string, payload: unknown): Promise<unknown>;
  /**
   * Invokes a function asynchronously, with Lambda's retries.
   * @returns its response
   * @throws {FunctionError} if it failed after all retries
   */
  invokeLater(functionName: string, payload: unknown): Promise<unknown>;
  /** How many asynchronous invocations have not ended. */
  pendingInvocations(): number;
  /**
   * Fires a schedule of the template once.
   * @param name the daily run's if absent
   * @returns the response of its target; failed invocations are retried as on Lambda
   * @throws {FunctionError} if it failed after all retries
   * @throws {ScheduleRefused} if the schedule's role may not invoke it
   * @throws {ScheduleDisabled} if the schedule is disabled
   */
  fireSchedule(name?: string): Promise<unknown>;
  /** By queue name. */
  queueCounts(): Promise<Record<string, QueueCounts>>;
  outbox(): Outbox;
  /** How many receipts of texts and emails the carriers are still to give. */
  pendingReceipts(): number;
  /** What the pipeline made of the answers that it read; none if the template reads no answers. */
  answers(): Promise<readonly AnswerOutcome[]>;
  phoneFacts(phoneNumber: string): Promise<PhoneFacts>;
  /** The phones on the account's opt-out list: E.164. */
  optedOut(): readonly string[];
  /** A patient texts the account's number. */
  reply: ReceiveReply;
  /** The texts that wait for their send window, by the time at which it opens. */
  waiting(): Promise<readonly WaitingTexts[]>;
  /** @returns undefined if no carrier accepted such a text */
  textFacts(messageId: string): Promise<TextFacts | undefined>;
  /** From now on the test contacts work like any other, so that messages in the DLQ can be redriven successfully. */
  repair(): void;
  /** From now on the test contacts fail again, as at the start. */
  break(): void;
  /**
   * Kills the threads of a function that are in an invocation.
   * @returns how many
   */
  kill(functionName: string): Promise<number>;
  /** From now on the functions' calls to a service hang. */
  pause(service: PausableService, hang: HangingPart): void;
  resume(service: PausableService): void;
  /** Number of hanging calls, by service. */
  hanging(): Record<PausableService, number>;
  /** The logs of the functions, oldest first. */
  logs(): LogEntry[];
  /** The permissions of the template's roles and how often each was used; the requests that were refused. */
  permissions(): PermissionsReport;
  /** The calls of the functions since the start, and those of Lambda on their behalf. */
  calls(): RecordedCall[];
}
