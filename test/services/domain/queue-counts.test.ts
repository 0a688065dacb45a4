import { queueCounts, totalOf } from "../../../services/domain/queue-counts";

test("each count is read from its own attribute of the queue, and an absent one is 0", () => {
  const attributes = {
    ApproximateNumberOfMessages: "1",
    ApproximateNumberOfMessagesNotVisible: "20",
    ApproximateNumberOfMessagesDelayed: "300",
  };
  expect(queueCounts(attributes)).toEqual({ visible: 1, inFlight: 20, delayed: 300 });
  expect(totalOf(queueCounts(attributes))).toBe(321);
  expect(queueCounts({})).toEqual({ visible: 0, inFlight: 0, delayed: 0 });
});
