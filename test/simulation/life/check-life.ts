/** The rules of an appointment's whole life: what its patient was told last is true. */
import type { ChangeKind } from "../../../contracts/reminder-mark";
import { DEFAULT_PLAN, parsePlan } from "../../../contracts/reminder-plan";
import { momentOf } from "../../../services/domain/plan/step-moment";
import { CLINIC } from "../../support/data/clinics";
import { wasLookedUpLate } from "../checks/check-lookups";
import type { Contact } from "../people/contacts";
import type { Sending } from "../services/simulated-carriers";
import type { World } from "../services/world";
import type { BookedPatient } from "./booked-patients";
import type { StoredState, StoredStates } from "./stored-state";
import { agrees, toldBy } from "./told";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** ms before a reminder of the same time may follow the message that an appointment was moved; clocks differ by seconds. */
const APART = 15 * MINUTE - 6_000;

/** ms within which a change is told. */
const PROMPT = 3 * MINUTE;

type Problem = (text: string) => void;

/** A patient's messages, and the states of the appointment. */
interface Life {
  readonly patient: BookedPatient;
  readonly sendings: readonly Sending[];
  readonly states: StoredStates;
}

/** @param calm nothing went wrong */
export function checkLife(
  world: World,
  patients: readonly BookedPatient[],
  states: StoredStates,
  changeTexts: readonly ChangeKind[],
  calm: boolean,
): string[] {
  const ownerOf = new Map(world.log.items.map(({ notificationId, patientId }) => [notificationId, patientId]));
  return patients.flatMap((patient) => {
    const problems: string[] = [];
    const { patientId } = patient.booked;
    const problem: Problem = (text) => problems.push(`${patientId} ${text}`);
    // Patients may share a phone, and acknowledgements are texts of no notification.
    const sendings = world.outbox.sendings.filter(
      ({ to, reference }) =>
        patient.reaches.includes(to) && reference && ownerOf.get(reference.notificationId) === patientId,
    );
    const life = { patient, sendings, states };
    checkTrue(life, problem);
    checkLast(life, world, changeTexts, problem);
    // In quiet hours, a message waits.
    if (calm && !world.nights) checkPrompt(life, world, changeTexts, problem);
    // A corrected contact brings back what failed, whenever the correction comes.
    if (calm && !patient.isCorrected) checkApart(life, world, problem);
    return problems;
  });
}

/** Each message says what the table had at its look-up, which was just before: nothing is sent after a cancellation. */
function checkTrue({ patient, sendings, states }: Life, problem: Problem): void {
  for (const sending of sendings) {
    const { lookedUp } = sending;
    if (!lookedUp || wasLookedUpLate(sending)) {
      problem("was sent a message without a look-up just before");
      continue;
    }
    const told = toldBy(sending);
    const had = states.between(patient.booked.patientId, lookedUp.from, lookedUp.until);
    if (!had.some((state) => agrees(told, state))) problem(`was sent "${told.kind}", and the table did not say so`);
  }
}

/** A phone that ever said STOP may get nothing. */
function isReachable({ reachable: { phone, email }, reaches: [number = ""] }: Contact, { answers }: World): boolean {
  return (phone && !answers?.stopped.has(number)) || email;
}

/** Whether the table has the patient's wish to cancel the appointment as it is now: then no reminder follows. */
function asksToCancel({ booked }: BookedPatient, { start }: StoredState, { table }: World): boolean {
  const { reply, replyStart } = table.item(booked.appointmentId, booked.patientId) ?? {};
  return reply === "CANCEL" && replyStart === start;
}

/** The carrier accepted a text just as its patient said STOP, and dropped it. In these runs it gives no receipts. */
function isDropped(last: Sending | undefined, { answers }: World): boolean {
  if (last?.channel !== "SMS" || last.delivered || last.result !== "accepted") return false;
  return answers?.stopped.has(last.to) ?? false;
}

