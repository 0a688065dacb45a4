/** The rules of answers: each ends as an event or waits for staff, is acknowledged at most once, and is read by nobody else. */
import { METRICS } from "../../../contracts/metrics";
import type { StoredReply } from "../../../contracts/tables/replies-table";
import type { ReplyMessage } from "../../../contracts/texts/messages";
import type { FakeBookingTable } from "../../support/fakes/fake-booking-table";
import type { StoredStates } from "../life/stored-state";
import { PLANTED } from "../people/patients";
import type { World } from "../services/world";
import { PLANTED_WORD } from "./answer-words";
import { checkApplied, checkHeld } from "./check-applied";
import { checkLastWish, checkOptOuts } from "./check-opt-outs";
import { checkClear, checkRequested } from "./check-requested";
import { MAX_REPLY_RECEIVES, type SimulatedAnswer, type SimulatedAnswers } from "./simulated-answers";

type Problem = (text: string) => void;

/** @param calm nothing went wrong */
export function checkAnswers(world: World, states: StoredStates, table: FakeBookingTable, calm: boolean): string[] {
  const { answers } = world;
  if (!answers) return [];
  const problems: string[] = [];
  const problem: Problem = (text) => problems.push(text);
  for (const answer of answers.all) checkEnded(answer, answers, problem);
  checkCounted(world, answers, problem);
  checkQueues(answers, problem);
  checkAcknowledged(world, answers, problem);
  checkRequested(world, answers, table, problem);
  if (calm) checkClear(world, answers, states, problem);
  if (calm) checkLastWish(answers, problem);
  checkApplied(answers, states, table, problem);
  checkHeld(world, answers, states, problem);
  checkOptOuts(world, answers, problem);
  checkReadable(world, answers, problem);
  return problems;
}

/** An answer is stored once, and has its event, or none if nothing follows from it; what a person must read waits. */
function checkEnded({ id, meaning }: SimulatedAnswer, { table, events }: SimulatedAnswers, problem: Problem): void {
  const stored = table.items.get(id);
  if (!stored) {
    problem(`${id} is lost`);
    return;
  }
  if (stored.meaning !== meaning) problem(`${id} means ${meaning}, and was read as ${stored.meaning}`);
  const { status, waiting, phoneNumber, text } = stored;
  if (!status && meaning !== "COURTESY" && meaning !== "HELP") problem(`${id} ended without a status`);
  const published = events.filter(({ event }) => event.replyId === id);
  if (status && published.length === 0) problem(`${id} ended as ${status}, which was not published`);
  if (published.some(({ event }) => event.status !== status))
    problem(`${id} was published otherwise than it was stored`);
  const isRead = status === "REPLY_UNCLEAR" || status === "RESCHEDULE_REQUESTED";
  if (isRead !== (waiting === "staff"))
    problem(`${id} is ${status}, and ${waiting ? "waits" : "does not wait"} for staff`);
  const isForPeople = isRead || meaning === "CANCEL";
  if (isForPeople !== (text !== undefined && phoneNumber !== undefined)) {
    problem(`${id} is kept ${isForPeople ? "without" : "with"} the patient's words`);
  }
}

/** No answer counts twice. */
function checkCounted({ reports, choices }: World, { all, table }: SimulatedAnswers, problem: Problem): void {
  const known = new Set(all.map(({ id }) => id));
  const others = [...table.items.keys()].filter((id) => !known.has(id));
  if (others.length > 0) problem(`the table has ${others.length} answers that nobody gave`);
  const counted = reports.counted.get(METRICS.replies) ?? 0;
  const mayRepeat = choices.faults.filter(
    ({ kind, where }) => where === "emit metrics" && (kind === "answer lost" || kind === "delayed"),
  ).length;
  if (counted > all.length && mayRepeat === 0) problem(`${counted} answers were counted, of ${all.length}`);
}

function checkQueues({ queue, deadLetters, invalid }: SimulatedAnswers, problem: Problem): void {
  if (queue.messages.length > 0) problem(`${queue.messages.length} answers are left in their queue`);
  if (queue.maxReceives > MAX_REPLY_RECEIVES) problem("an answer was received too often");
  if (
    deadLetters.messages.some(({ attributes }) => !attributes.DeadLetterReason || attributes.SourceQueue !== "replies")
  )
    problem("an answer is in its DLQ without a reason");
  if (deadLetters.messages.length < invalid) problem("what is no answer is not in the DLQ of the answers");
}

const ACKNOWLEDGEMENTS: Readonly<Record<ReplyMessage, RegExp>> = {
  replyConfirmed: /is confirmed\.$/,
  replyCancel: /your request to cancel/,
  replyReschedule: /your request to change/,
  replyUnclear: /Our staff will read/,
  replyOptedOut: /You will get no more texts/,
  replyOptedIn: /You will get appointment reminders by text again/,
  replyHelp: /^Appointment reminders\. For help/,
};

/** What a number with self-managed opt-outs owes to strangers, too. */
const OWED: readonly string[] = ["replyOptedOut", "replyOptedIn", "replyHelp"];

/** Texts of no notification are acknowledgements: one at most of each answer that says so, and none to a stranger. */
function checkAcknowledged({ outbox }: World, { all, table }: SimulatedAnswers, problem: Problem): void {
  const sent = outbox.sendings.filter(({ channel, reference }) => channel === "SMS" && !reference);
  for (const phone of new Set(sent.map(({ to }) => to))) {
    const own = all.filter((answer) => answer.phone === phone);
    const begun = own.flatMap(({ id }) => table.items.get(id) ?? []).filter(({ acknowledgedAt }) => acknowledgedAt);
    for (const [name, words] of Object.entries(ACKNOWLEDGEMENTS)) {
      const texts = sent.filter(({ to, messageId, text }) => to === phone && messageId && words.test(text)).length;
      const answered = begun.filter((reply) => acknowledgementOf(reply) === name).length;
      if (texts > answered)
        problem(`${own[0]?.id} and others were acknowledged ${texts} times (${name}), not ${answered}`);
      const isStranger = own.every((answer) => answer.isStranger);
      if (texts > 0 && isStranger && !OWED.includes(name))
        problem(`${own[0]?.id} is a stranger's, and was acknowledged`);
    }
  }
  const unknown = sent.filter(({ text }) => !Object.values(ACKNOWLEDGEMENTS).some((words) => words.test(text)));
  if (unknown.length > 0) problem("a text of no notification acknowledges nothing");
}

function acknowledgementOf({ status, meaning }: StoredReply): ReplyMessage | undefined {
  switch (status) {
    case "CONFIRMED":
      return "replyConfirmed";
    case "CANCEL_REQUESTED":
      return "replyCancel";
    case "RESCHEDULE_REQUESTED":
      return "replyReschedule";
    case "OPTED_OUT":
      return "replyOptedOut";
    case "OPTED_IN":
      return "replyOptedIn";
    case "REPLY_UNCLEAR":
      return "replyUnclear";
    default:
      return meaning === "HELP" ? "replyHelp" : undefined;
  }
}

/** Operators and other systems read neither what patients write nor their phones. */
function checkReadable({ reports }: World, { events, deadLetters }: SimulatedAnswers, problem: Problem): void {
  const published = events.map(({ event }) => event);
  const attributes = deadLetters.messages.map((message) => message.attributes);
  const readable = JSON.stringify([reports.logger.lines, reports.events, [...reports.counted], published, attributes]);
  const found = PLANTED.exec(readable)?.[0] ?? (readable.includes(PLANTED_WORD) ? PLANTED_WORD : undefined);
  if (found) problem(`operators can read "${found}" of an answer`);
}
