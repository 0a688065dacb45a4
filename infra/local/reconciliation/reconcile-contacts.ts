import type { DeliveryLogItem } from "../../../contracts/delivery-log";
import { groupBy } from "./group-by";
import type { Problem, Results } from "./results";
import { sendsOf } from "./sends";

/** A message that a carrier accepted. */
interface Accepted {
  readonly contact: string;
  readonly messageId: string;
}

/**
 * Compares what the carriers accepted with what the delivery log says was sent: by message id for what was sent, otherwise
 * by contact, because texts and emails have no notification id.
 * @returns a problem for every notification of a contact that got too many messages or too few
 */
export function contactProblems({ log, outbox, replies }: Pick<Results, "log" | "outbox" | "replies">): Problem[] {
  const texts = reminderTexts({ log, outbox, replies });
  const emails = outbox.emails.map(({ to, messageId }) => ({ contact: to, messageId }));
  return [
    ...compare(texts, log, (item) => item.phoneNumber, "SMS"),
    ...compare(emails, log, (item) => item.email, "EMAIL"),
  ];
}

/** The texts without those that the carrier sent by itself, and without one acknowledgement an answer. */
function reminderTexts({ log, outbox, replies }: Pick<Results, "log" | "outbox" | "replies">): Accepted[] {
  const phones = new Map(outbox.replies.map(({ inboundMessageId, phoneNumber }) => [inboundMessageId, phoneNumber]));
  const acknowledged = replies.filter(({ acknowledgedAt }) => acknowledgedAt !== undefined);
  const left = new Map(
    [...groupBy(acknowledged, ({ replyId }) => phones.get(replyId))].map(([phone, all]) => [phone, all.length]),
  );
  const reminders = new Set(log.flatMap((item) => sendsOf(item, "SMS")));
  return outbox.sms
    .filter(({ automatic, messageId, phoneNumber }) => {
      const acknowledgements = left.get(phoneNumber) ?? 0;
      if (automatic || reminders.has(messageId) || acknowledgements === 0) return !automatic;
      left.set(phoneNumber, acknowledgements - 1);
      return false;
    })
    .map(({ phoneNumber, messageId }) => ({ contact: phoneNumber, messageId }));
}

function compare(
  accepted: readonly Accepted[],
  log: readonly DeliveryLogItem[],
  contactOf: (item: DeliveryLogItem) => string | undefined,
  channel: "SMS" | "EMAIL",
): Problem[] {
  const acceptedBy = groupBy(accepted, ({ contact }) => contact);
  const problems: Problem[] = [];
  for (const [contact, items] of groupBy(log, contactOf)) {
    if (contact === undefined) continue;
    const own = acceptedBy.get(contact) ?? [];
    acceptedBy.delete(contact);
    const problem = contactProblem(own, items, channel);
    if (problem) problems.push(...items.map(({ notificationId }) => ({ of: notificationId, problem })));
  }
  if (acceptedBy.size > 0) {
    problems.push({
      of: channel,
      problem: `went to contacts that are not in the delivery log (${acceptedBy.size})`,
    });
  }
  return problems;
}

/** @param items the contact's */
function contactProblem(
  accepted: readonly Accepted[],
  items: readonly DeliveryLogItem[],
  channel: "SMS" | "EMAIL",
): string | undefined {
  const count = accepted.length;
  const sent = items.flatMap((item) => sendsOf(item, channel));
  // The log marks messages that may have arrived although the response was lost.
  const excused = count > sent.length && items.some((item) => item.possibleDuplicate || item.sendInDoubt);
  if (count !== sent.length && !excused) {
    return `its contact got ${count} by ${channel}; the delivery log says ${sent.length}`;
  }
  const attempts = items
    .flatMap(({ history }) => history)
    .filter(({ status }) => status === `${channel}_SENDING`).length;
  const leftOut = items.reduce((sum, { historyGap }) => sum + (historyGap?.lines ?? 0), 0);
  if (count > attempts + leftOut) return `its contact got ${count} by ${channel} in ${attempts} attempts`;
  const ids = new Set(accepted.map(({ messageId }) => messageId));
  if (sent.some((messageId) => !ids.has(messageId ?? ""))) {
    return `was sent by ${channel} according to the delivery log, but no carrier accepted its message id`;
  }
  return undefined;
}
