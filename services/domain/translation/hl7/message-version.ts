/** The order of messages about an appointment: MSH-7, when the message was made. */
import { type AppointmentStatus, isEnded } from "../../../../contracts/appointment-status";
import { startOf } from "../../appointment/appointment-time";
import { localHour } from "../../appointment/local-hour";
import type { Er7Segment } from "./er7-message";
import { readTime } from "./hl7-time";
import { firstGiven, type Note } from "./message-parts";

export interface Version {
  /** ms since 1970 */
  readonly value: number;
  readonly path: string;
}

/**
 * The version of a booking. A time without an offset is one of the clinic's zone; of an hour that comes twice when the
 * clocks go back, the first is meant, so that a message of the second may count as older: an offset prevents it.
 * - A date, or an hour, is no version: of two changes on one day, the first would count.
 * - EHRs send several events of one appointment within a second. Where MSH-7 has no fraction, the booking (S12) of a
 *   second comes first, then a modification (S14), which leaves the start, then a rescheduling (S13), then an end: each
 *   a millisecond later.
 * - "If the time zone is specified, it will be used throughout the message as the default time zone" (HL7 v2+, MSH-7).
 *   The start is read in the clinic's zone all the same: an offset is not that of another season. Where MSH-7 has an
 *   offset that the clinic does not have then, a note says so.
 * @param status of the booking
 * @param zone gives the IANA zone of local times
 * @returns undefined if MSH-7 has no time: the message's time at SQS counts then
 */
export function versionOf(
  header: Er7Segment,
  status: AppointmentStatus,
  zone: () => string,
  note: Note,
): Version | undefined {
  const given = firstGiven(header, 7);
  const time = given && readTime(given.text);
  if (!given || !time) {
    note("MSH-7", `${given ? "has no time of day" : "is not sent"}: the time at which the message came counts`);
    return undefined;
  }
  const value = time.offset === "" ? momentOf(time.local, zone()) : momentOf(`${time.local}${time.offset}`, "UTC");
  if (value === undefined) {
    note(given.path, "does not exist: the time at which the message came counts");
    return undefined;
  }
  if (time.offset === "" && localHour(time.local, zone()) === "twice") {
    note(given.path, "is in the hour that comes twice: the first is meant");
  }
  return { value: value + (time.hasFraction ? 0 : placeInSecond(header, status)), path: given.path };
}

/** ms */
function placeInSecond(header: Er7Segment, status: AppointmentStatus): number {
  const event = header.field(9)[0].text(2).toUpperCase();
  if (event === "S12") return 0;
  if (isEnded(status)) return 3;
  return event === "S13" ? 2 : 1;
}

/**
 * Notes that a start without an offset is read in the clinic's zone, if MSH-7 has another offset than that zone.
 * @param start as in contract v1
 */
export function noteOtherOffset(header: Er7Segment, start: string, zone: () => string, note: Note): void {
  const given = firstGiven(header, 7);
  const time = given && readTime(given.text);
  if (!given || !time || time.offset === "" || /(?:Z|[+-]\d\d:\d\d)$/.test(start)) return;
  const [sent, local] = [momentOf(`${time.local}${time.offset}`, "UTC"), momentOf(time.local, zone())];
  if (sent !== local)
    note(given.path, "has another offset than the clinic: the start, which has none, is in the clinic's zone");
}

/** @returns ms since 1970; undefined if the day does not exist */
function momentOf(time: string, zone: string): number | undefined {
  try {
    return startOf(time, zone);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
