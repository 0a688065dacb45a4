/** What the lines of a history say, in plain words. */
import type { Channel, DeliveryLogItem, HistoryLine } from "../../../contracts/delivery-log";
import { repliedMeaning } from "../../../contracts/replies/history-code";
import { isOperatorCode, type OperatorCode } from "../../../contracts/tables/operator-codes";
import { counted } from "../output/table";
import { isReceiptCode, whyUndelivered } from "./receipt-texts";
import { MEANING_TEXTS } from "./reply-texts";
import { shortName } from "./short-name";

const MESSAGES: Readonly<Record<Channel, string>> = { SMS: "text", EMAIL: "email" };
const DELIVERED: readonly string[] = ["SMS_DELIVERED", "EMAIL_DELIVERED"];

/** Whether a line only notes an answer, what an operator did, or a receipt that left the state as it was. */
export function isNote({ status, code = "", messageId }: HistoryLine, former: HistoryLine | undefined): boolean {
  if (repliedMeaning(code) || isOperatorCode(code)) return true;
  return messageId !== undefined && former?.status === status && (DELIVERED.includes(code) || isReceiptCode(code));
}

/** The line that led to the item's state: later ones note receipts, answers and what operators did. */
export function lastTransition({ history }: Pick<DeliveryLogItem, "history">): HistoryLine | undefined {
  return history.findLast((line, index) => !isNote(line, history[index - 1]));
}

/**
 * The reason of a line and the carrier's id, or what a receipt or the patient said.
 * @param former the line before it
 * @param smsParts of the text that was accepted last
 */
export function lineText(line: HistoryLine, former: HistoryLine | undefined, smsParts?: number): string {
  const { status, code, note, messageId, by } = line;
  const said = replyText(line) ?? operatorText(line) ?? receiptText(line, former);
  if (said) return said;
  return [
    code !== status && code,
    note && `"${note}"`,
    by && `by ${shortName(by)}`,
    messageId && `accepted as ${messageId}`,
    status === "SMS_SENT" && smsParts ? counted(smsParts, "part") : undefined,
  ]
    .filter(Boolean)
    .join(", ");
}

/** Undefined if the line is of no answer. */
function replyText({ code, messageId }: HistoryLine): string | undefined {
  const meaning = repliedMeaning(code);
  return meaning && `answered: ${MEANING_TEXTS[meaning]} (${code}): ${messageId}`;
}

const ACTS: Readonly<Record<OperatorCode, string>> = {
  REDRIVEN: "redriven from the DLQ",
  SENT_AGAIN: "queued again with `send`",
  REPLAYED: "its event was published again",
  ANSWER_CLOSED: "the patient's answer was closed",
};

/** Undefined if the line notes nothing that an operator did. */
function operatorText({ code, by, note = "" }: HistoryLine): string | undefined {
  return isOperatorCode(code) ? `${ACTS[code]}, by ${shortName(by)} (${code}): "${note}"` : undefined;
}

/** Undefined if the line is of no receipt. */
function receiptText(line: HistoryLine, former: HistoryLine | undefined): string | undefined {
  const { status, code, messageId, channel } = line;
  if (messageId === undefined || channel === undefined) return undefined;
  const isDelivery = DELIVERED.includes(status);
  if (!isDelivery && !isReceiptCode(code) && !DELIVERED.includes(code ?? "")) return undefined;
  const what = [
    ...(isReceiptCode(code) && code !== "COMPLAINT"
      ? [`not delivered: ${whyUndelivered(code, channel)} (${code})`]
      : []),
    ...(code === undefined || code === "COMPLAINT" || DELIVERED.includes(code) ? ["delivered"] : []),
    // Who marks an email as spam has got it.
    ...(code === "COMPLAINT" ? ["marked as spam by its recipient (COMPLAINT)"] : []),
  ].join(", ");
  return isNote(line, former) ? `noted: the ${MESSAGES[channel]} ${messageId} was ${what}` : `${what}: ${messageId}`;
}
