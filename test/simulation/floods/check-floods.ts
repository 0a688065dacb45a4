/** What is a flood waits for an operator, and nothing else does; nothing of it is lost. */
import type { DeliveryLogItem } from "../../../contracts/delivery-log";
import { PHONE_FLOOD_CODE } from "../../../contracts/tables/texted-phones";
import { PHONE_DIGEST } from "../../support/worlds/pipeline-world";
import type { PatientCase } from "../checks/check-sends";
import { isOnlyStored } from "../people/bookings";
import { isMessageOf, type Patient } from "../people/patients";
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

/** A text waits for its phone only if that had the texts of as many others, and was not released. */
export function checkHeldTexts(item: DeliveryLogItem, { floods, log }: World, problem: Problem): void {
  const waits = item.history.filter(({ code }) => code === PHONE_FLOOD_CODE);
  if (!floods || waits.length === 0) return;
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
