/** What is a flood waits for an operator, and nothing else does; nothing of it is lost. */
import type { DeliveryLogItem } from "../../../contracts/delivery-log";
import { FEED_FLOOD_CODE } from "../../../contracts/tables/sms-rate-limit";
import { PHONE_FLOOD_CODE } from "../../../contracts/tables/texted-phones";
import { clinicDay } from "../../../services/domain/appointment/appointment-time";
import { CLINIC_TIME_ZONE } from "../../support/data/clinics";
import { PHONE_DIGEST } from "../../support/worlds/pipeline-world";
import type { PatientCase } from "../checks/check-sends";
import { isOnlyStored } from "../people/bookings";
import { isMessageOf, type Patient } from "../people/patients";
import { MAX_SKEW } from "../services/execution";
import type { World } from "../services/world";
import type { CountedText, SimulatedFloods } from "./simulated-floods";

/** ms for which a text may wait for its turn after it was counted, with clocks that differ by some seconds. */
const LONGEST_WAIT = 70_000;

type Problem = (text: string) => void;

/** A text goes to a phone only after it was counted and allowed, unless it could not be counted. */
export function checkCounted({ patient, sendings }: PatientCase, { floods }: World, problem: Problem): void {
  if (!floods) return;
  const { notificationId } = patient.key;
  const isOf = (one: { readonly notificationId: string; readonly at: number }, startedAt: number) =>
    one.notificationId === notificationId && one.at <= startedAt && startedAt - LONGEST_WAIT < one.at;
  for (const { channel, to, startedAt } of sendings) {
    if (channel !== "SMS") continue;
    const last = floods.counted.filter((one) => isOf(one, startedAt) && one.phoneDigest === PHONE_DIGEST(to)).at(-1);
    const isUncounted = floods.uncounted.some((one) => isOf(one, startedAt));
    if (!last?.isAllowed && !isUncounted) problem("was texted, and its phone had as many texts as one phone may get");
  }
}

/**
 * The day of the deployment for which something of a time span counts, by every consumer's clock.
 * @param from ms since 1970
 * @param until ms since 1970
 * @returns undefined if midnight is in between
 */
function onlyDay(from: number, until: number): string | undefined {
  const day = clinicDay(from, CLINIC_TIME_ZONE);
  return day === clinicDay(until, CLINIC_TIME_ZONE) ? day : undefined;
}

/** A text of a day with far more than usual waits only until its release. */
function checkHeldByFeed({ history }: DeliveryLogItem, { textReleases }: SimulatedFloods, problem: Problem): void {
  const isLate = ({ at, code }: DeliveryLogItem["history"][number]) => {
    const moment = Date.parse(at);
    const day = onlyDay(moment - LONGEST_WAIT, moment + MAX_SKEW);
    const released = (day === undefined ? day : textReleases.get(day)) ?? Number.POSITIVE_INFINITY;
    return code === FEED_FLOOD_CODE && moment > released + LONGEST_WAIT;
  };
  if (history.some(isLate)) problem("waited for a release of the day's texts, which had been made");
}

/**
 * If nothing went wrong, no more texts went out on a day than it may have, except after their release, and each that was sent
 * has been counted, and no other.
 */
export function checkFeed({ floods, outbox, choices, timedOut }: World, problem: Problem): void {
  if (!floods || choices.faults.length > 0 || timedOut > 0) return;
  const byDay = new Map<string, number[]>();
  for (const { channel, messageId, startedAt } of outbox.sendings) {
    if (channel !== "SMS" || messageId === undefined) continue;
    const day = onlyDay(startedAt - LONGEST_WAIT, startedAt + MAX_SKEW);
    // Near midnight, it may count for either day.
    if (day === undefined) return;
    byDay.set(day, [...(byDay.get(day) ?? []), startedAt]);
  }
  for (const [day, starts] of byDay) {
    const releasedAt = floods.textReleases.get(day) ?? Number.POSITIVE_INFINITY;
    const before = starts.filter((at) => at < releasedAt).length;
    if (before > floods.maxTexts) problem(`${before} texts went out on a day that may have ${floods.maxTexts}`);
    const counted = floods.texts.counts[day] ?? 0;
    if (counted !== starts.length) problem(`${starts.length} texts went out on a day, and ${counted} were counted`);
  }
}

/** A text waits for its phone only if that had the texts of as many others, and was not released. */
export function checkHeldTexts(item: DeliveryLogItem, { floods, log }: World, problem: Problem): void {
  if (!floods) return;
  checkHeldByFeed(item, floods, problem);
  const waits = item.history.filter(({ code }) => code === PHONE_FLOOD_CODE);
  if (waits.length === 0) return;
  const known = new Set(log.items.map(({ notificationId }) => notificationId));
  for (const { at } of waits) {
    const held = floods.counted.filter(
      (one) =>
        !one.isAllowed &&
        one.notificationId === item.notificationId &&
        Math.abs(one.at - Date.parse(at)) < LONGEST_WAIT,
    );
    if (!held.some((one) => isFull(one, floods, known))) problem("waited for its phone, which was not flooded");
  }
}

/** Whether a phone had the texts of as many other notifications on the day, and was not released. */
function isFull(text: CountedText, floods: SimulatedFloods, known: ReadonlySet<string>): boolean {
  const before = floods.counted.filter(
    (one) => one.isAllowed && one.phoneDigest === text.phoneDigest && one.day === text.day && one.at <= text.at,
  );
  const others = new Set(before.map(({ notificationId }) => notificationId).filter((id) => known.has(id)));
  others.delete(text.notificationId);
  return others.size >= floods.maxTextsPerPhone && text.at <= floods.releaseOf(text);
}

/** A daily run with more than usual queues nothing until an operator has released it, and no other run is held. */
export function checkHeldRuns(world: World, patients: readonly Patient[], problem: Problem): void {
  const { floods, appointmentsQueue, changes } = world;
  if (!floods) return;
  const onlyStored = patients.filter(isOnlyStored);
  const first = appointmentsQueue.arrived.find(({ body }) => onlyStored.some((patient) => isMessageOf(patient, body)));
  const stored = patients.filter((patient) => patient.stored).length;
  if (first && first.at < floods.runReleasedAt) {
    const due = new Set(patients.flatMap(({ stored, appointment }) => (stored ? appointment.patientId : [])));
    const taken = changes.filter(
      ({ takesOff, patientId, at }) => takesOff && due.has(patientId) && at < first.at,
    ).length;
    if (stored - taken > floods.maxDue) problem(`a daily run queued ${stored - taken}, and ${floods.maxDue} are usual`);
  }
  if (floods.heldRuns.length > 0 && stored <= floods.maxDue) problem("a daily run was held that was not a flood");
}
