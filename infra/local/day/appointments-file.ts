import { readFile } from "node:fs/promises";
import { type ContractViolation, checkAppointment } from "../../../contracts/appointment-check";
import type { AppointmentMessage } from "../../../contracts/appointment-message";
import { type Clinics, clinicOf } from "../../../services/domain/clinics/clinics";
import { UserError } from "../command-line/user-error";

export interface AppointmentsFile {
  readonly good: readonly AppointmentMessage[];
  /** The location of each good one, as in the problems. */
  readonly places: readonly string[];
  /** One line for each entry that breaks the contract: its location, the field and what it takes; never the value. */
  readonly problems: readonly string[];
}

interface Entry {
  /** `line 3` in JSON lines, `index 3` in a JSON array. */
  readonly place: string;
  /** Undefined if it is not JSON. */
  readonly value: unknown;
}

/**
 * Reads a JSON array or JSON lines of appointments (contract v1) and checks every entry.
 * @throws {UserError} if the file as a whole cannot be used
 */
export async function readAppointmentsFile(path: string): Promise<AppointmentsFile> {
  const entries = readEntries(await readText(path), path);
  if (entries.length === 0) throw new UserError(`${path} has no appointments.`);
  const good: AppointmentMessage[] = [];
  const places: string[] = [];
  const problems: string[] = [];
  for (const { place, value } of entries) {
    if (value === undefined) {
      problems.push(`${place}: must be JSON`);
      continue;
    }
    const check = checkAppointment(value);
    if (check.ok) {
      good.push(check.appointment);
      places.push(place);
    } else problems.push(`${place}: ${check.violations.map(describe).join("; ")}`);
  }
  return { good, places, problems };
}

/** The file with the rules of the appointments' clinics checked, too: they are known only when the app is synthesized. */
export function checkedForClinics({ good, places, problems }: AppointmentsFile, clinics: Clinics): AppointmentsFile {
  const checks = good.map((appointment) => clinicOf(appointment, clinics));
  const broken = checks.flatMap((check, index) => (check.ok ? [] : [`${places[index]}: ${describe(check.violation)}`]));
  return {
    good: good.filter((_, index) => checks[index]?.ok),
    places: places.filter((_, index) => checks[index]?.ok),
    problems: [...problems, ...broken],
  };
}

async function readText(path: string): Promise<string> {
  let bytes: Buffer;
  try {
    bytes = await readFile(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new UserError(`${path} ${READ_PROBLEMS[code ?? ""] ?? `cannot be read (${code})`}.`);
  }
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (error) {
    const tooLong = (error as NodeJS.ErrnoException).code === "ERR_STRING_TOO_LONG";
    throw new UserError(tooLong ? `${path} is too large: split it.` : `${path} is not UTF-8 text. ${CSV}`);
  }
}

/** The local run does not read CSV. */
const CSV =
  "To check CSV, use `npm run ops -- validate FILE`; to write it to the table of a local run that `npm start -- --serve` " +
  "started, use `npm run ops -- import FILE`.";

const READ_PROBLEMS: Readonly<Record<string, string>> = {
  ENOENT: "does not exist",
  ENOTDIR: "does not exist",
  EISDIR: "is a folder, not a file",
  EACCES: "cannot be read: permission denied",
  EPERM: "cannot be read: permission denied",
  ERR_FS_FILE_TOO_LARGE: "is too large: split it",
};

function readEntries(text: string, path: string): Entry[] {
  const whole = parse(text);
  if (Array.isArray(whole)) return whole.map((value, index) => ({ place: `index ${index}`, value }));
  // A file with one JSON value on several lines is one entry.
  if (whole !== undefined) return [{ place: "line 1", value: whole }];
  const entries = text
    .split("\n")
    .map((line, index) => ({ place: `line ${index + 1}`, line: line.trim() }))
    .filter(({ line }) => line !== "")
    .map(({ place, line }) => ({ place, value: parse(line) }));
  if (entries.length > 0 && entries.every(({ value }) => value === undefined)) {
    throw new UserError(`${path} is neither a JSON array nor JSON lines. ${CSV}`);
  }
  return entries;
}

/** @returns undefined if it is not JSON; the error of JSON.parse would quote the text */
function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function describe({ field, problem }: ContractViolation): string {
  return field ? `${field} ${problem}` : problem;
}
