import type { DeliveryLogItem } from "../../../contracts/delivery-log";
import { repliedMeaning } from "../../../contracts/replies/history-code";
import type { GivenReceipt } from "../emulators/outbox";
import { groupBy } from "./group-by";
import type { Problem, Results } from "./results";
import { isSend, sendsOf } from "./sends";

/**
 * Compares what the carriers reported with the delivery log.
 * @returns a problem for every notification that ended otherwise than its receipts say, or was sent once more without one
 */
export function receiptProblems({ log, outbox }: Pick<Results, "log" | "outbox">): Problem[] {
  const receipts = groupBy(outbox.receipts, ({ messageId }) => messageId);
  return log.flatMap((item) =>
    [endProblem(item, receipts), unreadProblem(item, receipts), sendProblem(item, receipts)].flatMap((problem) =>
      problem ? [{ of: item.notificationId, problem }] : [],
    ),
  );
}

type ByMessage = ReadonlyMap<string, readonly GivenReceipt[]>;

/** Each outcome that a receipt makes has its receipt. */
function endProblem({ status, history }: DeliveryLogItem, receipts: ByMessage): string | undefined {
  if (status !== "SMS_DELIVERED" && status !== "EMAIL_DELIVERED" && status !== "UNDELIVERED") return undefined;
  // An answer of the patient repeats the status, with its own id.
  const reported = history.filter((line) => line.status === status && !repliedMeaning(line.code));
  const { messageId = "" } = reported.findLast((line) => line.messageId !== undefined) ?? {};
  const expected = status === "UNDELIVERED" ? "UNDELIVERED" : "DELIVERED";
  const given = receipts.get(messageId)?.some((receipt) => receipt.status === expected);
  return given ? undefined : `ended as ${status}, but no carrier reported that`;
}

/** A receipt that reached the pipeline is in the log. */
function unreadProblem(item: DeliveryLogItem, receipts: ByMessage): string | undefined {
  const { status, messageId = "" } = item;
  if (status !== "SMS_SENT" && status !== "EMAIL_SENT") return undefined;
  const unread = receipts.get(messageId)?.some(({ lost }) => !lost);
  return unread ? `is ${status}, but its carrier gave a receipt` : undefined;
}

/** A second send, by whichever channel, follows a receipt of failure or a lost response. */
function sendProblem(item: DeliveryLogItem, receipts: ByMessage): string | undefined {
  const sends = item.history.filter(isSend).length;
  const failed = [...sendsOf(item, "SMS"), ...sendsOf(item, "EMAIL")].filter((id = "") =>
    receipts.get(id)?.some(({ status }) => status === "UNDELIVERED"),
  ).length;
  if (sends <= 1 || sends - failed <= 1 || item.possibleDuplicate || item.sendInDoubt) return undefined;
  return `was sent ${sends} times, and neither a receipt nor a lost response explains it`;
}
