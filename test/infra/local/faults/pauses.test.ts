import { createPauses } from "../../../../infra/local/faults/pauses";
import { jsonAnswer } from "../../../../infra/local/protocol/call";
import { aCall } from "../a-call";

const served = jsonAnswer({});
const fromFunction = aCall({ caller: "local-sms" });

function pausedService(hang: "requests" | "responses") {
  const pauses = createPauses();
  const serve = jest.fn(async () => served);
  const service = pauses.over("sms", serve);
  pauses.pause("sms", hang);
  return { pauses, serve, service };
}

test("what is asked of a paused service is done once it is resumed", async () => {
  const { pauses, serve, service } = pausedService("requests");
  const answer = service(fromFunction);
  expect([serve.mock.calls.length, pauses.hanging().sms]).toEqual([0, 1]);
  pauses.resume("sms");
  await expect(answer).resolves.toBe(served);
  expect(pauses.hanging().sms).toBe(0);
});

test("what is asked of a paused service has no effect where the caller hangs up before it is resumed", async () => {
  const { pauses, serve, service } = pausedService("requests");
  const caller = new AbortController();
  const answer = service({ ...fromFunction, signal: caller.signal });
  caller.abort();
  await expect(answer).rejects.toMatchObject({ code: "RequestTimeout" });
  pauses.resume("sms");
  expect([serve.mock.calls.length, pauses.hanging().sms]).toEqual([0, 0]);
});

test("a service whose answers are hang has done what it was asked, although nobody is told", async () => {
  const { pauses, serve, service } = pausedService("responses");
  const answer = service(fromFunction);
  expect([serve.mock.calls.length, pauses.hanging().sms]).toEqual([1, 1]);
  pauses.resume("sms");
  await expect(answer).resolves.toBe(served);
  expect(serve).toHaveBeenCalledTimes(1);
});

test("a service that is paused again still holds what hung before only until then", async () => {
  const { pauses, serve, service } = pausedService("requests");
  const first = service(fromFunction);
  pauses.pause("sms", "responses");
  await expect(first).resolves.toBe(served);
  void service(fromFunction);
  expect([serve.mock.calls.length, pauses.hanging().sms]).toEqual([2, 1]);
});

test("other services answer, and other callers are answered", async () => {
  const { pauses, service } = pausedService("requests");
  await expect(service(aCall({ caller: "operator" }))).resolves.toBe(served);
  await expect(pauses.over("email", async () => served)(fromFunction)).resolves.toBe(served);
});
