import { OTHERS } from "../other-settings";
import { SynthesizedStack } from "../synthesized-stack";

const POLICY = "AWS::SMSVOICE::ResourcePolicy";
const arnOf = (name: string) => `arn:AWS::Partition:sms-voice:AWS::Region:AWS::AccountId:${name}`;
const IDENTITIES = OTHERS.smsResources.slice(0, 3);
const stack = new SynthesizedStack(OTHERS);

/** Each policy with its resource. */
const policies = new Map(
  stack.ofType(POLICY).map(({ Properties }) => [stack.read(Properties.ResourceArn), Properties.PolicyDocument]),
);
const statement = (name: string) => {
  const { Statement, Version } = policies.get(arnOf(name)) ?? {};
  expect([Version, Statement]).toEqual(["2012-10-17", [expect.anything()]]);
  return Statement[0];
};

test("without the setting no resource of the account is changed", () => {
  expect(new SynthesizedStack().ofType(POLICY)).toEqual([]);
});

test("each named resource gets one policy", () => {
  expect([...policies.keys()].sort()).toEqual([...IDENTITIES, "opt-out-list/Default"].map(arnOf).sort());
});

test.each([
  ...IDENTITIES.map((name) => [name, "sms-voice:SendTextMessage"] as const),
  ["opt-out-list/Default", ["sms-voice:DeleteOptedOutNumber", "sms-voice:DescribeOptedOutNumbers"]] as const,
])("SNS may use %s only for this account, and only for %j", (name, action) => {
  const { Resource, Condition, ...rest } = statement(name);
  expect(rest).toEqual({ Effect: "Allow", Principal: { Service: "sns.amazonaws.com" }, Action: action });
  expect(stack.read(Resource)).toBe(arnOf(name));
  expect(stack.read(Condition)).toBe("{StringEquals: {aws:SourceAccount: AWS::AccountId}}");
});

test("the policies are retained with the data: others may send from the same number", () => {
  const kept = stack.ofType(POLICY).map(({ DeletionPolicy }) => DeletionPolicy);
  expect(new Set(kept)).toEqual(new Set(["RetainExceptOnCreate"]));
  const loose = new SynthesizedStack({ smsResources: IDENTITIES, retainData: false });
  expect(new Set(loose.ofType(POLICY).map(({ DeletionPolicy }) => DeletionPolicy))).toEqual(new Set(["Delete"]));
});

test("one more number changes none of the others", () => {
  const before = Object.keys(stack.resources);
  const more = new SynthesizedStack({ ...OTHERS, smsResources: ["phone-number/phone-2", ...OTHERS.smsResources] });
  expect(Object.keys(more.resources)).toEqual(expect.arrayContaining(before));
  expect(Object.keys(more.resources)).toHaveLength(before.length + 1);
});
