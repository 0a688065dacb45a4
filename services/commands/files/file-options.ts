/** What the commands on files ask for alike. */
import { type Command, InvalidArgumentError, Option } from "commander";
import { isSupportedCountry } from "libphonenumber-js/min";
import { appointmentMessageSchema } from "../../../contracts/appointment-message";
import { isTimeZone } from "../../../contracts/time-zone";
import type { ContactRules } from "../../domain/phone-number";
import { FORMATS, type Format } from "./read-entries";

/** The fields of the contract, by name. */
export const CONTRACT_FIELDS: readonly string[] = Object.keys(appointmentMessageSchema.shape);

export interface FileOptions {
  readonly format?: Format;
}

/** Declares the file and its format. */
export function takesFile(command: Command): Command {
  return command
    .argument("<file>", "CSV with a header, a JSON array, or JSON lines, in UTF-8; - is standard input")
    .addOption(
      new Option("--format <format>", "the file's format, where neither its name nor its beginning tells it").choices(
        FORMATS,
      ),
    );
}

/** For an option: an IANA time zone. */
export function timeZone(text: string): string {
  if (!isTimeZone(text))
    throw new InvalidArgumentError("It takes an IANA time zone with a region, such as America/New_York, or UTC.");
  return text;
}

/** For an option: a country. */
export function country(text: string): string {
  if (!isSupportedCountry(text)) throw new InvalidArgumentError("It takes a country code in capitals, such as US.");
  return text;
}

/** For an option: the countries whose numbers are texted, as the setting `countries` takes them. */
export function countries(text: string): ContactRules["countries"] {
  if (text === "all") return text;
  const codes = text.split(",");
  if (!codes.every((code) => isSupportedCountry(code)))
    throw new InvalidArgumentError("It takes all, or country codes in capitals, separated by commas, such as US,CA.");
  return codes;
}
