import { createPauses } from "../../../../infra/local/faults/pauses";
import { jsonAnswer } from "../../../../infra/local/protocol/call";
import { aCall } from "../a-call";

const served = jsonAnswer({});
const fromFunction = aCall({ caller: "local-sms" });

function pausedService(hang: "requests" | "responses") {
  const pauses = createPauses();
  const serve = jest.fn(async () => served);
  const service = pauses.pausable("sms", serve);
  pauses.pause("sms", hang);
  return { pauses, serve, service };
}

test("a call to a paused service takes effect once it is resumed", async () => {
  const { pauses, serve, service } = pausedService("requests");
  const answer = service(fromFunction);
  expect([serve.mock.calls.length, pauses.hanging().sms]).toEqual([0, 1]);
  pauses.resume("sms");
  await expect(answer).resolves.toBe(served);
  expect(pauses.hanging().sms).toBe(0);
});

test("a call to a paused service has no effect if the caller closes the connection before", async () => {
  const { pauses, serve, service } = pausedService("requests");
  const caller = new AbortController();
  const answer = service({ ...fromFunction, closed: () => caller.signal });
  caller.abort();
  await expect(answer).rejects.toMatchObject({ code: "RequestTimeout" });
  pauses.resume("sms");
  expect([serve.mock.calls.length, pauses.hanging().sms]).toEqual([0, 0]);
});

test("a call to a service whose responses hang takes effect, although the caller does not know", async () => {
  const { pauses, serve, service } = pausedService("responses");
  const answer = service(fromFunction);
  expect([serve.mock.calls.length, pauses.hanging().sms]).toEqual([1, 1]);
  pauses.resume("sms");
  await expect(answer).resolves.toBe(served);
  expect(serve).toHaveBeenCalledTimes(1);
});

test("pausing a service again releases the calls that hung before", async () => {
  const { pauses, serve, service } = pausedService("requests");
  const first = service(fromFunction);
  pauses.pause("sms", "responses");
  await expect(first).resolves.toBe(served);
  void service(fromFunction);
  expect([serve.mock.calls.length, pauses.hanging().sms]).toEqual([2, 1]);
});

test("other services and other callers are not affected", async () => {
  const { pauses, service } = pausedService("requests");
  await expect(service(aCall({ caller: "operator" }))).resolves.toBe(served);
  await expect(pauses.pausable("email", async () => served)(fromFunction)).resolves.toBe(served);
});
