import { buildStack } from "../build-stack";
import { OTHERS_MANAGED } from "../other-settings";
import { SynthesizedStack } from "../synthesized-stack";
import { permissionsOfRole } from "./permissions";

const managed = new SynthesizedStack(OTHERS_MANAGED);
const untouched = new SynthesizedStack();
const SETTINGS = "Custom::SmsAccountSettings";
const ROLE = "SmsCarrierDeliveryStatusRole1E582495";
const [settings] = managed.ofType(SETTINGS);

const SMS_LOGS = ["", "/Failure"].map((end) => `sns/AWS::Region/AWS::AccountId/DirectPublishToPhoneNumber${end}`);
const smsLogs = (stack: SynthesizedStack) =>
  stack
    .ofType("AWS::Logs::LogGroup")
    .filter(({ Properties }) => stack.read(Properties.LogGroupName).startsWith("sns/"));

test("the account's SMS settings are only changed by a setting", () => {
  expect(untouched.ofType(SETTINGS)).toEqual([]);
  expect(smsLogs(untouched)).toEqual([]);
  expect(JSON.stringify(untouched.template)).not.toContain("sns:SetSMSAttributes");
});

test.each(["Create", "Update"])(
  "%s sets the delivery logs, their sampling, the kind of texts and the spend limit",
  (call) => {
    expect(JSON.parse(managed.read(settings?.Properties[call]))).toMatchObject({
      service: "SNS",
      action: "SetSMSAttributes",
      parameters: {
        attributes: {
          DefaultSMSType: "Transactional",
          DeliveryStatusIAMRole: `${ROLE}.Arn`,
          DeliveryStatusSuccessSamplingRate: "10",
          MonthlySpendLimit: "500",
        },
      },
    });
  },
);

test("deleting it does not undo the settings", () => {
  expect(settings?.Properties.Delete).toBeUndefined();
});

test("what the settings still use is retained", () => {
  expect(managed.resources[ROLE]?.DeletionPolicy).toBe("RetainExceptOnCreate");
  expect(managed.ofType("AWS::KMS::Key").map(({ DeletionPolicy }) => DeletionPolicy)).toEqual(["RetainExceptOnCreate"]);
  expect(smsLogs(managed).map(({ DeletionPolicy }) => DeletionPolicy)).toEqual(Array(2).fill("RetainExceptOnCreate"));
});

test("settings that outlive the stack require a key that does", () => {
  const combination = { smsAccountSettings: "managed", smsMonthlySpendLimit: 5, retainData: false } as const;
  expect(() => buildStack(combination)).toThrow(/smsAccountSettings=managed and retainData=false conflict/);
});

test("the account's spend limit must be set explicitly", () => {
  expect(() => buildStack({ smsAccountSettings: "managed" })).toThrow(
    /smsAccountSettings=managed requires smsMonthlySpendLimit/,
  );
});

test("the logs of texts, which have phone numbers, are encrypted and kept for 30 days", () => {
  const logs = smsLogs(managed).map(({ Properties }) => [
    managed.read(Properties.LogGroupName),
    managed.read(Properties.KmsKeyId),
    Properties.RetentionInDays,
  ]);
  expect(logs).toEqual(SMS_LOGS.map((name) => [name, "DataKey2A0DE9E6.Arn", 30]));
});

test.each([
  ["managed", managed],
  ["untouched", untouched],
])("CloudWatch Logs may use the key for them if the settings are %s: they outlive a change", (_, stack) => {
  const [key] = stack.ofType("AWS::KMS::Key");
  const policy = JSON.stringify(key?.Properties.KeyPolicy.Statement.map((one: unknown) => stack.read(one)));
  for (const name of SMS_LOGS) expect(policy).toContain(`:log-group:${name}`);
});

test("a second environment that manages them fails on the names of the logs before it changes the settings", () => {
  const groups = Object.keys(managed.resources).filter((id) =>
    smsLogs(managed).includes(managed.resources[id] as never),
  );
  expect(settings?.DependsOn).toEqual(expect.arrayContaining(groups));
});

test("the function that applies them may only do that, pass one role to SNS, and log", () => {
  const { Role } = managed.named("AWS::Lambda::Function", "sms-account-settings-dev");
  expect(permissionsOfRole(managed, Role["Fn::GetAtt"][0])).toEqual([
    `Allow iam:PassRole on ${ROLE}.Arn if {StringEqualsIfExists: {iam:PassedToService: sns.amazonaws.com}}`,
    "Allow logs:CreateLogStream on /aws/lambda/sms-account-settings-dev.Arn",
    "Allow logs:PutLogEvents on /aws/lambda/sms-account-settings-dev.Arn",
    ...["sms-voice:DescribeSpendLimits", "sms-voice:SetTextMessageSpendLimitOverride"].map(
      (action) => `Allow ${action} on * if {StringEquals: {aws:CalledViaLast: sns.amazonaws.com}}`,
    ),
    "Allow sns:SetSMSAttributes on *",
  ]);
});

test("the role may only write the logs of texts", () => {
  const group = (name: string) => `arn:AWS::Partition:logs:AWS::Region:AWS::AccountId:log-group:${name}`;
  const actions = ["logs:CreateLogGroup", "logs:CreateLogStream", "logs:PutLogEvents"];
  const places = SMS_LOGS.flatMap((name) => [group(name), `${group(name)}:*`]);
  expect(permissionsOfRole(untouched, ROLE)).toEqual(
    actions.flatMap((action) => places.map((place) => `Allow ${action} on ${place}`)).sort(),
  );
});
