/** Nothing is texted at an hour at which the patient may not be, and nothing waits that could go out. */
import { QUIET_HOURS } from "../../../contracts/tables/held-texts";
import { CLINIC } from "../../support/data/clinics";
import type { World } from "../services/world";
import type { NotificationCase } from "./check-sends";

const MINUTE = 60_000;
/** ms between the decision to send and the send, with clocks that differ by some seconds. */
const TOLERANCE = 20_000;
/** Hours of the day, at which a text may go out if the window does not open before the appointment. */
const DAY = { opens: 7 * 60, closes: 22 * 60 };

export function checkQuietHours(
  { item, patient, sendings }: NotificationCase,
  { nights }: World,
  problem: (text: string) => void,
): void {
  if (!nights) return;
  const zone = patient.appointment.timeZone ?? CLINIC.timeZone;
  const start = patient.key.timestamp;
  const window = hoursOf(nights.sendWindow);
  const mayGo = (at: number) =>
    isOpen(window, zone, at) || (isOpen(DAY, zone, at) && !opensBetween(window, zone, at, start));
  for (const { channel, startedAt } of sendings) {
    const around = [startedAt - TOLERANCE, startedAt, startedAt + TOLERANCE];
    if (channel === "SMS" && !around.some(mayGo)) problem("was texted at an hour at which nobody may be");
  }
  for (const { at, status, code } of item?.history ?? []) {
    const moment = Date.parse(at);
    const isLeft =
      opensBetween(window, zone, moment + TOLERANCE, start) || opensBetween(DAY, zone, moment + TOLERANCE, start);
    if (status === "EXPIRED" && code === QUIET_HOURS && isLeft) problem("expired although its text had time left");
  }
}

interface Hours {
  /** Minutes after midnight. */
  readonly opens: number;
  readonly closes: number;
}

function hoursOf(window: string): Hours {
  const [opens, closes] = window.split("-").map((time) => {
    const [hour, minute] = time.split(":").map(Number) as [number, number];
    return hour * 60 + minute;
  }) as [number, number];
  return { opens, closes };
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** By Intl, which the pipeline does not use for it. */
function isOpen({ opens, closes }: Hours, timeZone: string, at: number): boolean {
  const options = { timeZone, hour: "2-digit", minute: "2-digit", hourCycle: "h23" } as const;
  const format = formats.get(timeZone) ?? new Intl.DateTimeFormat("en-GB", options);
  formats.set(timeZone, format);
  const [hour, minute] = format.format(at).split(":").map(Number) as [number, number];
  const shown = hour * 60 + minute;
  return opens < closes ? opens <= shown && shown < closes : opens <= shown || shown < closes;
}

/** Minute by minute. */
function opensBetween(hours: Hours, zone: string, from: number, to: number): boolean {
  for (let at = from; at < to; at += MINUTE) if (isOpen(hours, zone, at)) return true;
  return false;
}
