/** The rules of the delivery log, of reports and of queues, for a run that has only what the appointments table queues. */
import type { DeliveryLogItem } from "../../../contracts/delivery-log";
import { parseStep } from "../../../contracts/reminder-plan";
import type { World } from "../services/world";
import { checkHistory } from "./check-history";
import { checkQuietHours } from "./check-quiet-hours";
import { checkCounts, checkDuplicates, checkPublished, checkReadable } from "./check-reports";
import { type Cause, causesOf, checkExplained, checkOutcome, checkTwice, type NotificationCase } from "./check-sends";
import { checkNotFailed } from "./check-stops";
import { checkQueues } from "./invariants";

export function checkNotifications(world: World): { problems: string[]; secondSends: Cause[] } {
  const problems: string[] = [];
  const { items, wholeItems } = world.log;
  const cases = wholeItems.map((item) => caseOf(item, world));
  wholeItems.forEach((item, index) => {
    const problem = (text: string) => problems.push(`${item.patientId} ${text}`);
    const its = cases[index] as NotificationCase;
    checkOutcome(item, its, problem);
    checkExplained(item, its, problem);
    checkTwice(its, problem);
    checkQuietHours(its, world, problem);
    checkHistory(items[index] as DeliveryLogItem, world.log.linesOf(item), item.history.length, problem);
  });
  const problem = (text: string) => problems.push(text);
  checkSteps(wholeItems, problem);
  checkQueues(world, 0, problem);
  checkCounts(world, problem);
  checkPublished(world, problem);
  checkDuplicates(world, problem);
  checkReadable(world, problem);
  checkNotFailed(world, problem);
  return { problems, secondSends: cases.flatMap(causesOf) };
}

/** A notification of the log, with the sends that were made for it. */
function caseOf(item: DeliveryLogItem, { outbox }: World): NotificationCase {
  const { notificationId, timestamp, patientId = "", appointmentTime } = item;
  const sendings = outbox.sendings.filter(({ lookedUp }) => lookedUp?.notificationId === notificationId);
  const patient = { key: { notificationId, timestamp }, appointment: { patientId, appointmentTime } };
  return { patient, item, sendings };
}

/** A step of a plan is sent once for each revision of an appointment, whatever its name. */
function checkSteps(items: readonly DeliveryLogItem[], problem: (text: string) => void): void {
  const sent = items.filter(({ status, kind }) => kind === undefined && /^(?:SMS|EMAIL)_SENT$/.test(status));
  const keys = sent.map(({ patientId, timestamp, revision = 0, step = "1d" }) => {
    const { name: _, ...parsed } = parseStep(step) ?? { name: step };
    return `${patientId} ${JSON.stringify([timestamp, revision, parsed])}`;
  });
  for (const key of new Set(keys)) {
    if (keys.filter((one) => one === key).length > 1) problem(`${key}: this step was sent twice`);
  }
}
