/** Of two answers the later one holds: in the appointments table, and for each reminder that follows. */
import type { Reply } from "../../../contracts/replies/meanings";
import { CANCEL_REQUESTED } from "../../../services/domain/lookup/appointment-reply";
import type { Stored } from "../../../services/domain/stored-appointment/stored-appointment";
import type { FakeBookingTable } from "../../support/fakes/fake-booking-table";
import type { StoredState, StoredStates } from "../life/stored-state";
import { toldBy } from "../life/told";
import type { World } from "../services/world";
import { replyIn } from "./check-requested";
import type { SimulatedAnswers } from "./simulated-answers";

type Problem = (text: string) => void;

/** ms within which a reminder is ended by a look-up. */
const LOOKED_UP = 120_000;

/** An answer that was applied to an appointment. */
interface Applied {
  readonly reply: Reply;
  readonly patientId: string;
  /** Of the appointment, in ms since 1970. */
  readonly start: number;
  /** When it first reached the queue, and when it was first published; ms since 1970. */
  readonly at: number;
  readonly publishedAt: number;
}

function appliedIn({ all, events }: SimulatedAnswers): Applied[] {
  return all.flatMap(({ id, at }) => {
    const { event, at: publishedAt } = events.find((one) => one.event.replyId === id) ?? {};
    const reply = event && replyIn(event);
    const { patientId, timestamp: start } = event ?? {};
    return reply && patientId && start !== undefined
      ? [{ reply, patientId, start, at, publishedAt: publishedAt ?? 0 }]
      : [];
  });
}

function latest(answers: readonly Applied[]): Applied | undefined {
  return answers.toSorted((one, other) => one.at - other.at).at(-1);
}

/** Those about what the table has since a moment, and which came after it. */
function about({ at: since, start }: StoredState, patientId: string, applied: readonly Applied[]): Applied[] {
  return applied.filter((one) => one.patientId === patientId && one.start === start && one.at > since);
}

/** In the end, the table has the last answer about the start. */
export function checkApplied(
  answers: SimulatedAnswers,
  states: StoredStates,
  table: FakeBookingTable,
  problem: Problem,
): void {
  const applied = appliedIn(answers);
  for (const { patientId, reply, replyStart } of table.items.values()) {
    const state = states.of(String(patientId)).at(-1);
    const last = state && latest(about(state, String(patientId), applied));
    if (!last) continue;
    if (replyStart !== last.start || reply !== last.reply)
      problem(`${patientId} answered ${last.reply} last, and the table has ${reply ?? "no answer"}`);
  }
}

/** A start that has changed takes its answer along. */
export function checkRemoved(item: Stored | undefined, states: readonly StoredState[], world: World): void {
  const [before, now] = states.slice(-2);
  const isNew = now?.at === world.time.now && before?.start !== now.start;
  if (isNew && item?.replyStart === now.start) {
    world.problems.push(`${item.patientId} has an answer about a start that is new`);
  }
}

/** Who asked to cancel is not reminded of that start; who confirmed is not asked again; and who did neither is reminded. */
export function checkHeld(
  { outbox, log }: World,
  answers: SimulatedAnswers,
  states: StoredStates,
  problem: Problem,
): void {
  const applied = appliedIn(answers);
  const items = new Map(log.wholeItems.map((item) => [item.notificationId, item]));
  for (const sending of outbox.sendings) {
    const { lookedUp, text, channel } = sending;
    const item = items.get(lookedUp?.notificationId ?? "");
    if (!lookedUp || !item || toldBy(sending).kind !== "reminder") continue;
    const { patientId = "", timestamp } = item;
    const had = states.between(patientId, lookedUp.from, lookedUp.until);
    const [state, ...others] = had;
    if (!state || others.length > 0 || state.start !== timestamp) continue;
    const known = applied.filter(({ publishedAt }) => publishedAt < lookedUp.from);
    const last = latest(about(state, patientId, known));
    const isLater = applied.some(
      (one) => one.patientId === patientId && one.at > (last?.at ?? 0) && !known.includes(one),
    );
    // An answer that was written, and is not published yet, may count.
    if (!last || isLater) continue;
    if (last.reply === "CANCEL") problem(`${patientId} asked to cancel, and was reminded by ${channel}`);
    if (last.reply === "CONFIRM" && /Reply C to confirm/.test(text))
      problem(`${patientId} confirmed, and was asked again`);
  }
  for (const { patientId = "", timestamp, history } of items.values()) {
    const end = history.find(({ status, code }) => status === "CANCELLED" && code === CANCEL_REQUESTED);
    const endedAt = Date.parse(end?.at ?? "");
    const known = applied.filter((one) => one.patientId === patientId && one.start === timestamp);
    const last = latest(known.filter(({ publishedAt }) => publishedAt < endedAt - LOOKED_UP));
    // A wish that was written may not be stored yet, and a person reads it if the appointment changes before that.
    const isPending = answers.all.some(
      ({ meaning, about, at }) =>
        meaning === "CANCEL" &&
        about?.patientId === patientId &&
        about.start === timestamp &&
        at > (last?.at ?? 0) &&
        at < endedAt + LOOKED_UP,
    );
    if (end && last && last.reply !== "CANCEL" && !isPending) problem(`${patientId} did not want to cancel any more`);
  }
}
