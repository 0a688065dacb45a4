/** Imports entries concurrently; those of one appointment are imported in the file's order. */
import { pMapIterable } from "p-map";
import {
  decideImport,
  type ImportDecision,
  type ImportedAppointment,
  type ImportOutcome,
  type ImportSettings,
} from "../../domain/import/import-appointment";
import type { AppointmentImport } from "../aws/dynamo-appointment-import";
import { doubtfulText } from "../files/columns";
import { allFaults, type Entry } from "../files/entry";
import { fieldName } from "../files/field-name";
import { IMPORT_FIELDS } from "../files/file-options";
import { explain } from "../output/explain";
import { interrupted, STATUS } from "../output/status";
import { lookalikes } from "../warnings/unknown-fields";
import { type Turn, turnsByKey } from "./in-turn";

/** Concurrent writes. */
const CONCURRENCY = 32;

export type StepResult =
  | {
      readonly kind: "written";
      readonly outcome: WrittenOutcome | "would be written";
      readonly end: ImportedAppointment["end"];
      /** Of the appointment, as it is stored then. */
      readonly clinicId: string | undefined;
    }
  /** `withdrawn`: the appointment was still due at another time, and is no longer. */
  | { readonly kind: "over"; readonly withdrawn: boolean }
  /** The bookings queue had a later version. */
  | { readonly kind: "older" }
  | { readonly kind: "rejected"; readonly because: string }
  /** Tried, and not written. */
  | { readonly kind: "failed"; readonly code: string }
  /** Not written, like all entries after it: the environment cannot be reached, or denies the call. */
  | { readonly kind: "stopped" };

export type WrittenOutcome = Exclude<ImportOutcome, "over" | "withdrawn" | "older">;

export interface Step {
  readonly entry: Entry;
  readonly result: StepResult;
}

export interface ImportWork {
  readonly settings: ImportSettings;
  /** After it is aborted, no further entry is begun. */
  readonly stop: AbortSignal;
  /** Aborts `stop` if the environment fails; the reason is the error. */
  readonly halt: AbortController;
  readonly table: AppointmentImport;
  /** Whether nothing is written. */
  readonly dryRun: boolean;
}

/**
 * @returns the result of each entry, in the file's order
 * @throws the error that ended the import early, after everything that was begun has been finished and returned
 */
export async function* importEntries(entries: AsyncIterable<Entry>, work: ImportWork): AsyncGenerator<Step> {
  const { halt, stop } = work;
  try {
    yield* pMapIterable(begun(entries, work), (begin) => finish(begin, work), { concurrency: CONCURRENCY });
  } catch (error) {
    // The file's reader was stopped too, and throws.
    if (!stop.aborted) throw error;
  }
  if (halt.signal.aborted) throw halt.signal.reason;
  if (stop.aborted) throw interrupted("Run the same command again to import the rest: nothing is done twice.");
}

interface Begun {
  readonly entry: Entry;
  readonly decision: ImportDecision;
  readonly turn: Turn | undefined;
}

/** Turns are assigned here, where entries are sequential. */
async function* begun(entries: AsyncIterable<Entry>, { settings, stop }: ImportWork): AsyncGenerator<Begun> {
  const turnOf = turnsByKey();
  for await (const entry of entries) {
    if (stop.aborted) return;
    const decision = decideEntry(entry, settings);
    yield { entry, decision, turn: decision.kind === "reject" ? undefined : turnOf(keyOf(decision.row)) };
  }
}

/**
 * An entry that cannot be read is rejected with all its faults. A field of JSON that looks
 * like one of the contract stops its entry, as a column of CSV stops the file.
 */
function decideEntry(entry: Entry, settings: ImportSettings): ImportDecision {
  const decision = decideImport(entry.value, settings);
  if (entry.faults) {
    return { kind: "reject", violations: allFaults(entry, decision.kind === "reject" ? decision.violations : []) };
  }
  if (decision.kind === "reject") return decision;
  const { version } = entry;
  const ordered = version === undefined ? decision : { ...decision, row: { ...decision.row, version } };
  if (decision.kind !== "write") return ordered;
  const doubtful = lookalikes(entry.value as Readonly<Record<string, unknown>>, IMPORT_FIELDS);
  if (doubtful.length === 0) return ordered;
  const violations = doubtful.map((column) => ({ field: fieldName(column.name), problem: doubtfulText(column) }));
  return { kind: "reject", violations };
}

function keyOf({ appointmentId, patientId }: ImportedAppointment): string {
  return JSON.stringify([appointmentId, patientId]);
}

async function finish({ entry, decision, turn }: Begun, work: ImportWork): Promise<Step> {
  try {
    await turn?.ready;
    return { entry, result: await resultOf(decision, entry, work) };
  } finally {
    turn?.done();
  }
}

async function resultOf(decision: ImportDecision, entry: Entry, work: ImportWork): Promise<StepResult> {
  if (decision.kind === "reject") return rejection(decision, entry);
  const { table, dryRun, halt } = work;
  if (halt.signal.aborted) return { kind: "stopped" };
  try {
    const result = dryRun ? await table.check(decision.row) : await table.write(decision.row);
    if (result.kind === "reject") return rejection(result, entry);
    const outcome = result.kind === "written" ? result.outcome : result.kind;
    if (outcome === "over" || outcome === "withdrawn") return { kind: "over", withdrawn: outcome === "withdrawn" };
    if (outcome === "older") return { kind: "older" };
    const { end, clinicId } = result.row;
    return { kind: "written", outcome: outcome === "write" ? "would be written" : outcome, end, clinicId };
  } catch (error) {
    if (explain(error, "").status !== STATUS.unreachable) return { kind: "failed", code: (error as Error).name };
    halt.abort(error);
    return { kind: "stopped" };
  }
}

function rejection({ violations }: Rejection, { value }: Entry): StepResult {
  const because = violations.map(({ field, problem }) => (field ? `${field} ${problem}` : problem));
  return { kind: "rejected", because: value === undefined ? "must be JSON" : because.join("; ") };
}

type Rejection = Extract<ImportDecision, { kind: "reject" }>;
