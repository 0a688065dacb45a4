/** Finds times that are probably wrong. */
import * as instant from "temporal-polyfill/fns/Instant";
import type { AppointmentMessage } from "../../../contracts/appointment-message";
import { localHour } from "../../domain/appointment/local-hour";
import type { Warning } from "./warning";

/** Opening hours of clinics: midnight UTC that is within them locally may be a real appointment. */
const OPEN = { from: 8, until: 18 };

/**
 * @param appointment keeps the contract
 * @param start ms since 1970
 * @param clinicTimeZone IANA zone of a local time without `timeZone`
 */
export function timeWarnings(
  appointment: Pick<AppointmentMessage, "appointmentTime" | "timeZone">,
  start: number,
  clinicTimeZone: string,
): Warning[] {
  const { appointmentTime, timeZone = clinicTimeZone } = appointment;
  const offset = /(?:Z|[+-]\d{2}:\d{2})$/.exec(appointmentTime)?.[0];
  if (isMidnight(appointmentTime, offset, start, timeZone)) {
    return [at("MIDNIGHT", "is midnight: was a date exported without its time?")];
  }
  if (offset !== undefined) return [];
  const hour = localHour(appointmentTime, timeZone);
  if (hour === "skipped") {
    return [at("SKIPPED_HOUR", "is in an hour that the clocks skip that day: it is read as one hour later")];
  }
  if (hour === "twice") {
    return [at("REPEATED_HOUR", "is in an hour that comes twice that day: without an offset it is read as the first")];
  }
  return [];
}

function at(code: Warning["code"], problem: string): Warning {
  return { code, field: "appointmentTime", problem };
}

/** Whether it is midnight as written or, for a time with an offset, in the zone in which it is shown. */
function isMidnight(appointmentTime: string, offset: string | undefined, start: number, timeZone: string): boolean {
  const written = /T00:00(?::00(?:\.0+)?)?(?:Z|[+-]|$)/.test(appointmentTime);
  if (offset === undefined) return written;
  const moment = instant.fromEpochMilliseconds(start);
  const { hour, minute, second } = instant.toZonedDateTimeISO(moment, timeZone);
  if (hour === 0 && minute === 0 && second === 0) return true;
  const isUtc = offset === "Z" || offset.endsWith("00:00");
  return written && !(isUtc && hour >= OPEN.from && hour < OPEN.until);
}
