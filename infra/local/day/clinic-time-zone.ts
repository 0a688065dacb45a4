import { ENV } from "../../../contracts/environment";
import { readResources } from "../template/resources";

/**
 * The clinic's time zone, from the functions' environment in the template.
 * @param assembly folder of the synthesized app
 */
export function readClinicTimeZone(assembly: string, endpoint: string): string {
  return readVariable(assembly, endpoint, ENV.timeZone);
}

/** How many days back the daily run looks for due reminders, from the functions' environment in the template. */
export function readCatchUpDays(assembly: string, endpoint: string): number {
  return Number(readVariable(assembly, endpoint, ENV.catchUpDays));
}

function readVariable(assembly: string, endpoint: string, name: string): string {
  const values = readResources(assembly, endpoint).functions.map((fn) => fn.environment[name]);
  const value = values.find((given) => given !== undefined);
  if (!value) throw new Error(`No function of the template has ${name}`);
  return value;
}
