import type { GivenReceipt, Outbox, ReceivedReply, SentSms } from "../../emulators/outbox";
import type { AnswerOutcome } from "../answer-outcomes";

/** A text or an answer. */
export interface Entry {
  readonly at: string;
  readonly text?: SentSms;
  readonly reply?: ReceivedReply;
}

export interface Conversation {
  readonly phoneNumber: string;
  readonly entries: readonly Entry[];
}

/** A line of a conversation as it was shown. */
export interface ShownLine {
  readonly key: string;
  readonly isReply: boolean;
  /** Who wrote it. */
  readonly who: string;
  /** With who wrote it. */
  readonly line: string;
  readonly became: string;
}

export function conversationsOf(outbox: Pick<Outbox, "sms" | "replies">): Conversation[];
export function withWords(conversations: readonly Conversation[], words: string): Conversation[];
export function wordsOf(entry: Entry): string;
export function receiptWords(receipt: Pick<GivenReceipt, "status" | "code"> | undefined): string;
export function answerWords(reply: Pick<ReceivedReply, "keyword">, outcome: AnswerOutcome | undefined): string;
export function senderWords(text: Pick<SentSms, "from" | "automatic">): string;
export function originWords(text: Pick<SentSms, "from">): string;
export function newsOf(before: readonly ShownLine[], after: readonly ShownLine[]): string;
