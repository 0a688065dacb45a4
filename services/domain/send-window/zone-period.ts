/** A time in which the clocks of a zone keep to one offset from UTC. */
import * as instant from "temporal-polyfill/fns/Instant";
import * as zonedDateTime from "temporal-polyfill/fns/ZonedDateTime";

export interface ZonePeriod {
  /** ms since 1970; -Infinity if the clocks were never changed before. */
  readonly from: number;
  /** ms since 1970, not included; Infinity if no change is known. */
  readonly until: number;
  /** ms that the clocks are ahead of UTC. */
  readonly offset: number;
}

/** More than there are zones: senders cannot fill the memory with other spellings of their names. */
const MAX_REMEMBERED = 600;

const remembered = new Map<string, ZonePeriod>();

/**
 * The period of a moment. The last one of each zone is remembered: reading a zone's rules takes some 60 µs, which every
 * text would wait for.
 * @param moment ms since 1970
 * @param zone IANA
 */
export function periodAt(moment: number, zone: string): ZonePeriod {
  const known = remembered.get(zone);
  if (known && known.from <= moment && moment < known.until) return known;
  const period = readPeriod(moment, zone);
  if (!known && remembered.size >= MAX_REMEMBERED) remembered.clear();
  remembered.set(zone, period);
  return period;
}

function readPeriod(moment: number, zone: string): ZonePeriod {
  const zoned = instant.toZonedDateTimeISO(instant.fromEpochMilliseconds(moment), zone);
  const offset = zonedDateTime.offsetNanoseconds(zoned) / 1_000_000;
  const until = zonedDateTime.getTimeZoneTransition(zoned, "next")?.epochMilliseconds ?? Number.POSITIVE_INFINITY;
  // The change before a moment does not include one at this moment.
  const after = instant.toZonedDateTimeISO(instant.fromEpochMilliseconds(moment + 1), zone);
  const from = zonedDateTime.getTimeZoneTransition(after, "previous")?.epochMilliseconds ?? Number.NEGATIVE_INFINITY;
  return { from, until, offset };
}
