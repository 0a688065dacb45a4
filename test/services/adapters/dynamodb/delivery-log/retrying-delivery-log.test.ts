import { retryingDeliveryLog } from "../../../../../services/adapters/dynamodb/delivery-log/retrying-delivery-log";
import type { LogEntry } from "../../../../../services/domain/notification/delivery-log";
import { skippingClock } from "../../../../support/fakes/skipping-clock";

const entry = {} as LogEntry;

function logThatFails(times: number, name: string) {
  let calls = 0;
  const log = retryingDeliveryLog(
    {
      countDuplicate: async () => {},
      recordEmailOnly: async () => {},
      keepMessage: async () => {},
      apply: async () => {
        calls += 1;
        if (calls <= times) throw Object.assign(new Error(), { name });
        return { applied: true, item: {} as never };
      },
    },
    { clock: skippingClock(), random: { fraction: () => 0.5, uuid: () => "" } },
  );
  return { log, calls: () => calls };
}

test("one write that meets another's does not end the daily run", async () => {
  const { log, calls } = logThatFails(3, "TransactionConflictException");
  expect(await log.apply("expire", entry)).toMatchObject({ applied: true });
  expect(calls()).toBe(4);
});

test("an error that will not pass is thrown at once", async () => {
  const { log, calls } = logThatFails(1, "AccessDeniedException");
  await expect(log.apply("expire", entry)).rejects.toMatchObject({ name: "AccessDeniedException" });
  expect(calls()).toBe(1);
});
