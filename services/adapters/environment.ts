import type { ClinicDefaults } from "../../contracts/clinics/clinic";
import { clinicVariables } from "../../contracts/clinics/clinic-variables";
import { type CLINIC_DEFAULTS, ENV, type EnvironmentVariable } from "../../contracts/environment";
import type { FloodSettings } from "../domain/floods/usual-volume";

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
 * A variable's value as a number above 0, or `off`.
 * @throws ConfigurationError that names the variable
 */
export function positiveOrOff<Name extends EnvironmentVariable>(
  values: Readonly<Record<Name, string>>,
  name: Name,
): number | "off" {
  if (values[name] === "off") return "off";
  const value = Number(values[name]);
  if (!(value > 0)) throw new ConfigurationError(`${name} must be off, or a number above 0`);
  return value;
}

/**
 * A variable's value as one of several.
 * @throws ConfigurationError that names the variable
 */
export function oneOf<Name extends EnvironmentVariable, Option extends string>(
  values: Readonly<Record<Name, string>>,
  name: Name,
  options: readonly Option[],
): Option {
  const option = options.find((each) => each === values[name]);
  if (!option) throw new ConfigurationError(`${name} must be one of ${options.join(", ")}`);
  return option;
}

/**
 * The settings of the deployment for what a clinic's profile leaves out.
 * @throws ConfigurationError
 */
export function clinicDefaults(values: Readonly<Record<(typeof CLINIC_DEFAULTS)[number], string>>): ClinicDefaults {
  const defaults = clinicVariables(values);
  if (typeof defaults === "string") throw new ConfigurationError(defaults);
  return defaults;
}

/**
 * The settings of the guard against floods.
 * @throws ConfigurationError
 */
export function floodSettings(
  values: Readonly<Record<typeof ENV.floodFactor | typeof ENV.floodMinimum, string>>,
): FloodSettings {
  return { factor: positiveOrOff(values, ENV.floodFactor), minimum: positive(values, ENV.floodMinimum) };
}
