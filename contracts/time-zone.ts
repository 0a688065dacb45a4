import * as instant from "temporal-polyfill/fns/Instant";

/**
 * The regions of the IANA's names: its areas (https://data.iana.org/time-zones/theory.html, Names of timezones), and
 * the countries of its older names (file `backward`), such as `US/Eastern`. `Etc` is not a region: only its `Etc/UTC`
 * is accepted, since its `Etc/GMT+5` is five hours west of Greenwich, "the opposite of what many people expect" (file
 * `etcetera`).
 */
const NAME =
  /^(?:(?:Africa|America|Antarctica|Arctic|Asia|Atlantic|Australia|Brazil|Canada|Chile|Europe|Indian|Mexico|Pacific|US)\/.|(?:Etc\/)?UTC$)/i;

/**
 * Whether `zone` is an IANA time zone with a region, or UTC. Offsets such as `+01:00` and abbreviations are not: `EST`
 * has no daylight saving time, and the meaning of `CET` or `MST` depends on the author.
 */
export function isTimeZone(zone: string): boolean {
  if (!NAME.test(zone)) return false;
  try {
    instant.toZonedDateTimeISO(instant.fromEpochMilliseconds(0), zone);
    return true;
  } catch {
    return false;
  }
}
