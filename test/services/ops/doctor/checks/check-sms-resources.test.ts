import { ENV } from "../../../../../contracts/environment";
import type {
  OriginationIdentity,
  SmsResource,
} from "../../../../../services/ops/aws/inspection/carriers/inspect-sms-resources";
import { known, type Lookup } from "../../../../../services/ops/aws/inspection/lookup";
import { checkSmsResources } from "../../../../../services/ops/doctor/checks/check-sms-resources";
import { aFunction, found, healthy, NAMES, REFUSED } from "../../../../support/data/doctor-facts";

const ACCOUNT = "123456789012";
const SEND = "sms-voice:SendTextMessage";
const arnOf = (name: string) => `arn:aws:sms-voice:us-east-1:${ACCOUNT}:${name}`;
const NUMBER = "phone-number/phone-1";
const DEFAULT_LIST = "opt-out-list/Default";
const [BEFORE, SINCE] = [Date.UTC(2024, 8, 23, 23, 59), Date.UTC(2024, 8, 24)];
const NO_POLICY = known(undefined);

/** A policy as docs/deploying.md writes it, with changes to its statement. */
function policy(name: string, Action: string | string[], changes: object = {}): Lookup<string | undefined> {
  const Condition = { StringEquals: { "aws:SourceAccount": ACCOUNT } };
  const statement = { Effect: "Allow", Principal: { Service: "sns.amazonaws.com" }, Action, Resource: arnOf(name) };
  return known(JSON.stringify({ Version: "2012-10-17", Statement: [{ ...statement, Condition, ...changes }] }));
}

const resource = (name: string, changes: Partial<SmsResource> = {}): SmsResource => ({
  arn: arnOf(name),
  createdAt: SINCE,
  policy: policy(name, SEND),
  ...changes,
});
const identity = (changes: Partial<OriginationIdentity> = {}, name = NUMBER): OriginationIdentity => ({
  ...resource(name),
  state: "ACTIVE",
  isSimulator: false,
  ...changes,
});
const list = (changes: Partial<SmsResource> = {}) =>
  resource(DEFAULT_LIST, { policy: policy(DEFAULT_LIST, ["sms-voice:DescribeOptedOutNumbers"]), ...changes });

function checks(identities: readonly OriginationIdentity[], lists: readonly SmsResource[] = [list()], country = "US") {
  const arn = "arn:aws:lambda:us-east-1:123456789012:function:one";
  const consumer = aFunction({
    configuration: known({ arn, state: "Active", variables: { [ENV.defaultCountry]: country } }),
  });
  const { functions } = healthy();
  const facts = healthy({
    smsResources: { identities: known(identities), optOutLists: known(lists) },
    functions: new Map([...functions, [NAMES.smsConsumer, consumer]]),
  });
  return checkSmsResources(facts);
}
const verdicts = (...given: Parameters<typeof checks>) => checks(...given).map(({ verdict }) => verdict);

test("an active number and the default opt-out list that allow SNS are ok", () => {
  expect(checks([identity()]).map(({ verdict, seen }) => [verdict, seen])).toEqual([
    ["ok", "1 of 1 can send texts: phone-number/phone-1"],
    ["ok", "all active identities allow SNS"],
    ["ok", "opt-out-list/Default allows SNS"],
  ]);
});

test.each(["US", "PR"])("without a number no text arrives in %s: SNS accepts them all the same", (country) => {
  const [identities, policies] = checks([], [list()], country);
  expect(identities).toMatchObject({
    verdict: "fail",
    seen: "none: SNS accepts texts and delivers none",
    remedy: "docs/deploying.md#1-a-number-that-may-send-texts",
  });
  expect(policies).toMatchObject({ verdict: "unknown", seen: "not checked: no origination identity is active" });
});

test("in a country that does not need a number, having none is a warning", () => {
  expect(verdicts([], [list()], "GB")[0]).toBe("warn");
});

test("a number whose registration is pending and one of the simulator send nothing to a patient", () => {
  const [identities] = checks([identity({ state: "PENDING" }), identity({ isSimulator: true }, "phone-number/sim")]);
  expect(identities).toMatchObject({
    verdict: "fail",
    seen: expect.stringContaining("phone-number/phone-1 (pending), phone-number/sim (simulator)"),
  });
});

