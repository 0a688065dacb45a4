import * as instant from "temporal-polyfill/fns/Instant";

/**
 * The regions of the IANA's names: its areas (https://data.iana.org/time-zones/theory.html, Names of timezones), and
 * the countries of its older names (file `backward`), such as `US/Eastern`. `Etc` is no region: only its `Etc/UTC` is
 * taken, since its `Etc/GMT+5` lies five hours west of Greenwich, "the opposite of what many people expect" (file
 * `etcetera`).
 */
const NAME =
  /^(?:(?:Africa|America|Antarctica|Arctic|Asia|Atlantic|Australia|Brazil|Canada|Chile|Europe|Indian|Mexico|Pacific|US)\/.|(?:Etc\/)?UTC$)/i;

/**
 * Is `zone` an IANA time zone with a region, or UTC? Plain offsets such as `+01:00` are not, nor are abbreviations: `EST`
 * has no summer time, and what else `CET` or `MST` means depends on who wrote it.
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
