import { withFilterPolicies } from "../../../../infra/local/emulators/filter-policies";
import type { Answer, Call } from "../../../../infra/local/protocol/call";

const ACCEPTED: Answer = { status: 200, headers: {}, body: "<SubscriptionArn>1</SubscriptionArn>" };

const call = (operation: string, parameters: Readonly<Record<string, string>>) =>
  withFilterPolicies(async () => ACCEPTED)({
    service: "sns",
    operation,
    body: Buffer.from(new URLSearchParams({ Action: operation, ...parameters }).toString()),
  } as Call);
/** Subscribes with attributes, as the SDK and the CLI write them. */
const subscribe = (attributes: Readonly<Record<string, string>>) =>
  call(
    "Subscribe",
    Object.fromEntries(
      Object.entries(attributes).flatMap(([key, value], index) => [
        [`Attributes.entry.${index + 1}.key`, key],
        [`Attributes.entry.${index + 1}.value`, value],
      ]),
    ),
  );
const numbers = (count: number) => Array.from({ length: count }, (_, index) => String(index));

test.each([
  ["no JSON", "format=fhir"],
  ["no object", '["fhir"]'],
  ["a value that is no array", '{"format": "fhir"}'],
  ["an empty array", '{"format": []}'],
  ["a nested value", '{"format": {"is": ["fhir"]}}'],
  ["more than five keys", JSON.stringify({ a: ["1"], b: ["1"], c: ["1"], d: ["1"], e: ["1"], f: ["1"] })],
  ["more than 150 combinations", JSON.stringify({ a: numbers(10), b: numbers(16) })],
])("a filter policy with %s is refused, as AWS refuses it", async (_, FilterPolicy) => {
  const refused = { code: "InvalidParameter", status: 400, message: /^Invalid parameter: FilterPolicy: / };
  await expect(subscribe({ RawMessageDelivery: "true", FilterPolicy })).rejects.toMatchObject({
    ...refused,
    message: expect.stringMatching(refused.message),
  });
});

test.each([
  ["values", JSON.stringify({ format: ["fhir"], resourceType: ["Communication", { prefix: "App" }] })],
  ["150 combinations of five keys", JSON.stringify({ a: numbers(10), b: numbers(15), c: ["1"], d: ["1"], e: ["1"] })],
])("a filter policy of %s is accepted", async (_, FilterPolicy) => {
  expect(await subscribe({ FilterPolicy })).toBe(ACCEPTED);
});

test("a filter policy on the body may be nested", async () => {
  const FilterPolicy = '{"meta": {"versionId": ["2"]}}';
  expect(await subscribe({ FilterPolicy, FilterPolicyScope: "MessageBody" })).toBe(ACCEPTED);
});

test("a subscription gets a filter policy later, by the same rules, and loses it by an empty one", async () => {
  const set = (AttributeValue: string) =>
    call("SetSubscriptionAttributes", { AttributeName: "FilterPolicy", AttributeValue });
  await expect(set('{"format": "json"}')).rejects.toMatchObject({ code: "InvalidParameter" });
  expect(await set('{"format": ["json"]}')).toBe(ACCEPTED);
  expect(await set("")).toBe(ACCEPTED);
});

test("a call without a filter policy is passed on", async () => {
  expect(await subscribe({ RawMessageDelivery: "true" })).toBe(ACCEPTED);
  expect(await call("Publish", { Message: "text" })).toBe(ACCEPTED);
});