/** The last message is true; or nothing could follow the change that made it wrong. */
function checkLast(
  { patient, sendings, states }: Life,
  world: World,
  changeTexts: readonly ChangeKind[],
  problem: Problem,
): void {
  const { booked, contact } = patient;
  const all = states.of(booked.patientId);
  const state = all.at(-1);
  if (!state || !isReachable(contact, world) || asksToCancel(patient, state, world)) return;
  const last = sendings.filter(({ delivered }) => delivered).at(-1);
  const told = last && toldBy(last);
  if ((told && agrees(told, state)) || isDropped(sendings.at(-1), world)) return;
  if (!isTold(all, changeTexts) && !isReminded(booked.fields?.reminderPlan, state)) return;
  const is = state.isEnded ? "has ended" : `is at ${new Date(state.start).toISOString()}`;
  problem(`was last told ${told ? `"${told.kind}"` : "nothing"}, and the appointment ${is}`);
}

/** A message about a change that stands for some minutes goes out within them. */
function checkPrompt(
  { patient, sendings, states }: Life,
  world: World,
  changeTexts: readonly ChangeKind[],
  problem: Problem,
): void {
  const { booked, contact, isCorrected } = patient;
  if (isCorrected || !isReachable(contact, world)) return;
  const all = states.of(booked.patientId);
  all.forEach((state, index) => {
    const { at } = state;
    const stands = (all[index + 1]?.at ?? Number.POSITIVE_INFINITY) > at + PROMPT && state.start > at + PROMPT;
    if (!stands || !isTold(all.slice(0, index + 1), changeTexts)) return;
    const isNews = (sending: Sending) => {
      const told = toldBy(sending);
      return told.kind !== "reminder" && agrees(told, state);
    };
    const news = sendings.filter(({ delivered, startedAt }) => delivered && startedAt > at && startedAt < at + PROMPT);
    if (!news.some(isNews)) problem("was not told of a change within minutes");
  });
}

/** Whether the patient gets a message about the last change. */
function isTold(states: readonly StoredState[], changeTexts: readonly ChangeKind[]): boolean {
  const [before, now] = states.slice(-2);
  if (!before || !now || Math.min(before.start, now.start) <= now.at) return false;
  if (now.isEnded) return now.isCancelled && !before.isEnded && changeTexts.includes("cancelled");
  if (!changeTexts.includes("moved")) return false;
  if (!before.isEnded) return before.start !== now.start;
  // It is booked again: whether the patient was told when it ended.
  const end = states.findLastIndex(({ isEnded }, index) => isEnded && states[index - 1]?.isEnded === false);
  return end > 0 && isTold(states.slice(0, end + 1), changeTexts);
}

/** Whether the plan has a reminder after the last change. */
function isReminded(plan: string = DEFAULT_PLAN, { at, isEnded, start }: StoredState): boolean {
  if (isEnded) return false;
  const moments = (parsePlan(plan) ?? [])
    .map((step) => momentOf(step, start, CLINIC))
    .filter((moment) => moment < start);
  return start - at > HOUR + MINUTE ? moments.length > 0 : moments.some((moment) => moment > at + MINUTE);
}

/** A reminder does not follow a message that says the same. */
function checkApart({ sendings }: Life, { log }: World, problem: Problem): void {
  const itemOf = ({ lookedUp }: Sending) =>
    log.wholeItems.find(({ notificationId }) => notificationId === lookedUp?.notificationId);
  const told = sendings.filter(({ delivered }) => delivered);
  for (const moved of told.filter((sending) => toldBy(sending).kind === "moved")) {
    const revision = itemOf(moved)?.revision;
    const isSame = (other: Sending) => toldBy(other).kind === "reminder" && itemOf(other)?.revision === revision;
    const near = told.filter((other) => isSame(other) && Math.abs(other.startedAt - moved.startedAt) < APART);
    if (near.length > 0) problem("was reminded within minutes of the message that says the same");
  }
}
