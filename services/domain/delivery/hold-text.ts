/** How a text waits for its clinic's send window: outside of the queue, so that it neither ages there nor fails. */
import { dayPartOf } from "../../../contracts/tables/day-parts";
import { HELD_PREFIX, type HeldText, NOT_HELD_CODE, QUIET_HOURS } from "../../../contracts/tables/held-texts";
import { quarterOf } from "../../../contracts/tables/quarters";
import { ownAttributes } from "../dead-letters/own-attributes";
import type { HeldTexts } from "../send-window/held-texts";
import { mayBeTexted, type PatientWindow, patientWindow, textTime } from "../send-window/text-time";
import type { AttemptResult } from "./attempt-result";
import type { ChannelSwitch } from "./other-channel";
import { sendCopy, type WaitDependencies } from "./postpone";
import type { Reminder } from "./reminder";
import { type StopDependencies, stopOf } from "./sending-stop";

/** Seconds after the appointment for which the item is kept: as long as a queue keeps a message. */
const KEPT_SECONDS = 14 * 24 * 60 * 60;

export interface HoldDependencies {
  readonly heldTexts: HeldTexts;
}

/** What becomes of a reminder that its phone should get, while the patient may not be texted. */
export type ClosedStep =
  /** @property until ms since 1970 */
  | { readonly transition: "waitForWindow"; readonly code: string; readonly until: number }
  | { readonly transition: "routeToEmail" | "expire"; readonly code: string };

/** The window in which a reminder's patient may be texted. */
function windowOf({ appointment, clinic }: Reminder): PatientWindow {
  return patientWindow(appointment, clinic);
}

/** Whether the reminder's text may go out now. */
export function isTextingTime(reminder: Reminder, { clock }: Pick<ChannelSwitch, "clock">): boolean {
  return mayBeTexted(windowOf(reminder), clock.now(), reminder.key.timestamp);
}

/** Whether the reminder's text may still go out before the appointment, now or later. */
export function hasTextingTime(reminder: Reminder, { clock }: Pick<ChannelSwitch, "clock">): boolean {
  return textTime(windowOf(reminder), clock.now(), reminder.key.timestamp) !== undefined;
}

/**
 * Decides what becomes of a text at this hour.
 *
 * It waits for the next opening of the window. If that is as near the appointment as a reminder may wait at most, or none
 * is left, it goes by email at once, if it can. Without an email, a text with no opening left goes out by day, or expires
 * if only hours of the night are left.
 * @returns undefined if the text may go out now
 */
export async function closedStep(
  reminder: Reminder,
  canGoByEmail: boolean,
  deps: ChannelSwitch & StopDependencies,
): Promise<ClosedStep | undefined> {
  const now = deps.clock.now();
  const start = reminder.key.timestamp;
  const time = textTime(windowOf(reminder), now, start);
  if (time?.isInWindow && time.at === now) return undefined;
  const isLate = !time?.isInWindow || start - time.at < deps.channelSwitchMs;
  // A stopped email would wait too, and texts may be started again first; but it is all that is left of a night.
  if (canGoByEmail && isLate && (!time || !(await stopOf("EMAIL", reminder.clinic, deps))))
    return { transition: "routeToEmail", code: QUIET_HOURS };
  if (!time) return { transition: "expire", code: QUIET_HOURS };
  return time.at === now ? undefined : { transition: "waitForWindow", code: QUIET_HOURS, until: time.at };
}

/**
 * Writes the item as which a text waits; the log says already that it does. If it cannot be written, the message waits on
 * its queue, as for a configuration to be corrected: left to SQS, it would go by email after a few receives.
 */
export async function holdText(
  reminder: Reminder,
  until: number,
  deps: HoldDependencies & WaitDependencies,
): Promise<AttemptResult> {
  try {
    await deps.heldTexts.hold(heldTextOf(reminder, until));
  } catch {
    return sendCopy(reminder, NOT_HELD_CODE, deps);
  }
  return { kind: "held" };
}

function heldTextOf({ message, appointment, key, claimId }: Reminder, until: number): HeldText {
  const { notificationId, timestamp } = key;
  return {
    appointmentId: `${HELD_PREFIX}${notificationId}`,
    patientId: appointment.patientId,
    reminderDate: dayPartOf(quarterOf(until), notificationId),
    appointmentTime: new Date(timestamp).toISOString(),
    body: message.body,
    attributes: ownAttributes(message),
    opensAt: until,
    holdId: claimId,
    ttl: Math.ceil(timestamp / 1_000) + KEPT_SECONDS,
  };
}
