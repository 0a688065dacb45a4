import type { DeliveryLogItem } from "../../../contracts/delivery-log";
import type { Problem, Results } from "./account-types";
import { groupBy } from "./group-by";

/**
 * Holds what the carriers took against what the delivery log says was sent, contact by contact: a text or an email
 * bears no notification's id.
 * @returns a problem for every notification of a contact that was told too often or never
 */
export function contactProblems({ log, outbox }: Pick<Results, "log" | "outbox">): Problem[] {
  return [
    ...compare(
      outbox.sms.map((sms) => sms.phoneNumber),
      log,
      (item) => item.phoneNumber,
      "SMS",
    ),
    ...compare(
      outbox.emails.map((email) => email.to),
      log,
      (item) => item.email,
      "EMAIL",
    ),
  ];
}

function compare(
  taken: readonly string[],
  log: readonly DeliveryLogItem[],
  contactOf: (item: DeliveryLogItem) => string | undefined,
  channel: "SMS" | "EMAIL",
): Problem[] {
  const takenCounts = new Map<string, number>();
  for (const contact of taken) takenCounts.set(contact, (takenCounts.get(contact) ?? 0) + 1);
  const problems: Problem[] = [];
  for (const [contact, items] of groupBy(log, contactOf)) {
    if (contact === undefined) continue;
    const count = takenCounts.get(contact) ?? 0;
    takenCounts.delete(contact);
    const logged = items.filter((item) => item.status === `${channel}_SENT`).length;
    // What arrived although its answer was lost, the log says by one or the other.
    const excused = count > logged && items.some((item) => item.mayBeToldTwice || item.answerLost);
    if (count === logged || excused) continue;
    const problem = `its contact got ${count} by ${channel}, the delivery log says ${logged}`;
    problems.push(...items.map(({ notificationId }) => ({ of: notificationId, problem })));
  }
  if (takenCounts.size > 0) {
    problems.push({
      of: channel,
      problem: `went to contacts that the delivery log does not know (${takenCounts.size})`,
    });
  }
  return problems;
}
