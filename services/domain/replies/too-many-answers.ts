/** A phone that sends answers without end: they are counted, and one item stands for those that are not read. */
import type { StoredReply } from "../../../contracts/tables/replies-table";
import { WAITING } from "../../../contracts/tables/replies-table";
import type { PhoneDigest } from "../contact/phone-digest";
import type { Clock } from "../ports";
import type { ReplyTable, ReplyTopic } from "./reply-ports";
import { replyEvent } from "./stored-reply";

/** Answers of one phone that are read a day: more than a care home's phone has, which answers for each of its people. */
export const MAX_ANSWERS_A_DAY = 100;

const SECONDS_A_DAY = 86_400;

export interface LimitDependencies {
  readonly replies: ReplyTable;
  readonly topic: ReplyTopic;
  readonly clock: Clock;
  readonly retentionDays: number;
}

/** YYYY-MM-DD, UTC. @param receivedAt ms since 1970 */
export function dayOf(receivedAt: number): string {
  return new Date(receivedAt).toISOString().slice(0, "YYYY-MM-DD".length);
}

/** A phone that wrote. */
export interface Sender {
  /** E.164. */
  readonly phoneNumber: string;
  readonly digest: string;
}

export function senderOf(phoneNumber: string, { phoneDigest }: { readonly phoneDigest: PhoneDigest }): Sender {
  return { phoneNumber, digest: phoneDigest(phoneNumber) };
}

/** Counts an answer, and says whether its phone has sent more today than are read. */
export async function isOverLimit(
  { digest }: Sender,
  receivedAt: number,
  { replies }: LimitDependencies,
): Promise<boolean> {
  const { answers } = await replies.countAnswer(digest, dayOf(receivedAt));
  return answers > MAX_ANSWERS_A_DAY;
}

/** How often staff may close the item of a phone on one day. */
const MAX_ITEMS_A_DAY = 20;

/** Has staff look at the phone's answers: once a day, and again if more come after somebody has closed that. */
export async function tooManyAnswers(
  { digest, phoneNumber }: Sender,
  receivedAt: number,
  { replies, topic, clock, retentionDays }: LimitDependencies,
): Promise<void> {
  const replyId = `too-many:${digest}:${dayOf(receivedAt)}`;
  const reply: StoredReply = {
    replyId,
    receivedAt: new Date(receivedAt).toISOString(),
    meaning: "UNCLEAR",
    status: "REPLY_UNCLEAR",
    reason: "TOO_MANY_ANSWERS",
    phoneNumber,
    waiting: WAITING,
    ttl: Math.ceil(clock.now() / 1_000) + retentionDays * SECONDS_A_DAY,
  };
  for (let count = 1; count <= MAX_ITEMS_A_DAY; count += 1) {
    const next = { ...reply, replyId: count === 1 ? replyId : `${replyId}:${count}` };
    const known = await replies.store(next);
    const event = known ? undefined : replyEvent(next);
    if (event) await topic.publish([event]);
    if (known?.doneAt === undefined) return;
  }
}
