import { ENV } from "../../../contracts/environment";
import { readResources } from "../template/resources";

/**
 * The clinic's time zone, as the template gives it to the functions.
 * @param assembly folder of the synthesized app
 */
export function readClinicTimeZone(assembly: string, endpoint: string): string {
  const zones = readResources(assembly, endpoint).functions.map((fn) => fn.environment[ENV.timeZone]);
  const zone = zones.find((given) => given !== undefined);
  if (!zone) throw new Error(`No function of the template has ${ENV.timeZone}`);
  return zone;
}
