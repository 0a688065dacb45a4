/** Imports entries several at a time, those of one appointment in the file's order. */
import { pMapIterable } from "p-map";
import type { AppointmentImport } from "../../adapters/dynamo-appointment-import";
import {
  decideImport,
  type ImportDecision,
  type ImportedAppointment,
  type ImportOutcome,
  type ImportSettings,
} from "../../domain/import-appointment";
import type { Entry } from "../files/entry";
import { explain } from "../shared/explain";
import { interrupted, STATUS } from "../shared/status";
import { type Turn, turnsByKey } from "./in-turn";

/** Writes at a time. */
const CONCURRENCY = 32;

export type StepResult =
  | { readonly kind: "written"; readonly outcome: ImportOutcome | "would be written"; readonly noContact: boolean }
  | { readonly kind: "over" }
  | { readonly kind: "rejected"; readonly because: string }
  /** Tried, and not written. */
  | { readonly kind: "failed"; readonly code: string }
  /** Not written, and so would be nothing after it: the environment does not answer, or refuses. */
  | { readonly kind: "stopped" };

export interface Step {
  readonly entry: Entry;
  readonly result: StepResult;
}

export interface ImportWork {
  readonly settings: ImportSettings;
  /** Once it is aborted, nothing more is begun. */
  readonly stop: AbortSignal;
  /** Aborts `stop`, where the environment fails: the reason is its error. */
  readonly halt: AbortController;
  /** Absent in a dry run. */
  readonly write: AppointmentImport["write"] | undefined;
}

/**
 * @returns what became of each entry, in the file's order
 * @throws what ended it before the end of the file, after all that was begun is finished and told
 */
export async function* importEntries(entries: AsyncIterable<Entry>, work: ImportWork): AsyncGenerator<Step> {
  const { halt, stop } = work;
  try {
    yield* pMapIterable(begun(entries, work), (begin) => finish(begin, work), { concurrency: CONCURRENCY });
  } catch (error) {
    // The file's reader is stopped as well, and says so.
    if (!stop.aborted) throw error;
  }
  if (halt.signal.aborted) throw halt.signal.reason;
  if (stop.aborted) throw interrupted("Run the same again: it takes up the rest, and nothing is done twice.");
}

interface Begun {
  readonly entry: Entry;
  readonly decision: ImportDecision;
  readonly turn: Turn | undefined;
}

/** Turns are taken here, where entries come one after the other. */
async function* begun(entries: AsyncIterable<Entry>, { settings, stop }: ImportWork): AsyncGenerator<Begun> {
  const turnOf = turnsByKey();
  for await (const entry of entries) {
    if (stop.aborted) return;
    const decision = decideImport(entry.value, settings);
    yield { entry, decision, turn: decision.kind === "write" ? turnOf(keyOf(decision.row)) : undefined };
  }
}

function keyOf({ appointmentId, patientId }: ImportedAppointment): string {
  return JSON.stringify([appointmentId, patientId]);
}

async function finish({ entry, decision, turn }: Begun, work: ImportWork): Promise<Step> {
  try {
    await turn?.comes;
    return { entry, result: await resultOf(decision, entry, work) };
  } finally {
    turn?.done();
  }
}

async function resultOf(decision: ImportDecision, { value }: Entry, { write, halt }: ImportWork): Promise<StepResult> {
  if (decision.kind === "over") return { kind: "over" };
  if (decision.kind === "reject") {
    const because = decision.violations.map(({ field, problem }) => (field ? `${field} ${problem}` : problem));
    return { kind: "rejected", because: value === undefined ? "must be JSON" : because.join("; ") };
  }
  const { row, noContact } = decision;
  if (!write) return { kind: "written", outcome: "would be written", noContact };
  if (halt.signal.aborted) return { kind: "stopped" };
  try {
    return { kind: "written", outcome: await write(row), noContact };
  } catch (error) {
    if (explain(error, "").status !== STATUS.unreachable) return { kind: "failed", code: (error as Error).name };
    halt.abort(error);
    return { kind: "stopped" };
  }
}
