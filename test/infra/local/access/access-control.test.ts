import { createAccessControl } from "../../../../infra/local/access/access-control";
import { createRequirements } from "../../../../infra/local/access/requirements";
import type { Role } from "../../../../infra/local/access/roles";
import { readStatements } from "../../../../infra/local/access/statement";
import { aCall } from "../a-call";

const WORK = "arn:aws:sqs:us-east-1:000000000000:work-dev";

function role(name: string, statements: readonly object[], unknownPolicies: string[] = []): Role {
  const arn = `arn:aws:iam::000000000000:role/${name}`;
  return { arn, name, statements: readStatements({ Statement: statements }), unknownPolicies };
}

function control(...roles: Role[]) {
  const [first] = roles;
  const functions = [{ name: "consumer-dev", roleArn: first?.arn ?? "" }];
  const requirements = createRequirements(
    () => undefined,
    () => undefined,
  );
  return createAccessControl(new Map(roles.map((each) => [each.arn, each])), functions, requirements);
}

const allow = (Action: string | string[], Resource: string | string[] = "*") => ({ Effect: "Allow", Action, Resource });
const sending = (caller = "local-consumer-dev") =>
  aCall(
    { service: "sqs", operation: "SendMessage", protocol: "json", caller },
    JSON.stringify({ QueueUrl: "http://127.0.0.1:4566/000000000000/work-dev", MessageBody: "a patient's" }),
  );
const texting = (PhoneNumber: string) => aCall({ caller: "local-consumer-dev" }, { PhoneNumber, Message: "x" });

test("calls that the role allows pass, others are refused with AWS's error", () => {
  expect(() => control(role("R", [allow("sqs:SendMessage", WORK)])).check(sending())).not.toThrow();
  expect(() => control(role("R", [])).check(sending())).toThrow(
    "User: arn:aws:sts::000000000000:assumed-role/R/consumer-dev is not authorized to perform: sqs:SendMessage on " +
      `resource: ${WORK} because no identity-based policy allows the sqs:SendMessage action`,
  );
});

test("an explicit deny has its own error", () => {
  const access = control(role("R", [allow("sqs:*"), { Effect: "Deny", Action: "sqs:Send*", Resource: "*" }]));
  expect(() => access.check(sending())).toThrow("with an explicit deny in an identity-based policy");
});

test("a statement about the calls of a function's code does not concern what Lambda does with the role", () => {
  const source = "arn:aws:lambda:us-east-1:000000000000:function:consumer-dev";
  const Condition = { ArnEquals: { "lambda:SourceFunctionArn": source } };
  const access = control(role("R", [allow("sqs:*"), { Effect: "Deny", Action: "sqs:*", Resource: "*", Condition }]));
  expect(() => access.check(sending())).toThrow("with an explicit deny in an identity-based policy");
  const received = { action: "sqs:ReceiveMessage", resource: WORK, context: {} };
  expect(access.ofFunction("consumer-dev").may(received)).toBe(true);
});

test("calls of callers other than our functions are not checked", () => {
  const access = control(role("R", []));
  for (const caller of ["test", "AKIAEXAMPLE", "local", "local-nobody"]) access.check(sending(caller));
  expect(access.report().refused).toEqual([]);
});

test("an unknown call is refused and recorded, whatever the role allows", () => {
  const access = control(role("R", [allow("*")]));
  const call = aCall(
    { service: "dynamodb", operation: "TransactWriteItems", protocol: "json", caller: "local-consumer-dev" },
    "{}",
  );
  expect(() => access.check(call)).toThrow("which permissions dynamodb:TransactWriteItems needs");
  expect(access.report().refused).toMatchObject([
    { functionName: "consumer-dev", action: "dynamodb:TransactWriteItems" },
  ]);
});

test("each use is counted for every entry that allows it; unused entries stay at 0", () => {
  const access = control(
    role("R", [allow(["sqs:SendMessage", "sqs:DeleteMessage"], WORK), allow("sqs:*")]),
    role("Idle", [allow("s3:*")]),
  );
  for (let call = 0; call < 3; call++) access.check(sending());
  const functionName = "consumer-dev";
  expect(access.report().granted).toEqual([
    { role: "R", functionName, action: "sqs:SendMessage", resource: WORK, used: 3 },
    { role: "R", functionName, action: "sqs:DeleteMessage", resource: WORK, used: 0 },
    { role: "R", functionName, action: "sqs:*", resource: "*", used: 3 },
    { role: "Idle", action: "s3:*", resource: "*", used: 0 },
  ]);
});

test("the same action under two conditions is two permissions", () => {
  const under = (namespace: string) => ({
    ...allow("cloudwatch:PutMetricData"),
    Condition: { StringEquals: { "cloudwatch:namespace": namespace } },
  });
  const access = control(role("R", [under("Mine"), under("Theirs")]));
  access.check(
    aCall(
      { service: "monitoring", operation: "PutMetricData", protocol: "json", caller: "local-consumer-dev" },
      '{"Namespace":"Mine"}',
    ),
  );
  expect(access.report().granted.map(({ condition, used }) => [condition, used])).toEqual([
    ['{"StringEquals":{"cloudwatch:namespace":"Mine"}}', 1],
    ['{"StringEquals":{"cloudwatch:namespace":"Theirs"}}', 0],
  ]);
});

test("refusals are counted, and the record has no phone number", () => {
  const access = control(role("R", []));
  for (const phone of ["+12065550100", "+12065550101"]) expect(() => access.check(texting(phone))).toThrow(phone);
  expect(access.report().refused).toEqual([
    { role: "R", functionName: "consumer-dev", action: "sns:Publish", resource: "(the phone's number)", times: 2 },
  ]);
});

test("the decision for one patient is not reused for another", () => {
  const access = control(role("R", [allow("sns:Publish", "+12065550100"), allow("sms-voice:SendTextMessage", "*")]));
  access.check(texting("+12065550100"));
  expect(() => access.check(texting("+12065550101"))).toThrow();
});

test("conditions on the role itself and on TLS work as on AWS", () => {
  const Condition = {
    Bool: { "aws:SecureTransport": "true" },
    ArnEquals: { "aws:PrincipalArn": "arn:aws:iam::000000000000:role/R" },
    StringEquals: { "aws:RequestedRegion": "us-east-1" },
  };
  expect(() => control(role("R", [{ ...allow("sqs:*"), Condition }])).check(sending())).not.toThrow();
});

describe("policies that only AWS knows", () => {
  const managed = "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole";

  test("stop the start if a function has them", () => {
    expect(() => control(role("R", [], [managed]))).toThrow(
      `R of the template: the policy ${managed} is not known to the local run`,
    );
  });

  test("are listed if nothing in the local run has them", () => {
    const access = control(role("R", []), role("Other", [], [managed]));
    expect(access.report().granted).toEqual([{ role: "Other", action: "managed policy", resource: managed, used: 0 }]);
    expect(() => access.ofRole("arn:aws:iam::000000000000:role/Other")).toThrow("is not known to the local run");
  });
});

test("a function whose role is not in the template stops the start", () => {
  expect(() => control()).toThrow("consumer-dev: its role  is not in the template");
});
