/** Options of the commands that read a file. */
import { type Command, InvalidArgumentError, Option } from "commander";
import { isSupportedCountry } from "libphonenumber-js/min";
import { appointmentMessageSchema } from "../../../contracts/appointment-message";
import { APPOINTMENTS_TABLE } from "../../../contracts/tables/appointments-table";
import { isTimeZone } from "../../../contracts/time-zone";
import type { ContactRules } from "../../domain/contact/phone-number";
import { isSameName } from "./columns";
import { type DateFormat, dateFormat } from "./date-format";
import { FORMATS, type Format } from "./read-entries";

/** The fields of the contract, by name. */
export const CONTRACT_FIELDS: readonly string[] = Object.keys(appointmentMessageSchema.shape);

/** The fields of an entry of a file, by name. */
export const IMPORT_FIELDS: readonly string[] = [...CONTRACT_FIELDS, APPOINTMENTS_TABLE.dueDate];

export interface FileOptions {
  readonly format?: Format;
  /** Columns, by field. */
  readonly map?: ReadonlyMap<string, string>;
  readonly ignore?: readonly string[];
  readonly dateFormat?: DateFormat;
}

/**
 * Declares the argument and the options for a file.
 * @param others formats that the command reads, too
 */
export function takesFile(command: Command, others: readonly string[] = []): Command {
  const formats = [...FORMATS, ...others];
  return command
    .argument("<file>", "CSV with a header, a JSON array, or JSON lines, in UTF-8 or UTF-16; - is standard input")
    .addOption(
      new Option("--format <format>", "the file's format (default: detected by name or content)").choices(formats),
    )
    .option("--map <field=column>", 'the column of a field, such as phoneNumber="Mobile"; repeatable', mapping)
    .option("--ignore <column>", "ignore a column that looks like a field; repeatable", listed)
    .option("--date-format <format>", "the format of times, such as DD/MM/YYYY HH:mm (default: ISO 8601)", dateFormat);
}

/** Parses a repeatable option's value: FIELD=COLUMN. */
function mapping(text: string, before: ReadonlyMap<string, string> = new Map()): ReadonlyMap<string, string> {
  const [given = "", ...rest] = text.split("=");
  const column = rest.join("=");
  if (given === "" || column.trim() === "")
    throw new InvalidArgumentError('Must be FIELD=COLUMN, such as phoneNumber="Mobile".');
  const field = IMPORT_FIELDS.find((name) => isSameName(name, given));
  if (!field) throw new InvalidArgumentError(`Unknown field "${given}". Fields are ${IMPORT_FIELDS.join(", ")}.`);
  if (before.has(field)) throw new InvalidArgumentError(`${field} is mapped twice.`);
  return new Map([...before, [field, column]]);
}

/** Collects the values of a repeatable option. */
export function listed(text: string, before: readonly string[] = []): readonly string[] {
  return [...before, text];
}

/** Parses an option's value: an IANA time zone. */
export function timeZone(text: string): string {
  if (!isTimeZone(text))
    throw new InvalidArgumentError("Must be an IANA time zone with a region, such as America/New_York, or UTC.");
  return text;
}

/** Parses an option's value: a country. */
export function country(text: string): string {
  if (!isSupportedCountry(text)) throw new InvalidArgumentError("Must be a country code in capitals, such as US.");
  return text;
}

/** Parses an option's value: the countries whose numbers are texted, like the setting `countries`. */
export function countries(text: string): ContactRules["countries"] {
  if (text === "all") return text;
  const codes = text.split(",");
  if (!codes.every((code) => isSupportedCountry(code)))
    throw new InvalidArgumentError("Must be all, or country codes in capitals, separated by commas, such as US,CA.");
  return codes;
}
