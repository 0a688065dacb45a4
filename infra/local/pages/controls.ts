/** What can be seen and done while the local run is up, in this process or over HTTP. */
import type { QueueCounts } from "../../../services/domain/queue-counts";
import type { RecordedCall } from "../access/call-record";
import type { PermissionsReport } from "../access/permission-record";
import type { Outbox } from "../emulators/outbox";
import type { Held, PausableService } from "../faults/pauses";
import type { LogEntry } from "../functions/function-logs";

export interface Controls {
  /** Such as `http://127.0.0.1:4566`. */
  readonly endpoint: string;
  /** The deployment's suffix as the template has it, such as `dev`. */
  readonly environment: string;
  /** @throws {FunctionError} */
  invoke(functionName: string, payload: unknown): Promise<unknown>;
  /**
   * Fires the template's schedule once.
   * @returns what its target answered; what fails is repeated as on Lambda
   * @throws {FunctionError} when it failed for good; {ScheduleRefused} where the schedule's role may not invoke it;
   *   {ScheduleDisabled} where the schedule is disabled
   */
  fireSchedule(): Promise<unknown>;
  /** By queue name. */
  queueCounts(): Promise<Record<string, QueueCounts>>;
  outbox(): Outbox;
  /** From now on the test contacts can be reached like any other: what lies in the DLQ can be redriven to success. */
  repair(): void;
  /** From now on the test contacts fail again, as at the start. */
  break(): void;
  /**
   * Ends the threads of a function that are in the middle of an invocation.
   * @returns how many
   */
  kill(functionName: string): Promise<number>;
  /** From now on a service does not answer the functions: what they ask of it hangs. */
  pause(service: PausableService, held: Held): void;
  resume(service: PausableService): void;
  /** How many calls hang, by service. */
  hanging(): Record<PausableService, number>;
  /** What the functions wrote, oldest first. */
  logs(): LogEntry[];
  /** What the template's roles allow and how often it was used; what was refused. */
  permissions(): PermissionsReport;
  /** The calls that the functions made since the start, and Lambda for them. */
  calls(): RecordedCall[];
}
