/** When a patient may be texted. */
import type { AppointmentMessage } from "../../../contracts/appointment-message";
import type { Clinic } from "../../../contracts/clinics/clinic";
import { ALWAYS_OPEN, parseSendWindow, type WindowHours } from "../../../contracts/clinics/send-window";
import { QUARTER } from "../../../contracts/tables/quarters";
import { isOpen, type LocalWindow, lastClosing, nextOpening } from "./window";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/**
 * Outside of these hours nobody is texted unless the clinic's window includes the hour, whatever the patient would miss:
 * 22:00 to 07:00 is night.
 */
const DAYTIME: WindowHours = { opens: 7 * 60, closes: 22 * 60 };

/** How long before its moment a step is not moved back further: a window is open within three days, whatever the clocks do. */
const LONGEST_CLOSED = 72 * HOUR;
/** A reminder that comes later than this before the appointment comes too late to be of use. */
const SHORTEST_NOTICE = HOUR;

/** The clinic's window in the place of a patient. */
export interface PatientWindow {
  readonly hours: WindowHours | typeof ALWAYS_OPEN;
  /** IANA */
  readonly zone: string;
}

/** The appointment's zone says where the patient is; without one, the clinic's does. */
export function patientWindow(
  { timeZone }: Pick<AppointmentMessage, "timeZone">,
  clinic: Pick<Clinic, "timeZone" | "sendWindow">,
): PatientWindow {
  const hours = parseSendWindow(clinic.sendWindow);
  if (!hours) throw new Error("the clinic's sendWindow is not one");
  return { hours, zone: timeZone ?? clinic.timeZone };
}

export interface TextTime {
  /** ms since 1970. */
  readonly at: number;
  /** The clinic's window is open then. If it is not, no open moment is left before the appointment, and it is day. */
  readonly isInWindow: boolean;
}

/**
 * The first moment at which a patient may be texted.
 * @param now ms since 1970
 * @param start of the appointment, in ms since 1970
 * @returns undefined if only hours of the night are left before the appointment
 */
export function textTime(window: PatientWindow, now: number, start: number): TextTime | undefined {
  const opening = firstOpen(window, now, start);
  if (opening !== undefined) return { at: opening, isInWindow: true };
  const daytime = nextOpening({ ...DAYTIME, zone: window.zone }, now, start);
  return daytime === undefined ? undefined : { at: daytime, isInWindow: false };
}

/** Whether a patient may be texted now: see {@link textTime}. */
export function mayBeTexted(window: PatientWindow, now: number, start: number): boolean {
  return isOpenNow(window, now) || textTime(window, now, start)?.at === now;
}

/**
 * Moves the moment of a planned reminder into the window, so that it need not wait there: to the next opening or, if that
 * is less than an hour before the appointment, back to the last quarter of an hour before the window closed.
 * @param moment ms since 1970
 * @param start of the appointment, in ms since 1970
 * @returns ms since 1970; the moment itself if the window is open then, or never before the appointment
 */
export function intoWindow(moment: number, start: number, window: PatientWindow): number {
  const { hours, zone } = window;
  if (hours === ALWAYS_OPEN || isOpenNow(window, moment)) return moment;
  const local: LocalWindow = { ...hours, zone };
  const opening = nextOpening(local, moment, start);
  if (opening !== undefined && start - opening >= SHORTEST_NOTICE) return opening;
  const closing = lastClosing(local, moment, moment - LONGEST_CLOSED);
  const last = closing === undefined ? undefined : nextOpening(local, lastQuarter(closing), closing);
  return last ?? opening ?? moment;
}

/** The beginning of the last whole quarter of an hour before a moment. */
function lastQuarter(moment: number): number {
  return (Math.ceil(moment / QUARTER) - 1) * QUARTER;
}

function isOpenNow({ hours, zone }: PatientWindow, now: number): boolean {
  return hours === ALWAYS_OPEN || isOpen({ ...hours, zone }, now);
}

function firstOpen({ hours, zone }: PatientWindow, now: number, start: number): number | undefined {
  if (hours === ALWAYS_OPEN) return now;
  return nextOpening({ ...hours, zone }, now, start);
}
