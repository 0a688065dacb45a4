import { type AwsError, jsonParameters, queryParameters } from "../../../../infra/local/protocol/call";
import { aCall } from "../a-call";

test("a call's parameters are read once, for all who ask for them", () => {
  const json = aCall({ protocol: "json" }, '{"QueueUrl":"work"}');
  expect(jsonParameters(json)).toBe(jsonParameters({ ...json }));
  const form = aCall({}, { Action: "Publish" });
  expect(queryParameters(form)).toBe(queryParameters({ ...form }));
});

test("calls with the same text have parameters of their own", () => {
  const calls = [aCall({}, '{"a":1}'), aCall({}, '{"a":1}')] as const;
  expect(jsonParameters(calls[0])).not.toBe(jsonParameters(calls[1]));
});

test("a body that is not JSON is refused each time, without its text", () => {
  const call = aCall({}, "+1 206 555 0100");
  const refusals = [1, 2].map(() => {
    try {
      return jsonParameters(call);
    } catch (error) {
      return [(error as AwsError).code, (error as AwsError).message];
    }
  });
  expect(refusals).toEqual(Array(2).fill(["SerializationException", "The body is not JSON"]));
});
