import type { DeliveryLogItem } from "../../../contracts/delivery-log";
import type { Problem, Results } from "./account-types";
import { groupBy } from "./group-by";

/** What a carrier took. */
interface Taken {
  readonly contact: string;
  readonly messageId: string;
}

/**
 * Holds what the carriers took against what the delivery log says was sent: what it says was sent by its message id, the
 * rest contact by contact, for a text or an email bears no notification's id.
 * @returns a problem for every notification of a contact that was told too often or never
 */
export function contactProblems({ log, outbox }: Pick<Results, "log" | "outbox">): Problem[] {
  const texts = outbox.sms.map(({ phoneNumber, messageId }) => ({ contact: phoneNumber, messageId }));
  const emails = outbox.emails.map(({ to, messageId }) => ({ contact: to, messageId }));
  return [
    ...compare(texts, log, (item) => item.phoneNumber, "SMS"),
    ...compare(emails, log, (item) => item.email, "EMAIL"),
  ];
}

function compare(
  taken: readonly Taken[],
  log: readonly DeliveryLogItem[],
  contactOf: (item: DeliveryLogItem) => string | undefined,
  channel: "SMS" | "EMAIL",
): Problem[] {
  const takenFrom = groupBy(taken, ({ contact }) => contact);
  const problems: Problem[] = [];
  for (const [contact, items] of groupBy(log, contactOf)) {
    if (contact === undefined) continue;
    const own = takenFrom.get(contact) ?? [];
    takenFrom.delete(contact);
    const problem = contactProblem(own, items, channel);
    if (problem) problems.push(...items.map(({ notificationId }) => ({ of: notificationId, problem })));
  }
  if (takenFrom.size > 0) {
    problems.push({
      of: channel,
      problem: `went to contacts that the delivery log does not know (${takenFrom.size})`,
    });
  }
  return problems;
}

/** @param items of the contact */
function contactProblem(
  taken: readonly Taken[],
  items: readonly DeliveryLogItem[],
  channel: "SMS" | "EMAIL",
): string | undefined {
  const count = taken.length;
  const sent = items.filter(({ status }) => status === `${channel}_SENT`);
  // What arrived although its answer was lost, the log says by one or the other.
  const excused = count > sent.length && items.some((item) => item.possibleDuplicate || item.sendInDoubt);
  if (count !== sent.length && !excused) {
    return `its contact got ${count} by ${channel}, the delivery log says ${sent.length}`;
  }
  const tries = items.flatMap(({ history }) => history).filter(({ status }) => status === `${channel}_SENDING`).length;
  const leftOut = items.reduce((sum, { historyGap }) => sum + (historyGap?.lines ?? 0), 0);
  if (count > tries + leftOut) return `its contact got ${count} by ${channel}, at ${tries} tries`;
  const ids = new Set(taken.map(({ messageId }) => messageId));
  if (sent.some(({ messageId }) => !ids.has(messageId ?? ""))) {
    return `was not taken under the message id that the delivery log says was sent by ${channel}`;
  }
  return undefined;
}
