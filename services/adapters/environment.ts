import { ENV, type EnvironmentVariable } from "../../contracts/environment";
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

/** The rules for phone numbers that may be texted. */
export function contactRules(values: Readonly<Record<"DEFAULT_COUNTRY" | "COUNTRIES", string>>): ContactRules {
  const countries = values[ENV.countries];
  return {
    defaultCountry: values[ENV.defaultCountry],
    countries: countries === "all" ? countries : countries.split(","),
  };
}
