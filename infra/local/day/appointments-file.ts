import { readFile } from "node:fs/promises";
import {
  type AppointmentMessage,
  type ContractViolation,
  checkAppointment,
} from "../../../contracts/appointment-message";
import { UserError } from "../command-line/user-error";

export interface AppointmentsFile {
  readonly good: readonly AppointmentMessage[];
  /** One line an entry that breaks the contract: its place, the field and what it takes; never the value. */
  readonly problems: readonly string[];
}

interface Entry {
  /** `line 3` of JSON lines, `index 3` of a JSON array. */
  readonly place: string;
  /** Undefined where it is no JSON. */
  readonly value: unknown;
}

/**
 * Reads a JSON array or JSON lines of appointments (contract v1) and checks every entry.
 * @throws {UserError} where the file as a whole cannot be used
 */
export async function readAppointmentsFile(path: string): Promise<AppointmentsFile> {
  const entries = readEntries(await readText(path), path);
  if (entries.length === 0) throw new UserError(`${path} holds no appointments.`);
  const good: AppointmentMessage[] = [];
  const problems: string[] = [];
  for (const { place, value } of entries) {
    if (value === undefined) {
      problems.push(`${place}: must be JSON`);
      continue;
    }
    const check = checkAppointment(value);
    if (check.ok) good.push(check.appointment);
    else problems.push(`${place}: ${check.violations.map(describe).join("; ")}`);
  }
  return { good, problems };
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

/** The local run does not read what a spreadsheet saves. */
const CSV =
  "CSV is checked by `npm run ops -- validate FILE`; `npm run ops -- import FILE` writes it to the table of a local run " +
  "that `npm start -- --serve` started.";

const READ_PROBLEMS: Readonly<Record<string, string>> = {
  ENOENT: "does not exist",
  ENOTDIR: "does not exist",
  EISDIR: "is a folder, not a file",
  EACCES: "may not be read by you",
  EPERM: "may not be read by you",
  ERR_FS_FILE_TOO_LARGE: "is too large: split it",
};

function readEntries(text: string, path: string): Entry[] {
  const whole = parse(text);
  if (Array.isArray(whole)) return whole.map((value, index) => ({ place: `index ${index}`, value }));
  // A file of one JSON value on several lines is one entry, too.
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

/** @returns undefined where it is no JSON; JSON.parse's error would repeat what stands there */
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
