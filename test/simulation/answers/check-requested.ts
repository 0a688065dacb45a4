/** Nothing counts that the patient did not say, of an appointment that they did not mean. */

import type { ReplyEvent } from "../../../contracts/events/event-types";
import { REPLIES, type Reply } from "../../../contracts/replies/meanings";
import { CANCEL_REQUESTED } from "../../../services/domain/lookup/appointment-reply";
import type { FakeBookingTable } from "../../support/fakes/fake-booking-table";
import { PHONE_DIGEST } from "../../support/worlds/pipeline-world";
import type { StoredStates } from "../life/stored-state";
import type { World } from "../services/world";
import type { SimulatedAnswer, SimulatedAnswers } from "./simulated-answers";

type Problem = (text: string) => void;

const MINUTE = 60_000;
/** ms by which clocks may differ. */
const TOLERANCE = 6_000;
/** ms within which an answer is processed if nothing goes wrong: it may have to wait for the index. */
const PROCESSED = 15 * MINUTE;

const REPLY_OF: Readonly<Partial<Record<ReplyEvent["status"], Reply>>> = {
  CONFIRMED: "CONFIRM",
  CANCEL_REQUESTED: "CANCEL",
  RESCHEDULE_REQUESTED: "RESCHEDULE",
};

/** What an event says of an appointment. */
export function replyIn({ status }: Pick<ReplyEvent, "status">): Reply | undefined {
  return REPLY_OF[status];
}

/** Whether a patient said something of an appointment at this start. */
function says({ meaning, about }: SimulatedAnswer, reply: unknown, patientId: unknown, start: unknown): boolean {
  return meaning === reply && about !== undefined && about.patientId === patientId && about.start === start;
}

/** Events, the appointments table and the log agree with what was said; and no reminder ends because of anything else. */
export function checkRequested(
  { log, phoneIndex }: World,
  { all, events, ownersOf }: SimulatedAnswers,
  table: FakeBookingTable,
  problem: Problem,
): void {
  // If the index lags, nobody can say that the phone has another patient.
  const confused = new Set(
    all.flatMap(({ phone }) => {
      const isUnseen = phoneIndex.unseen.some(({ phoneDigest }) => phoneDigest === PHONE_DIGEST(phone));
      const owners = ownersOf(phone);
      return isUnseen && owners.size > 1 ? [...owners] : [];
    }),
  );
  for (const { event } of events) {
    const reply = replyIn(event);
    const answer = all.find(({ id }) => id === event.replyId);
    const isSaid = reply && answer && says(answer, reply, event.patientId, event.timestamp);
    if (reply && !isSaid && !confused.has(event.patientId ?? ""))
      problem(`${event.patientId} did not say ${reply} of this appointment (${event.replyId})`);
  }
  for (const { patientId, reply, replyStart } of table.items.values()) {
    const isSaid = all.some((answer) => says(answer, reply, patientId, replyStart));
    if (reply !== undefined && !isSaid && !confused.has(String(patientId)))
      problem(`${patientId} has ${reply} in the table, and did not say so`);
  }
  for (const { patientId = "", timestamp, reply, history } of log.items) {
    if (confused.has(patientId)) continue;
    const isSaid = all.some((answer) => says(answer, reply, patientId, timestamp));
    if (reply !== undefined && !isSaid) problem(`${patientId} has ${reply} in the log, and did not say so`);
    for (const { status, code, at } of history) {
      if (status !== "CANCELLED" || code !== CANCEL_REQUESTED) continue;
      const latest = Date.parse(at) + TOLERANCE;
      const isAsked = all.some((one) => says(one, "CANCEL", patientId, timestamp) && one.at < latest);
      if (!isAsked) problem(`${patientId} misses a reminder, and did not ask to cancel`);
    }
  }
}

/** If nothing goes wrong, what a patient says of the start that the table has counts. */
export function checkClear(
  { log }: World,
  { all, table }: SimulatedAnswers,
  states: StoredStates,
  problem: Problem,
): void {
  // A text to another patient by the same phone may have been begun, and not sent.
  const isOnlyOne = (phone: string) => {
    const items = log.items.filter(({ phoneDigest }) => phoneDigest === PHONE_DIGEST(phone));
    return new Set(items.map(({ patientId }) => patientId)).size === 1;
  };
  for (const { id, phone, meaning, about, at, isNamed, isSettled } of all) {
    const isReply = REPLIES.some((reply) => reply === meaning);
    if (!isReply || !about?.start || about.isCancelled || about.start < at + PROCESSED) continue;
    if (!isSettled || !(isNamed || isOnlyOne(phone))) continue;
    const had = states.between(about.patientId, at - PROCESSED, at + PROCESSED);
    const stands = had.length > 0 && had.every(({ isEnded, start }) => !isEnded && start === about.start);
    const { status, reason } = table.items.get(id) ?? {};
    // Its contact may have been corrected since.
    if (stands && status === "REPLY_UNCLEAR" && reason !== "PHONE_CHANGED")
      problem(`${id} is clear, and waits for staff`);
  }
}
