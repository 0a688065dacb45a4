/** The erasures that the audit has since a point in time, and what is stored of each patient now. */
import { ALL_CLINICS, type ErasedPatient } from "../../../contracts/tables/erasures";
import type { RestoreMark } from "../../../contracts/tables/sending-stops";
import { daysBetween } from "../../domain/appointment/appointment-time";
import { defaultClinic } from "../../domain/clinics/clinics";
import { actsOfDays, type RecordedAct } from "../aws/audit/dynamo-operator-acts";
import type { Terminal } from "../output/terminal";
import { countsOf, isUnknown, type KnownPatient, readPatient } from "../patient/known";
import type { Environment } from "../shared/environment";

/** The latest erasure of a patient, at one clinic or at all. */
export interface RecordedErasure {
  readonly patientId: string;
  /** Absent for all clinics. */
  readonly clinicId?: string;
  /** When it began, ISO 8601, UTC. */
  readonly at: string;
  /** Whether everything was erased, as far as the audit has it. */
  readonly isComplete: boolean;
}

export interface RecordedErasures {
  readonly erasures: readonly RecordedErasure[];
  /** When the newest act before the restore began, ISO 8601, UTC; undefined if there is none since the point in time. */
  readonly newestAct?: string;
}

/** An erasure that has to be made again, and why. */
export interface MissingErasure extends RecordedErasure {
  /** As ends of a sentence. */
  readonly problems: readonly string[];
}

const DAY_MS = 86_400_000;

/**
 * Erasures that were made at the point in time or later; of one that had begun before, the end counts.
 * @param now ms since 1970
 */
export async function recordedErasures(
  { dynamo, names }: Environment,
  { to, at }: RestoreMark,
  now: number,
): Promise<RecordedErasures> {
  const dayOf = (ms: number) => new Date(ms).toISOString().slice(0, "YYYY-MM-DD".length);
  // An act is listed by the day on which it began.
  const days = daysBetween(dayOf(Date.parse(to) - DAY_MS), dayOf(now));
  const latest = new Map<string, RecordedErasure>();
  let newestAct: string | undefined;
  for await (const { begin, end } of actsOfDays(dynamo, names.operatorActsTable, days)) {
    if (!begin) continue;
    if (begin.at < at) newestAct = begin.at;
    const { patientId, clinicIds: [clinicId] = [] } = begin;
    if (begin.act !== "patient-erase" || patientId === undefined || isBefore({ begin, end }, to)) continue;
    const isComplete = end?.how === "done";
    const erasure = { patientId, ...(clinicId !== undefined && { clinicId }), at: begin.at, isComplete };
    latest.set(JSON.stringify([patientId, clinicId]), erasure);
  }
  return { erasures: [...latest.values()], ...(newestAct !== undefined && { newestAct }) };
}

function isBefore({ begin, end }: RecordedAct, to: string): boolean {
  return end !== undefined && end.endedAt < to && (begin?.at ?? "") < to;
}

/**
 * The erasures of which something is missing, in the order of the audit.
 * @param kept ids of patients of whom new data are stored, which stay
 * @throws CommandError after Ctrl-C
 */
export async function missingErasures(
  erasures: readonly RecordedErasure[],
  kept: readonly string[],
  environment: Environment,
  terminal: Terminal,
): Promise<MissingErasure[]> {
  const missing: MissingErasure[] = [];
  if (erasures.length === 0) return missing;
  const own = defaultClinic(await environment.clinics()).id;
  for (const erasure of erasures) {
    const known = await readPatient(environment, terminal, erasure.patientId, erasure.clinicId, own);
    const problems = problemsOf(erasure, known, kept.includes(erasure.patientId));
    if (problems.length > 0) missing.push({ ...erasure, problems });
  }
  return missing;
}

function problemsOf({ clinicId, at, isComplete }: RecordedErasure, known: KnownPatient, isKept: boolean): string[] {
  const stored = Object.entries(countsOf(known)).filter(([, count]) => count > 0);
  return [
    ...(isComplete ? [] : ["the audit has no end of the erasure"]),
    ...(erasedAt(known.erased, clinicId) >= Date.parse(at) ? [] : ["older messages are not refused"]),
    ...(isUnknown(known) || isKept ? [] : [`stored: ${stored.map(([what, count]) => `${what} ${count}`).join(", ")}`]),
  ];
}

/** ms since 1970; 0 if the table does not have the erasure. */
function erasedAt(patient: ErasedPatient | undefined, clinicId = ALL_CLINICS): number {
  const { [clinicId]: own = 0, [ALL_CLINICS]: all = 0 } = patient?.erased ?? {};
  return Math.max(own, all);
}
