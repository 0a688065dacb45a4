/** Warnings about entries. They never contain a value. */
import type { AppointmentMessage } from "../../../contracts/appointment-message";
import { isEnded } from "../../../contracts/appointment-status";
import { LANGUAGES, languageOf } from "../../../contracts/clinics/languages";
import { appointmentStart } from "../../domain/appointment/appointment-time";
import { hasMarkup, isPlaceholder, shown } from "../../domain/appointment/shown-value";
import { declinesReminders } from "../../domain/contact/contact-preference";
import { withoutAddress } from "../../domain/content/doctor-name";
import type { Outlook } from "../../domain/producer/predicted-outcome";
import type { Columns } from "../files/columns";
import type { Entry } from "../files/entry";
import { contactWarnings } from "./contact-warnings";
import { findRepeats } from "./repeats";
import { timeWarnings } from "./time-warnings";
import { IgnoredNames, unknownFields, unknownFieldWarnings } from "./unknown-fields";
import type { Warning } from "./warning";
import { hasLostLetter, isDecodedWrongly } from "./wrong-encoding";

export interface FileWarnings {
  /**
   * @param appointment the entry as an appointment; undefined if it breaks the contract or is rejected
   * @returns warnings about the next entry of the file
   */
  of(entry: Omit<Entry, "end">, appointment: AppointmentMessage | undefined): readonly Warning[];
  /** Names of the fields that were ignored so far, except those in a CSV header. */
  readonly ignored: IgnoredNames;
}

/**
 * Checks the entries of one file, in their order.
 * @param columns of CSV
 * @param fields names of fields that are known
 * @param outlookOf by the clinic of an appointment
 */
export function fileWarnings(
  columns: Columns | undefined,
  fields: readonly string[],
  outlookOf: (appointment: AppointmentMessage) => Outlook,
): FileWarnings {
  const repeats = findRepeats();
  const ignored = new IgnoredNames();
  return {
    ignored,
    of(entry, appointment) {
      if (entry.faults?.some(({ field }) => field === "")) return [];
      const others = unknownFields(entry, columns, fields);
      if (!columns) ignored.add(others);
      const known = typeof entry.value === "object" && entry.value !== null ? entry.value : {};
      const unknown = unknownFieldWarnings(others, known as Record<string, unknown>, fields);
      if (!appointment) return unknown;
      const outlook = outlookOf(appointment);
      const start = appointmentStart(appointment, outlook.clinicTimeZone);
      return [
        ...unknown,
        ...appointmentWarnings(appointment, start, outlook),
        ...repeats.warningsOf(appointment, start, entry.position),
      ];
    },
  };
}

/** @param start ms since 1970 */
function appointmentWarnings(appointment: AppointmentMessage, start: number, outlook: Outlook): Warning[] {
  const times = timeWarnings(appointment, start, outlook.clinicTimeZone);
  if (isEnded(appointment.status)) return [CANCELLED, ...times];
  if (declinesReminders(appointment)) return [DECLINED, ...times];
  if (start <= outlook.now) return [EXPIRED, ...times];
  return [
    ...contactWarnings(appointment, outlook),
    ...languageWarnings(appointment),
    ...times,
    ...Object.entries(appointment).flatMap(([field, value]) => textWarnings(field, value)),
  ];
}

const CANCELLED: Warning = {
  code: "CANCELLED",
  field: "status",
  problem: "is not booked: nothing would be sent, and it would end as CANCELLED",
};

const DECLINED: Warning = {
  code: "DECLINED",
  field: "contactPreference",
  problem: "is none: nothing would be sent, and it would end as DECLINED",
};

const EXPIRED: Warning = {
  code: "EXPIRED",
  field: "",
  problem: "the appointment is over: it would end as EXPIRED",
};

function languageWarnings({ language }: AppointmentMessage): Warning[] {
  if (language === undefined || languageOf(language)) return [];
  const problem = `is not one of ${LANGUAGES.join(", ")}: the reminder is in the clinic's language`;
  return [{ code: "UNSUPPORTED_LANGUAGE", field: "language", problem }];
}

/** The fields in which a name or a place is shown. */
const SHOWN_FIELDS: readonly string[] = ["doctorName", "practitioner", "location"];

/** A spreadsheet's text for a failed formula, or a column that is too narrow. */
const SPREADSHEET_ERROR = /#(?:N\/A|REF!|VALUE!|NAME\?|DIV\/0!|NUM!|NULL!|SPILL!|CALC!)|^#{3,}$/;
/** A number that a spreadsheet rounded. */
const ROUNDED = /^\d(?:[.,]\d+)?E\+?\d+$/i;

function textWarnings(field: string, value: unknown): Warning[] {
  if (typeof value !== "string") return [];
  const warnings: Warning[] = [];
  if (isDecodedWrongly(value) || (field === "doctorName" && hasLostLetter(value))) {
    warnings.push({
      code: "WRONG_ENCODING",
      field,
      problem: "was decoded with the wrong character set: export the file as UTF-8",
    });
  }
  if (SPREADSHEET_ERROR.test(value.trim())) {
    warnings.push({ code: "SPREADSHEET_ERROR", field, problem: "is a spreadsheet error, such as #N/A" });
  }
  if (field.endsWith("Id") && ROUNDED.test(value.trim())) {
    const problem = "was rounded by a spreadsheet, which can make different ids equal: export the column as text";
    warnings.push({ code: "ROUNDED_ID", field, problem });
  }
  const markup = SHOWN_FIELDS.includes(field) ? notShown(field, value) : undefined;
  if (markup) warnings.push({ code: "MARKUP", field, problem: markup, kind: `MARKUP ${field} ${markup}` });
  const suspicion = field.endsWith("Id") && warnings.length === 0 ? idSuspicion(value.trim()) : undefined;
  return suspicion ? [...warnings, { code: "SUSPECT_ID", field, problem: suspicion }] : warnings;
}

function notShown(field: string, value: string): string | undefined {
  if (hasMarkup(value)) return "has HTML tags, escapes such as \\n or a spreadsheet's marks, which are not shown";
  const name = shown(value);
  const hasAddress = field === "doctorName" && withoutAddress(name) !== name;
  return hasAddress ? "has an email address, which is not shown" : undefined;
}

/** Ids are compared exactly, so that an id in another spelling is another id. */
function idSuspicion(id: string): string | undefined {
  if (isPlaceholder(id))
    return "is what programs write for a missing id: different patients or appointments would count as one";
  if (/^(?:'|=")/.test(id)) return "begins with a spreadsheet's mark: is it the booking system's id?";
  if (/^\d+\.0+$/.test(id)) return "ends with .0, as a program writes a number: is it the booking system's id?";
  return undefined;
}
