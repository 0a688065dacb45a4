import { evaluator } from "../../../../infra/local/access/evaluate";
import { readStatements } from "../../../../infra/local/access/statement";
import { fc } from "../../../support/data/properties";

const QUEUE = "arn:aws:sqs:us-east-1:000000000000:work";
const send = { action: "sqs:SendMessage", resource: QUEUE, context: {} };
const decide = (statements: readonly object[], request = send) =>
  evaluator(readStatements({ Statement: statements }))(request);
const allow = (more: object = {}) => ({ Effect: "Allow", Action: "sqs:SendMessage", Resource: QUEUE, ...more });
const deny = (more: object = {}) => ({ ...allow(more), Effect: "Deny" });

test.each<[string, object[], boolean]>([
  ["nothing", [], false],
  ["the action on the resource", [allow()], true],
  ["a list that holds them", [allow({ Action: ["sqs:X", "SQS:sendmessage"], Resource: ["x", QUEUE] })], true],
  ["another action", [allow({ Action: "sqs:ReceiveMessage" })], false],
  ["another resource", [allow({ Resource: `${QUEUE}-other` })], false],
  ["everything", [allow({ Action: "*", Resource: "*" })], true],
  ["everything but another action", [{ Effect: "Allow", NotAction: "sqs:ReceiveMessage", Resource: "*" }], true],
  ["everything but this action", [{ Effect: "Allow", NotAction: ["s3:*", "sqs:Send*"], Resource: "*" }], false],
  ["everything but this resource", [{ Effect: "Allow", Action: "*", NotResource: ["x", "arn:aws:sqs:*"] }], false],
  ["it under a condition that does not hold", [allow({ Condition: { Bool: { "aws:SecureTransport": true } } })], false],
  ["it, and denied too", [allow(), deny()], false],
  ["it, and another resource denied", [deny({ Resource: "x" }), allow()], true],
  [
    "it, and denied under a condition that does not hold",
    [allow(), deny({ Condition: { Null: { "kms:ViaService": false } } })],
    true,
  ],
])("a role that is allowed %s", (_, statements, allowed) => {
  expect(decide(statements).allowed).toBe(allowed);
});

test("a text to a phone is allowed if everything except topics is", () => {
  const statement = { Effect: "Allow", Action: "sns:Publish", NotResource: "arn:aws:sns:*:*:*" };
  const publish = (resource: string) => decide([statement], { action: "sns:Publish", resource, context: {} }).allowed;
  expect([publish("+12065550100"), publish("arn:aws:sns:us-east-1:000000000000:events")]).toEqual([true, false]);
});

test("a refusal says whether nothing allows it or something denies it", () => {
  expect([decide([]), decide([allow(), deny()])]).toEqual([
    { allowed: false, because: "no-allow" },
    { allowed: false, because: "explicit-deny" },
  ]);
});

test("each request is evaluated under its own context, though its action and resource are those of another", () => {
  const Condition = { StringEquals: { "ses:FromAddress": "a@clinic.example" } };
  const decideEach = evaluator(readStatements({ Statement: [allow({ Condition })] }));
  const from = (address: string) => decideEach({ ...send, context: { "ses:fromaddress": address } }).allowed;
  expect([from("a@clinic.example"), from("b@clinic.example"), from("a@clinic.example")]).toEqual([true, false, true]);
});

test("which statements are about an action on a resource is looked up once, unless the resource is a patient's", () => {
  let lookups = 0;
  const statements = readStatements({ Statement: [allow({ Action: "*", Resource: "*" })] }).map((statement) => ({
    ...statement,
    entries: statement.entries.map((entry) => ({
      ...entry,
      matches: (request: typeof send) => {
        lookups += 1;
        return entry.matches(request);
      },
    })),
  }));
  const decideEach = evaluator(statements);
  for (let times = 0; times < 3; times++) decideEach(send);
  expect(lookups).toBe(1);
  for (let times = 0; times < 3; times++) decideEach({ ...send, resource: "+12065550100", shownAs: "(a phone)" });
  expect(lookups).toBe(4);
});

test("the entries that allow a request are returned: one for each action and resource", () => {
  const decision = decide([allow({ Action: ["sqs:SendMessage", "sqs:DeleteMessage"], Resource: ["*", QUEUE] })]);
  const told = decision.allowed && decision.by.map(({ action, resource }) => [action, resource]);
  expect(told).toEqual([
    ["sqs:SendMessage", "*"],
    ["sqs:SendMessage", QUEUE],
  ]);
});

test.each([
  ["neither Action nor NotAction", { Effect: "Allow", Resource: "*" }, "either Action or NotAction"],
  ["both Resource and NotResource", { ...allow(), NotResource: "x" }, "either Resource or NotResource"],
  ["an Effect in lower case", { ...allow(), Effect: "allow" }, "Effect"],
  ["a Principal", { ...allow(), Principal: "*" }, "Principal"],
  ["a policy variable", allow({ Resource: "arn:aws:sqs:::$" + "{aws:username}" }), "policy variables"],
])("a statement with %s is an error at the start", (_, statement, message) => {
  expect(() => readStatements({ Statement: [statement] })).toThrow(message);
});

describe("whatever the statements", () => {
  const statement = fc.record({
    Effect: fc.constantFrom("Allow", "Deny"),
    Action: fc.subarray(["sqs:SendMessage", "sqs:*", "sqs:ReceiveMessage"], { minLength: 1 }),
    Resource: fc.subarray([QUEUE, "*", "arn:aws:sqs:us-east-1:000000000000:w?rk", "x"], { minLength: 1 }),
  });
  const statements = fc.array(statement, { maxLength: 6 });

  test("their order does not matter", () => {
    fc.assert(
      fc.property(statements, (list) => {
        expect(decide([...list].reverse()).allowed).toBe(decide(list).allowed);
      }),
    );
  });

  test("another Allow removes no permission, and another Deny adds none", () => {
    fc.assert(
      fc.property(statements, statement, (list, more) => {
        const [before, after] = [decide(list).allowed, decide([...list, more]).allowed];
        if (more.Effect === "Allow") expect(after || !before).toBe(true);
        else expect(before || !after).toBe(true);
      }),
    );
  });

  test("a Deny that matches wins", () => {
    fc.assert(
      fc.property(statements, (list) => {
        expect(decide([...list, deny()])).toEqual({ allowed: false, because: "explicit-deny" });
      }),
    );
  });
});
