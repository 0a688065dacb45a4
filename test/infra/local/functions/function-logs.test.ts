import { createFunctionLogs } from "../../../../infra/local/functions/function-logs";

const line = (second: number) => ({ timestamp: `2026-01-01T00:00:0${second}.000Z`, level: "INFO", message: second });

test("lines of all functions are sorted, oldest first", () => {
  const logs = createFunctionLogs(10);
  logs.writer("sms")(line(2));
  logs.writer("email")(line(1));
  expect(logs.entries().map((entry) => [entry.function, entry.message])).toEqual([
    ["email", 1],
    ["sms", 2],
  ]);
});

test("the newest lines of each function are kept", () => {
  const logs = createFunctionLogs(2);
  const write = logs.writer("sms");
  for (let second = 0; second < 7; second++) write(line(second));
  logs.writer("email")(line(0));
  expect(logs.entries().map((entry) => entry.message)).toEqual([0, 5, 6]);
});
