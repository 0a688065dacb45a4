/** Processes one answer. Every step can be repeated: SQS delivers an answer again if one fails. */
import { languageOf } from "../../../contracts/clinics/languages";
import type { Meaning } from "../../../contracts/replies/meanings";
import type { StoredReply } from "../../../contracts/tables/replies-table";
import { type Clinics, defaultClinic } from "../clinics/clinics";
import type { PhoneDigest } from "../contact/phone-digest";
import { firstSentAt } from "../first-sent-at";
import { replyAbout } from "../lookup/appointment-reply";
import type { QueueMessage } from "../ports";
import { RetryLater } from "../retry/failure";
import { type AcknowledgeDependencies, type Acknowledgement, acknowledge, isOwed, mayAcknowledge } from "./acknowledge";
import {
  type AnsweredAppointment,
  acknowledgedAppointment,
  findAppointment,
  recordInTable,
} from "./answered-appointment";
import { decideReply, type ReplyDecision, unclear } from "./decide-reply";
import type { InboundReply } from "./inbound-reply";
import { FOUND_FOR, type Match, matchReply } from "./match-reply";
import { meaningOf } from "./meaning/meaning";
import { noteReply } from "./note-reply";
import { type OptOutDependencies, optIn, optOut } from "./opt-outs";
import type { AnsweredAppointments, ReplyLog, ReplyTable, ReplyTopic } from "./reply-ports";
import { replyEvent, storedReply } from "./stored-reply";
import { isOverLimit, type Sender, senderOf, tooManyAnswers } from "./too-many-answers";

export interface ApplyReplyDependencies extends AcknowledgeDependencies, OptOutDependencies {
  readonly log: ReplyLog;
  readonly appointments: AnsweredAppointments;
  readonly replies: ReplyTable;
  readonly topic: ReplyTopic;
  readonly clinics: Clinics;
  readonly phoneDigest: PhoneDigest;
  /** Whether the number that texts come from has self-managed opt-outs. */
  readonly selfManagedOptOuts: boolean;
  /** Days for which an answer is kept. */
  readonly retentionDays: number;
}

/** What became of an answer. */
export type AppliedReply =
  | { readonly kind: "applied" | "repeated"; readonly reply: StoredReply; readonly acknowledged: boolean }
  /** The phone has sent more answers today than are read. */
  | { readonly kind: "ignored" };

/** An answer that must wait: nothing failed, and SQS delivers it again. */
export class ReplyWaits extends RetryLater {}

/**
 * @param message the answer's message on its queue
 * @param deadline ms since 1970: no wait may last longer
 * @throws ReplyWaits if no reminder of the phone is found yet: an index may lag behind
 */
export async function applyReply(
  message: QueueMessage,
  inbound: InboundReply,
  deadline: number,
  deps: ApplyReplyDependencies,
): Promise<AppliedReply> {
  const sender = inbound.phoneNumber === undefined ? undefined : senderOf(inbound.phoneNumber, deps);
  // 1. What was stored is not decided again: the appointment may have changed since.
  const [known, receivedAt] = await Promise.all([
    deps.replies.find(inbound.id),
    deps.replies.firstReceivedAt(inbound.id, firstSentAt(message, deps.clock.now())),
  ]);
  if (known) {
    await follow(known, sender, receivedAt, async () => {}, deps);
    return { kind: "repeated", reply: known, acknowledged: false };
  }
  // 2. What it is about, and what it means.
  const items = sender ? await deps.log.find(sender.digest, deps.clock.now() - FOUND_FOR) : [];
  const match = matchReply(inbound, items, receivedAt);
  const meaning = meaningOf(inbound.text, languageOf(match.latest?.language ?? ""));
  if (meaning !== "STOP") {
    if (sender && (await isOverLimit(sender, receivedAt, deps))) {
      await tooManyAnswers(sender, receivedAt, deps);
      return { kind: "ignored" };
    }
    if (match.reason === "NO_APPOINTMENT" && (message.receives ?? 1) < 2) throw new ReplyWaits("NO_APPOINTMENT");
  }
  // 3. What follows, as far as it can be repeated.
  const { target } = match;
  const appointment = target && !match.reason ? await findAppointment(target, deps) : undefined;
  const decision = await settle({ inbound, sender, match, meaning, appointment, receivedAt }, deps);
  // 4. The answer itself, once: from here on nothing is decided again, and no second acknowledgement goes out.
  const text = acknowledgementOf(decision, inbound, match, appointment, deps.clinics);
  const acknowledges = text && sender ? await mayAcknowledge(text, sender.digest, receivedAt, deps) : false;
  const stored = storedReply({ inbound, meaning, decision, match, receivedAt, acknowledges }, deps);
  const before = await deps.replies.store(stored);
  const reply = before ?? stored;
  let acknowledged = false;
  const send = async () => {
    acknowledged = !before && acknowledges && text ? await acknowledge(text, deadline, deps) : false;
  };
  // 5. What comes after it.
  await follow(reply, sender, receivedAt, send, deps);
  return { kind: before ? "repeated" : "applied", reply, acknowledged };
}

