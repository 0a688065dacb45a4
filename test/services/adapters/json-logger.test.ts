import { jsonLogger } from "../../../services/adapters/json-logger";

/** What Lambda's JSON format makes a line of. */
function logged(level: "info" | "error", write: () => void): unknown[] {
  const spy = jest.spyOn(console, level).mockImplementation(() => {});
  write();
  const calls = spy.mock.calls.flat();
  spy.mockRestore();
  return calls;
}

test("a line is one object with its event and its fields, at the level that it is logged at", () => {
  const fields = { reason: "IN_PROGRESS", count: 2 };
  expect(logged("info", () => jsonLogger.info("settled", fields))).toEqual([{ event: "settled", ...fields }]);
  expect(logged("error", () => jsonLogger.error("failed", fields))).toEqual([{ event: "failed", ...fields }]);
});
