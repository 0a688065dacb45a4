/** The options of `import`, the settings that they replace, and the patients whose data were erased. */
import { type ClinicDefaults, NO_PROFILES, onlyClinic } from "../../../contracts/clinics/clinic";
import { ALWAYS_OPEN } from "../../../contracts/clinics/send-window";
import { DEFAULT_SMS_WORDING } from "../../../contracts/sms-wording";
import { systemClock } from "../../adapters/system-clock";
import { systemRandom } from "../../adapters/system-random";
import { clinicsInMemory } from "../../domain/clinics/clinics";
import type { ContactRules } from "../../domain/contact/phone-number";
import type { ImportSettings } from "../../domain/import/import-appointment";
import type { BecauseOption } from "../audit/because";
import { type AppointmentImport, dynamoAppointmentImport } from "../aws/dynamo-appointment-import";
import { erasedPatients } from "../aws/patient/erased-patients";
import type { FileOptions } from "../files/file-options";
import { misuse } from "../output/status";
import type { ClinicsOptions } from "../shared/clinics";
import type { EnvironmentOptions } from "../shared/command";
import type { Environment } from "../shared/environment";

export interface ImportOptions
  extends EnvironmentOptions,
    FileOptions,
    ClinicsOptions,
    BecauseOption,
    Partial<ContactRules> {
  readonly daysBefore?: number;
  readonly timeZone?: string;
  readonly dryRun: boolean;
  readonly rejected?: string;
  /** Files or folders of FHIR resources. */
  readonly with?: readonly string[];
}

/** ms for which a write is retried: longer throttling is not transient. */
const RETRY_MS = 20_000;

export function tableOf({ dynamo, names }: Environment, settings: ImportSettings): AppointmentImport {
  const deps = { clock: systemClock, random: systemRandom };
  return dynamoAppointmentImport(dynamo, names.appointmentsTable, RETRY_MS, settings, deps);
}

export async function settingsOf(options: ImportOptions, environment: Environment): Promise<ImportSettings> {
  const settings = await deployedOrGiven(options, environment);
  return { ...settings, erased: await erasedOf(options, environment) };
}

/** A dry run makes no call for them. */
async function erasedOf({ dryRun }: ImportOptions, { dynamo, names }: Environment) {
  const found = dryRun ? [] : await erasedPatients(dynamo, names.appointmentsTable);
  return new Map(found.map((one) => [one.patientId, one]));
}

/** The options take the place of the deployed settings, which are not read if all are given. */
async function deployedOrGiven(options: ImportOptions, environment: Environment): Promise<ImportSettings> {
  const { timeZone, defaultCountry, countries, daysBefore } = options;
  const rest = { now: Date.now(), daysBefore: daysBefore ?? 1, ignoresPlans: daysBefore !== undefined };
  const one = (defaults: Omit<ClinicDefaults, "smsWording" | "sendWindow">) =>
    clinicsInMemory([onlyClinic({ smsWording: DEFAULT_SMS_WORDING, sendWindow: ALWAYS_OPEN, ...defaults })]);
  if (timeZone && defaultCountry && countries && options.clinics === undefined)
    return { clinicTimeZone: timeZone, clinics: one({ timeZone, defaultCountry, countries }), ...rest };
  const { clinicTimeZone, clinicsDigest, clinicDefaults } = await environment.settings();
  const clinics = await environment.clinics();
  if (!timeZone && !defaultCountry && !countries) return { clinicTimeZone, clinics, ...rest };
  if (clinicsDigest !== NO_PROFILES) {
    const hint = "Change the profile of the clinic, and deploy it.";
    throw misuse("--time-zone, --default-country and --countries cannot be combined with clinic profiles", hint);
  }
  const given = {
    timeZone: timeZone ?? clinicDefaults.timeZone,
    defaultCountry: defaultCountry ?? clinicDefaults.defaultCountry,
    countries: countries ?? clinicDefaults.countries,
    reminderPlan: clinicDefaults.reminderPlan,
  };
  return { clinicTimeZone: given.timeZone, clinics: one(given), ...rest };
}