test.each<[string, Lookup<string | undefined>]>([
  ["has no policy", NO_POLICY],
  ["admits another service", policy(NUMBER, SEND, { Principal: { Service: "mobiletargeting.amazonaws.com" } })],
  ["allows another action", policy(NUMBER, "sms-voice:SendVoiceMessage")],
  ["is about another number", policy("phone-number/phone-2", SEND)],
  ["allows SNS for another account", policy(NUMBER, SEND, { Condition: sourceAccount("210987654321") })],
  ["denies it", policy(NUMBER, SEND, { Effect: "Deny", Condition: undefined })],
])("no text comes from the only number where it %s", (_, given) => {
  expect(found(checks([identity({ policy: given })]), "Identity policies")).toMatchObject({
    verdict: "fail",
    seen: "no permission for SNS on phone-number/phone-1: SNS accepts texts and delivers none",
  });
});

test.each<[string, Lookup<string | undefined>]>([
  ["names no account", policy(NUMBER, SEND, { Condition: undefined })],
  ["allows more", policy(NUMBER, ["sms-voice:*"])],
  ["names several accounts", policy(NUMBER, SEND, { Condition: sourceAccount(["210987654321", ACCOUNT]) })],
  ["is about all numbers", policy(NUMBER, SEND, { Resource: "*" })],
])("a policy that %s allows SNS", (_, given) => {
  expect(verdicts([identity({ policy: given })])).toEqual(["ok", "ok", "ok"]);
});

test("one of two numbers that is closed to SNS is a warning", () => {
  const closed = identity({ policy: NO_POLICY }, "phone-number/phone-2");
  expect(found(checks([identity(), closed]), "Identity policies")).toMatchObject({
    verdict: "warn",
    seen: "no permission for SNS on phone-number/phone-2: no texts are sent from these",
  });
});

test("a resource from before resource policies needs none, unless it has one without SNS", () => {
  expect(verdicts([identity({ createdAt: BEFORE, policy: NO_POLICY })])[1]).toBe("ok");
  expect(verdicts([identity({ createdAt: SINCE, policy: NO_POLICY })])[1]).toBe("fail");
  expect(verdicts([identity({ createdAt: undefined, policy: NO_POLICY })])[1]).toBe("fail");
  expect(verdicts([identity({ createdAt: BEFORE, policy: policy(NUMBER, "sms-voice:SendVoiceMessage") })])[1]).toBe(
    "fail",
  );
  expect(verdicts([identity()], [list({ createdAt: BEFORE, policy: NO_POLICY })])[2]).toBe("ok");
});

test("a default opt-out list without a policy is a warning; others are not checked", () => {
  const other = resource("opt-out-list/Marketing", { policy: NO_POLICY });
  expect(checks([identity()], [other, list({ policy: NO_POLICY })])[2]).toMatchObject({
    verdict: "warn",
    seen: expect.stringContaining("no permission for SNS on opt-out-list/Default"),
  });
  expect(checks([identity()], [other, list()])[2]?.verdict).toBe("ok");
  expect(checks([identity()], [other])[2]).toMatchObject({
    verdict: "unknown",
    seen: "not checked: the account has no opt-out list named Default",
  });
});

test("unreadable policies are not guessed, and everything else is reported", () => {
  expect(checks([identity({ policy: REFUSED })], [list({ policy: REFUSED })]).map(({ seen }) => seen)).toEqual([
    "1 of 1 can send texts: phone-number/phone-1",
    "not checked: AWS denied some:Action",
    "not checked: AWS denied some:Action",
  ]);
  const closed = identity({ policy: NO_POLICY }, "phone-number/phone-2");
  expect(verdicts([identity({ policy: REFUSED }), closed])[1]).toBe("warn");
});

test("numbers and lists that may not be listed are not guessed", () => {
  const refused = checkSmsResources(healthy({ smsResources: { identities: REFUSED, optOutLists: REFUSED } }));
  expect(refused.map(({ verdict }) => verdict)).toEqual(["unknown", "unknown", "unknown"]);
});

function sourceAccount(accounts: string | string[]) {
  return { StringEquals: { "aws:SourceAccount": accounts } };
}
