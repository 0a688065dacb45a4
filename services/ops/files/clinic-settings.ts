/** The settings and the clinics of commands that check a file without AWS. */
import type { Command } from "commander";
import { onlyClinic } from "../../../contracts/clinics/clinic";
import { ALWAYS_OPEN } from "../../../contracts/clinics/send-window";
import { DEFAULT_SMS_WORDING } from "../../../contracts/sms-wording";
import { type Clinics, clinicsInMemory } from "../../domain/clinics/clinics";
import type { ContactRules } from "../../domain/contact/phone-number";
import { misuse } from "../output/status";
import { type ClinicsOptions, clinicsFile, readClinics } from "../shared/clinics";
import { countries, country, timeZone } from "./file-options";

export interface ClinicSettings extends ContactRules, ClinicsOptions {
  readonly timeZone: string;
}

/** Describes the option `--clinic` of messages in FHIR or HL7 v2. */
export const CLINIC_OPTION = "the clinic of all appointments of FHIR or HL7 v2: the message attribute clinicId";

/** Declares the options for the settings that the deployment has. */
export function takesSettings(command: Command): Command {
  return command
    .option("--default-country <code>", "the country of phone numbers without a country code", country, "US")
    .option("--countries <codes>", "the countries whose numbers are texted, such as US,CA, or all", countries, "all")
    .option("--time-zone <zone>", "the time zone of local times without a timeZone", timeZone, "America/New_York")
    .addOption(clinicsFile("the file of clinic profiles, by which each entry is checked too"));
}

export interface FileClinics {
  readonly clinics: Clinics;
  /** Whether they are those of a file of profiles. */
  readonly hasProfiles: boolean;
}

/** @throws CommandError with every problem of the file of profiles, or if there is a clinic's id without them */
export function clinicsFor(options: ClinicSettings & { readonly clinic?: string }): FileClinics {
  const { timeZone, defaultCountry, countries, clinic } = options;
  if (clinic !== undefined && options.clinics === undefined) throw misuse("--clinic needs --clinics");
  // What is sent, and not when.
  const rest = { smsWording: DEFAULT_SMS_WORDING, sendWindow: ALWAYS_OPEN } as const;
  const defaults = { timeZone, defaultCountry, countries, ...rest };
  const profiles = options.clinics === undefined ? undefined : readClinics(options.clinics, defaults);
  return {
    clinics: clinicsInMemory(profiles?.clinics ?? [onlyClinic(defaults)]),
    hasProfiles: profiles !== undefined,
  };
}
