/** The delivery log as a process sees it. */
import { type DeliveryLogItem, isOutcome } from "../../../contracts/delivery-log";
import type { DeliveryLog } from "../../../services/domain/notification/delivery-log";
import type { Clock } from "../../../services/domain/ports";
import { CLINIC_TIME_ZONE } from "../../support/data/clinics";
import { FakeDeliveryLog } from "../../support/fakes/fake-delivery-log";
import { SIMULATED_BOUNDS } from "../checks/check-history";
import { transitionOf } from "../checks/check-reports";
import type { About, Execution } from "./execution";
import type { World } from "./world";

type Answer = { readonly applied: boolean; readonly item?: DeliveryLogItem };

/** The log with a process's clock and lease, and the call that makes a transition. */
export function logSeenBy(by: Execution, world: World, leaseMs: number) {
  // A write has the time of the call, however late it arrives.
  let asked = 0;
  const clock: Clock = { now: () => asked, sleep: by.clock.sleep };
  const settings = { leaseMs, retentionDays: 90, clinicTimeZone: CLINIC_TIME_ZONE, historyBounds: SIMULATED_BOUNDS };
  const log = new FakeDeliveryLog(clock, settings, world.log);
  /** Makes a write at the time of the call. */
  const timed = <T>(write: () => Promise<T>) => {
    const now = by.clock.now();
    return () => {
      asked = now;
      return write();
    };
  };
  const transition = async <T extends Answer>(what: string, apply: () => Promise<T>, about: About): Promise<T> => {
    world.writesUnknown += 1;
    const answer = await by.repeatable(
      what,
      timed(() => apply().then((made) => noted(made, world))),
      about,
    );
    world.writesUnknown -= 1;
    if (answer.applied && answer.item && isOutcome(answer.item.status)) {
      by.settled.push(answer.item.status);
      by.settledKeys.add(transitionOf(answer.item));
      world.settled.push(answer.item.status);
    }
    return answer;
  };
  return { log, timed, transition };
}

/** Notes what a write has left in the log. */
function noted<T extends Answer>(made: T, world: World): T {
  noteEmailOnly(world);
  const { applied, item } = made;
  if (!applied || !item) return made;
  world.receipts?.noteItem(item, () => world.log.linesOf(item));
  world.phoneIndex.note(item);
  return made;
}

export function simulatedLog(by: Execution, world: World, leaseMs: number): DeliveryLog {
  const { log, timed, transition } = logSeenBy(by, world, leaseMs);
  return {
    countDuplicate: (item) =>
      by.repeatable(
        "count a duplicate",
        timed(() => log.countDuplicate(item)),
      ),
    recordEmailOnly: (item) =>
      by.repeatable(
        "record the wish for emails",
        timed(async () => {
          await log.recordEmailOnly(item);
          noteEmailOnly(world);
        }),
        () => item.notificationId,
      ),
    keepMessage: (...kept) =>
      by.repeatable(
        "keep a message",
        timed(() => log.keepMessage(...kept)),
      ),
    apply: (name, entry, over) =>
      transition(
        `log ${name}`,
        () => log.apply(name, entry, over),
        () => entry.appointment?.patientId,
      ),
  };
}

function noteEmailOnly({ log, emailOnlySince, time }: World): void {
  for (const { notificationId, emailOnly } of log.items) {
    if (emailOnly && !emailOnlySince.has(notificationId)) emailOnlySince.set(notificationId, time.now);
  }
}