/** What follows from an answer that is stored. A number on the list gets no text: what confirms an opt-out goes out first. */
async function follow(
  reply: StoredReply,
  sender: Sender | undefined,
  receivedAt: number,
  send: () => Promise<void>,
  deps: ApplyReplyDependencies,
): Promise<void> {
  const isOptOut = reply.status === "OPTED_OUT";
  if (isOptOut) await send();
  if (isOptOut && sender) await optOut(sender, receivedAt, deps);
  const event = replyEvent(reply);
  if (event) await deps.topic.publish([event]);
  if (!isOptOut) await send();
}

interface Found {
  readonly inbound: InboundReply;
  /** Undefined if it is no phone. */
  readonly sender: Sender | undefined;
  readonly match: Match;
  readonly meaning: Meaning;
  readonly appointment: AnsweredAppointment | undefined;
  /** ms since 1970. */
  readonly receivedAt: number;
}

/** Decides what follows, and writes it to the appointment, to its notification and to the opt-out list. */
async function settle(found: Found, deps: ApplyReplyDependencies): Promise<ReplyDecision> {
  const { inbound, sender, match, meaning, appointment, receivedAt } = found;
  const { target } = match;
  const reason = match.reason ?? appointment?.reason;
  const { selfManagedOptOuts } = deps;
  const decided = decideReply({ meaning, reason, hasReplied: hasReplied(found), selfManagedOptOuts });
  const written =
    decided.reply && target ? await recordInTable(target, decided.reply, receivedAt, appointment, deps) : undefined;
  const isRefused = decided.status === "OPTED_IN" && sender !== undefined && !(await optIn(sender, receivedAt, deps));
  const changed = written ?? (isRefused ? "OPT_OUT_LIST_REFUSED" : undefined);
  const decision = changed ? unclear(changed) : decided;
  if (target) await noteReply(target, { id: inbound.id, meaning, reply: decision.reply, receivedAt }, deps.log);
  return decision;
}

/** Whether the patient has answered before: then a word of thanks is no more than that. */
function hasReplied({ match: { target, latest }, appointment }: Found): boolean {
  const inTable = target && appointment && replyAbout(target.timestamp, appointment.item);
  return (inTable ?? (target ?? latest)?.reply) !== undefined;
}

/**
 * The text that acknowledges an answer, to a phone that got a reminder. A number with self-managed opt-outs owes its answers
 * to STOP, START and HELP to every phone.
 */
function acknowledgementOf(
  { text: name, reason = "UNCLEAR_WORDS" }: ReplyDecision,
  { phoneNumber }: InboundReply,
  { target, latest, reason: mismatch }: Match,
  appointment: AnsweredAppointment | undefined,
  clinics: Clinics,
): Acknowledgement | undefined {
  if (!name || phoneNumber === undefined || !(latest || isOwed(name))) return undefined;
  const clinic = clinics.find(latest?.clinicId) ?? defaultClinic(clinics);
  const language = languageOf(latest?.language ?? "") ?? clinic.language;
  // Where C and X would be unclear as well, the text must not ask for them.
  const isOpen = reason === "UNCLEAR_WORDS" && !mismatch && !appointment?.reason;
  const isNamed = target && (isOpen || name !== "replyUnclear");
  const about = isNamed && { appointment: acknowledgedAppointment(target, appointment) };
  return { name, phoneNumber, clinic, language, ...about, start: target?.timestamp ?? 0 };
}
