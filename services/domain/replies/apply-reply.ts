/** Processes one answer. Every step can be repeated: SQS delivers an answer again if one fails. */
import { languageOf } from "../../../contracts/clinics/languages";
import type { StoredReply } from "../../../contracts/tables/replies-table";
import { type Clinics, defaultClinic } from "../clinics/clinics";
import { firstSentAt } from "../first-sent-at";
import type { QueueMessage } from "../ports";
import { RetryLater } from "../retry/failure";
import { type AcknowledgeDependencies, type Acknowledgement, acknowledge, isOwed, mayAcknowledge } from "./acknowledge";
import { type AnsweredAppointment, acknowledgedAppointment, findAppointment } from "./answered-appointment";
import type { ReplyDecision } from "./decide-reply";
import type { InboundReply } from "./inbound-reply";
import { FOUND_FOR, type Match, matchReply } from "./match-reply";
import { meaningOf } from "./meaning/meaning";
import { optOut } from "./opt-outs";
import type { ReplyTopic } from "./reply-ports";
import { type SettleDependencies, settleReply } from "./settle-reply";
import { replyEvent, storedReply } from "./stored-reply";
import { isOverLimit, type Sender, senderOf, tooManyAnswers } from "./too-many-answers";

export interface ApplyReplyDependencies extends AcknowledgeDependencies, SettleDependencies {
  readonly topic: ReplyTopic;
  /** Days for which an answer is kept. */
  readonly retentionDays: number;
}

/** What became of an answer. */
export type AppliedReply =
  | { readonly kind: "applied" | "repeated"; readonly reply: StoredReply; readonly acknowledged: boolean }
  /** The phone has sent more answers today than are read; or its patient's data were erased since it was sent. */
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
  try {
    return await apply(message, inbound, sender, deadline, deps);
  } catch (error) {
    // An opt-out is honoured whatever else fails; SQS delivers it again for the rest.
    const isOptOut = sender && meaningOf(inbound.text) === "STOP";
    if (isOptOut) await optOut(sender, firstSentAt(message, deps.clock.now()), deps).catch(() => {});
    throw error;
  }
}

async function apply(
  message: QueueMessage,
  inbound: InboundReply,
  sender: Sender | undefined,
  deadline: number,
  deps: ApplyReplyDependencies,
): Promise<AppliedReply> {
  // 1. What was stored is not decided again: the appointment may have changed since.
  const [known, receivedAt] = await Promise.all([
    deps.replies.find(inbound.id),
    deps.replies.firstReceivedAt(inbound.id, firstSentAt(message, deps.clock.now())),
  ]);
  if (known) {
    await follow(known, sender, receivedAt, async () => {}, deps);
    return { kind: "repeated", reply: known, acknowledged: false };
  }
  // 2. What it is about, and what it means. An answer that is delivered again is one answer.
  const isFirstReceive = (message.receives ?? 1) < 2;
  const items = sender ? await deps.log.find(sender.digest, deps.clock.now() - FOUND_FOR) : [];
  const match = matchReply(inbound, items, receivedAt);
  const meaning = meaningOf(inbound.text, languageOf((match.target ?? match.latest)?.language ?? ""));
  if (meaning !== "STOP" && sender && !match.target && (await isErasedPhone(sender, receivedAt, deps)))
    return { kind: "ignored" };
  if (meaning !== "STOP" && isFirstReceive) {
    if (sender && (await isOverLimit(sender, receivedAt, deps))) {
      await tooManyAnswers(sender, receivedAt, deps);
      return { kind: "ignored" };
    }
    if (match.reason === "NO_APPOINTMENT") throw new ReplyWaits("NO_APPOINTMENT");
  }
  // 3. What follows, as far as it can be repeated.
  const { target } = match;
  const appointment = target && !match.reason ? await findAppointment(target, deps) : undefined;
  const decision = await settleReply({ inbound, sender, match, meaning, appointment, receivedAt }, deps);
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

/** Whether the data of the phone's patient were erased after the answer was sent: it must not bring phone and words back. */
async function isErasedPhone(
  { digest }: Sender,
  receivedAt: number,
  { replies }: Pick<ApplyReplyDependencies, "replies">,
): Promise<boolean> {
  const erasedAt = await replies.erasedAt(digest);
  return erasedAt !== undefined && receivedAt <= erasedAt;
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
  const answered = target ?? latest;
  if (!name || phoneNumber === undefined || !(answered || isOwed(name))) return undefined;
  const clinic = clinics.find(answered?.clinicId) ?? defaultClinic(clinics);
  const language = languageOf(answered?.language ?? "") ?? clinic.language;
  // Where C and X would be unclear as well, the text must not ask for them.
  const isOpen = reason === "UNCLEAR_WORDS" && !mismatch && !appointment?.reason;
  const isNamed = target && (isOpen || name !== "replyUnclear");
  const about = isNamed && { appointment: acknowledgedAppointment(target, appointment) };
  return { name, phoneNumber, clinic, language, ...about, start: target?.timestamp ?? 0 };
}
