import type { DeliveryLogItem, HistoryGap, HistoryLine } from "../../../../contracts/delivery-log";
import { HISTORY_BOUNDS, shortenedHistory } from "../../../../services/domain/notification/bounded-history";
import { fc } from "../../../support/data/properties";
import { appointment, queueMessage } from "../../../support/data/records";
import { PipelineWorld } from "../../../support/worlds/pipeline-world";

const line = (index: number): HistoryLine => ({ at: String(index), status: "SMS_RETRYING" });
const lines = (from: number, to: number) => Array.from({ length: to - from }, (_, index) => line(from + index));

test("a history keeps its first and its last lines and the count between, however long it gets", () => {
  const bounds = { first: 2, last: 3 };
  let item: { history: readonly HistoryLine[]; historyGap?: HistoryGap } = { history: [] };
  for (let index = 0; index < 50; index += 1) {
    const { history } = item;
    item = shortenedHistory(item, line(index), bounds) ?? { ...item, history: [...history, line(index)] };
    const count = index + 1;
    const whole = count <= 5;
    expect(item.history).toEqual(whole ? lines(0, count) : [...lines(0, 2), ...lines(count - 3, count)]);
    expect(item.historyGap).toEqual(whole ? undefined : { after: 2, lines: count - 5 });
  }
});

test("every line that is left out is counted, even if another version had other bounds", () => {
  const some = fc.integer({ min: 0, max: 20 });
  const bounds = fc.record({ first: some, last: fc.integer({ min: 1, max: 20 }) });
  fc.assert(
    fc.property(some, some, fc.option(some, { nil: undefined }), bounds, (kept, more, gap, now) => {
      const history = lines(0, kept + more);
      const historyGap = gap === undefined ? undefined : { after: kept, lines: gap };
      const shortened = shortenedHistory({ history, ...(historyGap && { historyGap }) }, line(99), now);
      const after = historyGap?.after ?? now.first;
      if (!shortened) return expect(history.length + 1).toBeLessThanOrEqual(after + now.last);
      const { lines: leftOut } = shortened.historyGap;
      expect(shortened.history.length + leftOut).toBe(history.length + 1 + (gap ?? 0));
      expect(shortened.history).toHaveLength(after + now.last);
      expect(shortened.history.slice(0, after)).toEqual(history.slice(0, after));
      return expect(shortened.history.at(-1)).toEqual(line(99));
    }),
  );
});

test.each([
  ["text", "SMS"],
  ["email", "EMAIL"],
] as const)("a notification whose %s waits for days does not grow without end", async (_, channel) => {
  const world = new PipelineWorld();
  const carrier = channel === "SMS" ? world.sms : world.email;
  carrier.failSends(1_000_000, "Throttling");
  const message = queueMessage(appointment({ appointmentTime: "2027-03-01T14:30:00-05:00" }));
  const tries = 60;
  for (let time = 0; time < tries; time += 1) {
    await (channel === "SMS" ? world.bySms(message) : world.byEmail(message));
    world.clock.advance(900_000);
  }
  const { first, last } = HISTORY_BOUNDS;
  const { history, historyGap, transition } = world.log.item;
  expect(history).toHaveLength(first + last);
  expect([transition, historyGap]).toEqual([2 * tries, { after: first, lines: 2 * tries - first - last }]);
  const [item] = world.log.wholeItems as [DeliveryLogItem];
  expect(history).toEqual([...item.history.slice(0, first), ...item.history.slice(-last)]);
});
