import type { ClinicDefaults } from "../../contracts/clinics/clinic";
import { isSendWindow, SEND_WINDOW_TAKES } from "../../contracts/clinics/send-window";
import { type CLINIC_DEFAULTS, ENV, type EnvironmentVariable } from "../../contracts/environment";
import { SMS_WORDINGS } from "../../contracts/sms-wording";
import type { ContactRules } from "../domain/contact/phone-number";

/** Environment variables that are missing or invalid. */
export class ConfigurationError extends Error {
  override readonly name = "ConfigurationError";
}

/**
 * Reads a function's configuration.
 * @param names the variables that it needs
 * @throws ConfigurationError that names every missing variable at once
 */
export function readEnvironment<Name extends EnvironmentVariable>(
  names: readonly Name[],
  variables: NodeJS.ProcessEnv = process.env,
): Readonly<Record<Name, string>> {
  const missing = names.filter((name) => !variables[name]);
  if (missing.length > 0) throw new ConfigurationError(`missing environment variables: ${missing.join(", ")}`);
  return Object.fromEntries(names.map((name) => [name, variables[name]])) as Record<Name, string>;
}

/**
 * A variable's value as a number above 0.
 * @throws ConfigurationError that names the variable
 */
export function positive<Name extends EnvironmentVariable>(values: Readonly<Record<Name, string>>, name: Name): number {
  const value = Number(values[name]);
  if (!(value > 0)) throw new ConfigurationError(`${name} must be a number above 0`);
  return value;
}

/**
 * The settings of the deployment for what a clinic's profile leaves out.
 * @throws ConfigurationError
 */
export function clinicDefaults(values: Readonly<Record<(typeof CLINIC_DEFAULTS)[number], string>>): ClinicDefaults {
  const smsWording = SMS_WORDINGS.find((known) => known === values[ENV.smsWording]);
  if (!smsWording) throw new ConfigurationError(`${ENV.smsWording} must be one of ${SMS_WORDINGS.join(", ")}`);
  const sendWindow = values[ENV.sendWindow];
  if (!isSendWindow(sendWindow)) throw new ConfigurationError(`${ENV.sendWindow} must be ${SEND_WINDOW_TAKES}`);
  return { timeZone: values[ENV.timeZone], ...contactRules(values), smsWording, sendWindow };
}

/** The rules for phone numbers that may be texted. */
export function contactRules(values: Readonly<Record<"DEFAULT_COUNTRY" | "COUNTRIES", string>>): ContactRules {
  const countries = values[ENV.countries];
  return {
    defaultCountry: values[ENV.defaultCountry],
    countries: countries === "all" ? countries : countries.split(","),
  };
}
