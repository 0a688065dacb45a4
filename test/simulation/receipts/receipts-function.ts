/** The consumer of receipts on simulated services. */
import type { ReceiptsDependencies } from "../../../services/domain/receipts/consume-receipts";
import type { ReceiptLog } from "../../../services/domain/receipts/receipt-log";
import { receiptsHandler } from "../../../services/handlers/receipts/receipts-handler";
import { FakeReceiptLog } from "../../support/fakes/fake-receipt-log";
import { ACCOUNT } from "../../support/worlds/pipeline-world";
import type { Execution } from "../services/execution";
import { startFunction } from "../services/simulated-function";
import { logSeenBy } from "../services/simulated-log";
import { batchDependencies, simulatedSend } from "../services/simulated-ports";
import type { World } from "../services/world";
import type { Variant } from "../variants/variant";
import { RECEIPT_TIMINGS, type SimulatedReceipts } from "./simulated-receipts";

/** Processes receipts from now on, in a run that has them. */
export function startReceiptsFunction(
  world: World,
  { changeReceipts = (deps) => deps, acknowledgesReceiptsFirst }: Variant,
): void {
  const { receipts } = world;
  if (!receipts) return;
  startFunction(world, {
    name: "receipts",
    queue: receipts.queue,
    timings: RECEIPT_TIMINGS,
    acknowledgesFirst: acknowledgesReceiptsFirst,
    handlerOf: (by) => receiptsHandler(changeReceipts(dependencies(by, world, receipts), world)),
  });
}

function dependencies(by: Execution, world: World, receipts: SimulatedReceipts): ReceiptsDependencies {
  return {
    ...batchDependencies(by, world),
    log: simulatedReceiptLog(by, world, receipts),
    emailQueue: simulatedSend(by, world.emailQueue),
    appointmentsQueue: simulatedSend(by, world.appointmentsQueue),
    deadLetters: simulatedSend(by, receipts.deadLetters),
    account: ACCOUNT,
  };
}

function simulatedReceiptLog(by: Execution, world: World, receipts: SimulatedReceipts): ReceiptLog {
  const { log, timed, transition: write } = logSeenBy(by, world, 0);
  const fake = new FakeReceiptLog(log);
  const patientOf = (notificationId: string) =>
    world.log.items.find((item) => item.notificationId === notificationId)?.patientId;
  return {
    find: (messageId) => by.repeatable("find a text", () => receipts.find(messageId)),
    apply: (transition, entry, expected) =>
      write(
        `log ${transition}`,
        () => fake.apply(transition, entry, expected),
        () => patientOf(entry.key.notificationId),
      ),
    note: (item, line) =>
      by.repeatable(
        "note a receipt",
        timed(() => fake.note(item, line)),
        () => item.patientId,
      ),
  };
}
