/** The findings about one entry of a file. */
import { type ContractCheck, checkAppointment } from "../../../contracts/appointment-check";
import type { AppointmentMessage } from "../../../contracts/appointment-message";
import { APPOINTMENTS_TABLE } from "../../../contracts/tables/appointments-table";
import { startOf } from "../../domain/appointment/appointment-time";
import { type Clinics, checkForClinic, defaultClinic } from "../../domain/clinics/clinics";
import { type ReminderDaySettings, reminderDayProblem } from "../../domain/producer/reminder-day";
import { doubtfulText, type Lookalike } from "../files/columns";
import { allFaults, type Entry } from "../files/entry";
import { fieldName } from "../files/field-name";
import type { FileWarnings } from "../warnings/entry-warnings";
import type { Warning } from "../warnings/warning";
import type { Finding } from "./findings";

export interface EntryRules {
  readonly clinics: Clinics;
  /** Whether the clinics are those of a file of profiles. */
  readonly hasProfiles: boolean;
  /** ms since 1970 */
  readonly now: number;
  readonly warnings: FileWarnings;
  /** Of the setting. */
  readonly clinicTimeZone: string;
}

/** The findings about an appointment that a file has for an import, or for the appointments queue. */
export function entryFindings(entry: Entry, rules: EntryRules): Finding[] {
  const { clinics, hasProfiles, now, warnings, clinicTimeZone } = rules;
  const check = hasProfiles ? checkForClinic(entry.value, clinics) : checkAppointment(entry.value);
  const appointment = check.ok && !entry.faults ? check.appointment : undefined;
  const clinic = check.ok ? (clinics.find(check.appointment.clinicId) ?? defaultClinic(clinics)) : undefined;
  return [
    ...errorsOf(entry, check),
    ...reminderErrors(entry, check, { now, clinicTimeZone }, clinic?.timeZone ?? clinicTimeZone),
    ...(appointment && !hasProfiles ? notChecked(appointment) : []).map(warned),
    ...warnings.of(entry, appointment).map(warned),
  ];
}

function errorsOf(entry: Entry, check: ContractCheck): Finding[] {
  if (entry.value === undefined) return [broken("INVALID_JSON", "", "must be JSON")];
  return allFaults(entry, check.ok ? [] : check.violations).map((fault) => {
    const reason = "reason" in fault ? fault.reason : fault.field === "" ? "UNREADABLE_ROW" : "CONTRACT_VIOLATION";
    return broken(reason, fault.field, fault.problem);
  });
}

/** What only the profile of the clinic could tell. */
export function notChecked(appointment: AppointmentMessage): Warning[] {
  return (["clinicId", "link"] as const)
    .filter((field) => appointment[field] !== undefined)
    .map((field) => ({
      code: "CLINIC_NOT_CHECKED",
      field,
      problem: "was not compared with the clinic's profile: use --clinics with the file of profiles",
    }));
}

/** An import would reject the entry. */
function reminderErrors(
  entry: Entry,
  check: ContractCheck,
  days: Omit<ReminderDaySettings, "daysBefore">,
  zone: string,
): Finding[] {
  const { value } = entry;
  if (typeof value !== "object" || value === null || Array.isArray(value)) return [];
  if (entry.faults?.some(({ field }) => field === "" || field === REMINDER_DATE)) return [];
  const { appointmentTime, timeZone = zone } = check.ok ? check.appointment : {};
  const start = appointmentTime === undefined ? undefined : startOf(appointmentTime, timeZone);
  const given = (value as Readonly<Record<string, unknown>>)[REMINDER_DATE];
  const problem = reminderDayProblem(given, start, { ...days, daysBefore: 0 });
  return problem === undefined ? [] : [broken("REMINDER_DATE", REMINDER_DATE, problem)];
}

const REMINDER_DATE = APPOINTMENTS_TABLE.dueDate;

function broken(code: Finding["code"], field: string, problem: string): Finding {
  return { severity: "error", code, field, problem, kind: `${field} ${problem}` };
}

export function doubted(column: Lookalike): Finding {
  const [field, problem] = [fieldName(column.name), doubtfulText(column)];
  return { severity: "error", code: "UNKNOWN_COLUMN", field, problem, kind: `UNKNOWN_COLUMN ${field}` };
}

export function warned({ code, field, problem, kind = `${code} ${field}` }: Warning): Finding {
  return { severity: "warning", code, field, problem, kind };
}
