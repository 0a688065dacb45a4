import { divideTimes } from "../../../../../infra/local/emulators/queues/queue-time";

const queue = { DelaySeconds: "60", VisibilityTimeout: "360" };

test.each([
  ["the call's delay", "SendMessage", { DelaySeconds: 30 }, { DelaySeconds: 0.5 }],
  ["the queue's delay", "SendMessage", {}, { DelaySeconds: 1 }],
  ["the call's visibility timeout", "ReceiveMessage", { VisibilityTimeout: 600 }, { VisibilityTimeout: 10 }],
  ["the queue's visibility timeout", "ReceiveMessage", {}, { VisibilityTimeout: 6 }],
  ["a changed visibility timeout", "ChangeMessageVisibility", { VisibilityTimeout: 120 }, { VisibilityTimeout: 2 }],
])("%s is divided by the factor", (_, operation, parameters, expected) => {
  expect(divideTimes(operation, parameters, queue, 60)).toEqual(expected);
});

test("each entry of a batch is divided", () => {
  const sends = { Entries: [{ Id: "1", DelaySeconds: 120 }, { Id: "2" }] };
  const entries = [
    { Id: "1", DelaySeconds: 2 },
    { Id: "2", DelaySeconds: 1 },
  ];
  expect(divideTimes("SendMessageBatch", sends, queue, 60)).toEqual({ Entries: entries });
});

test("a receiver has at least a second, or the time that it asked for if that is less", () => {
  const visibility = (seconds: number) => divideTimes("ReceiveMessage", { VisibilityTimeout: seconds }, queue, 60);
  expect(visibility(30)).toEqual({ VisibilityTimeout: 1 });
  expect(visibility(0)).toEqual({ VisibilityTimeout: 0 });
});

test("other calls do not change", () => {
  const parameters = { QueueUrl: "x" };
  expect(divideTimes("DeleteMessage", parameters, queue, 60)).toBe(parameters);
});
