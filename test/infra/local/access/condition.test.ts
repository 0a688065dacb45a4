import { readCondition } from "../../../../infra/local/access/condition";

const VIA = "kms:ViaService";
const SQS = "sqs.us-east-1.amazonaws.com";
const FROM_SQS = { "kms:viaservice": SQS };

test.each([
  ["StringEquals", SQS, true, false],
  ["StringEquals", "sqs.*", false, false],
  ["StringEquals", ["sns", SQS], true, false],
  ["StringNotEquals", "sns", true, true],
  ["StringNotEquals", ["sns", SQS], false, true],
  ["StringEqualsIgnoreCase", SQS.toUpperCase(), true, false],
  ["StringLike", "sqs.*.amazonaws.com", true, false],
  ["StringLike", "SQS.*", false, false],
  ["StringNotLike", "sqs.*", false, true],
  ["StringEqualsIfExists", "sns", false, true],
  ["StringNotEqualsIfExists", SQS, false, true],
  ["ForAllValues:StringLike", "sqs.*", true, true],
  ["ForAllValues:StringLike", "sns.*", false, true],
  ["ForAllValues:StringNotEquals", SQS, false, true],
  ["Null", "true", false, true],
  ["Null", "false", true, false],
] as const)("%s %j holds for a request by SQS: %s, and without the key: %s", (operator, value, bySqs, without) => {
  const condition = readCondition({ [operator]: { [VIA]: value } });
  expect([condition(FROM_SQS), condition({})]).toEqual([bySqs, without]);
});

test.each([
  ["ArnLike", "arn:aws:iam::*:role/R*", true],
  ["ArnEquals", "arn:aws:iam::1:role/Role", true],
  ["ArnLike", "arn:aws:iam::1:role/Other", false],
  ["ArnNotLike", "arn:aws:iam::*:role/R*", false],
])("%s %s compares ARNs", (operator, value, expected) => {
  const condition = readCondition({ [operator]: { "aws:PrincipalArn": value } });
  expect(condition({ "aws:principalarn": "arn:aws:iam::1:role/Role" })).toBe(expected);
});

test.each([
  [true, "true", true],
  ["false", "true", false],
])("Bool %s of a request by TLS (%s) is true: %s", (value, given, expected) => {
  expect(readCondition({ Bool: { "aws:SecureTransport": value } })({ "aws:securetransport": given })).toBe(expected);
});

test("every operator and every key must match, and the names of keys are case-insensitive", () => {
  const condition = readCondition({
    StringEquals: { "KMS:viaSERVICE": SQS, "kms:CallerAccount": "1" },
    Bool: { "aws:SecureTransport": "true" },
  });
  const all = { ...FROM_SQS, "kms:calleraccount": "1", "aws:securetransport": "true" };
  expect(condition(all)).toBe(true);
  for (const key of Object.keys(all)) expect(condition({ ...all, [key]: "other" })).toBe(false);
});

test.each([
  ["an operator", { NumericLessThan: { "kms:ViaService": 1 } }, "the condition operator NumericLessThan"],
  ["a set operator", { "ForAnyValue:StringEquals": { "kms:ViaService": "x" } }, "ForAnyValue:StringEquals"],
  ["a key", { StringEquals: { "aws:SourceVpce": "vpce-1" } }, "the condition key aws:SourceVpce"],
  ["a policy variable", { StringEquals: { "kms:ViaService": "$" + "{aws:username}" } }, "policy variables"],
])("an unknown %s is an error at the start", (_, condition, message) => {
  expect(() => readCondition(condition)).toThrow(message);
});
