/** What patients answered to a day's notifications. */
import { REPLIES, type Reply } from "../../../contracts/replies/meanings";
import type { DayEntry } from "../../adapters/dynamodb/digest/dynamo-attention-log";

/** The last answer of each patient counts. */
export type AnswerCounts = Readonly<Record<Reply, number>>;

const WORDS: Readonly<Record<Reply, string>> = {
  CONFIRM: "confirmed",
  CANCEL: "asked to cancel",
  RESCHEDULE: "asked for another time",
};

export function countAnswers(entries: readonly DayEntry[]): AnswerCounts {
  const count = (reply: Reply) => entries.filter((entry) => entry.reply === reply).length;
  return { CONFIRM: count("CONFIRM"), CANCEL: count("CANCEL"), RESCHEDULE: count("RESCHEDULE") };
}

/** One line; undefined if there is no answer. */
export function answersText(counts: AnswerCounts): string | undefined {
  if (REPLIES.every((reply) => counts[reply] === 0)) return undefined;
  return `Answers: ${REPLIES.map((reply) => `${counts[reply].toLocaleString("en-US")} ${WORDS[reply]}`).join(", ")}.`;
}
