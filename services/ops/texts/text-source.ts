/** The clinics and the catalogues that the commands of `texts` show. */
import { resolve } from "node:path";
import { type Command, InvalidArgumentError, Option } from "commander";
import { type Clinic, type ClinicDefaults, onlyClinic } from "../../../contracts/clinics/clinic";
import { LANGUAGES, type Language } from "../../../contracts/clinics/languages";
import { checkClinics, clinicsOf } from "../../../contracts/clinics/profiles";
import { ALWAYS_OPEN } from "../../../contracts/clinics/send-window";
import { DEFAULT_SMS_WORDING, SMS_WORDINGS } from "../../../contracts/sms-wording";
import { CATALOGUES_FOLDER, type Catalogue, readCatalogues } from "../../../contracts/texts/catalogues";
import { countries, country, timeZone } from "../files/file-options";
import { misuse } from "../output/status";
import { profilesText } from "../shared/clinics";
import { projectFolder } from "../shared/project-folder";

export interface TextOptions {
  /** The path of a file of profiles. */
  readonly clinics?: string;
  /** A clinic's id. */
  readonly clinic?: string;
  readonly language?: Language | "all";
  readonly timeZone: ClinicDefaults["timeZone"];
  readonly defaultCountry: ClinicDefaults["defaultCountry"];
  readonly countries: ClinicDefaults["countries"];
  readonly wording: ClinicDefaults["smsWording"];
  readonly json: boolean;
}

/** Declares the options that the commands of `texts` share. */
export function takesClinics(command: Command): Command {
  return command
    .option("--clinics <file>", "the file of clinic profiles (default: the one clinic that the settings describe)")
    .option("--clinic <id>", "only this clinic")
    .option("--language <language>", `only this language, such as es, or all: ${LANGUAGES.join(", ")}`, language)
    .option("--time-zone <zone>", "the setting timeZone", timeZone, "America/New_York")
    .option("--default-country <code>", "the setting defaultCountry", country, "US")
    .option("--countries <codes>", "the setting countries, such as US,CA, or all", countries, "all")
    .addOption(
      new Option("--wording <wording>", "the setting smsWording").choices(SMS_WORDINGS).default(DEFAULT_SMS_WORDING),
    )
    .option("--json", "print one JSON document, for scripts", false);
}

function language(text: string): Language | "all" {
  const found = text === "all" ? text : LANGUAGES.find((one) => one === text);
  if (!found) throw new InvalidArgumentError(`Must be all, or one of ${LANGUAGES.join(", ")}.`);
  return found;
}

/** Parses an option's value: an amount of US dollars. */
export function dollars(text: string): number {
  if (!/^\d{1,3}(?:\.\d{1,6})?$/.test(text)) throw new InvalidArgumentError("Must be an amount, such as 0.0093.");
  return Number(text);
}

export type TextSource =
  | {
      readonly ok: true;
      readonly clinics: readonly Clinic[];
      readonly catalogues: readonly Catalogue[];
    }
  /** One line each. */
  | { readonly ok: false; readonly profiles: readonly string[]; readonly catalogues: readonly string[] };

/**
 * Reads the catalogues, and the clinics of the file or of the settings.
 * @throws CommandError if the file cannot be read, or has no such clinic
 */
export function readTexts(options: TextOptions): TextSource {
  const { clinics: path, clinic: id } = options;
  // A text does not depend on when it is sent.
  const defaults = { ...options, smsWording: options.wording, sendWindow: ALWAYS_OPEN };
  const read = readCatalogues(resolve(projectFolder(), CATALOGUES_FOLDER));
  const check = path === undefined ? undefined : checkClinics(profilesText(path), options);
  if (!read.ok || check?.ok === false) {
    return { ok: false, profiles: check?.ok === false ? check.problems : [], catalogues: read.ok ? [] : read.problems };
  }
  const all = check ? clinicsOf(check.file, defaultsOf(defaults)) : [onlyClinic(defaultsOf(defaults))];
  const clinics = id === undefined ? all : all.filter((clinic) => clinic.id === id);
  if (clinics.length === 0) throw misuse(`There is no clinic ${id}`, `Clinics are ${some(all.map((one) => one.id))}.`);
  return { ok: true, clinics, catalogues: read.catalogues };
}

function some(ids: readonly string[]): string {
  const rest = ids.length - 20;
  return ids.slice(0, 20).join(", ") + (rest > 0 ? ` and ${rest} more` : "");
}

function defaultsOf({ timeZone, defaultCountry, countries, smsWording, sendWindow }: ClinicDefaults): ClinicDefaults {
  return { timeZone, defaultCountry, countries, smsWording, sendWindow };
}
