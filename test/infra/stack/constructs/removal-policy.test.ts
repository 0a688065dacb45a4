import { buildStack } from "../build-stack";
import { VARIANTS } from "../checks/checked-stack";
import { type Resource, SynthesizedStack } from "../synthesized-stack";

const kept = new SynthesizedStack();
const disposable = new SynthesizedStack(VARIANTS["everything left out"]);

/** Resources with patients' data, or what operators stopped or did, the key to read it, and the secret to match it. */
const WITH_DATA = ["AWS::DynamoDB::Table", "AWS::SQS::Queue", "AWS::KMS::Key", "AWS::SecretsManager::Secret"];

/** It only has the reservation of the rate. */
const isRateLimit = ({ Properties }: Resource) => Properties.TableName === "sms-rate-limit-dev";

const policies = (stack: SynthesizedStack, types: readonly string[]) =>
  types.flatMap((type) =>
    stack
      .ofType(type)
      .filter((resource) => !isRateLimit(resource))
      .map((resource) => [resource.DeletionPolicy, resource.UpdateReplacePolicy]),
  );

test("a first deployment that fails retains nothing whose name would block the next one", () => {
  const always = Object.entries(kept.resources).filter(([, { DeletionPolicy }]) => DeletionPolicy === "Retain");
  expect(always).toEqual([]);
});

test("the role that the account's SMS settings may name outlives the stack, whoever set them", () => {
  const roles = [kept, new SynthesizedStack({ smsAccountSettings: "managed", smsMonthlySpendLimit: 5 })].map(
    ({ resources }) => resources.SmsCarrierDeliveryStatusRole1E582495?.DeletionPolicy,
  );
  expect(roles).toEqual(["RetainExceptOnCreate", "RetainExceptOnCreate"]);
});

test("logs without patients' data are deleted with the stack", () => {
  const managed = new SynthesizedStack({ smsAccountSettings: "managed", smsMonthlySpendLimit: 5 });
  const groups = managed
    .ofType("AWS::Logs::LogGroup")
    .filter(({ Properties }) => managed.read(Properties.LogGroupName).startsWith("/aws/lambda/"));
  expect(groups.map(({ DeletionPolicy }) => DeletionPolicy)).toEqual(Array(9).fill("Delete"));
});

test("patients' data, what operators stopped and did, and their encryption key are retained", () => {
  expect(policies(kept, WITH_DATA)).toEqual(Array(5 + 11 + 1 + 1).fill(["RetainExceptOnCreate", "Retain"]));
});

test("with retainData=false, everything is deleted with the stack", () => {
  expect(policies(disposable, WITH_DATA)).toEqual(Array(5 + 11 + 1 + 1).fill(["Delete", "Delete"]));
});

const protectionOf = (stack: SynthesizedStack) =>
  stack
    .ofType("AWS::DynamoDB::Table")
    .filter((table) => !isRateLimit(table))
    .map(({ Properties }) => Properties.DeletionProtectionEnabled);

test("a first deployment that fails can roll back: by default neither tables nor the stack are protected from deletion", () => {
  expect(protectionOf(kept)).toEqual([false, false, false, false, false]);
  expect(buildStack().terminationProtection).toBe(false);
});

test("with deletionProtection, the tables with data and the stack are protected, and nothing else changes", () => {
  const standing = new SynthesizedStack({ deletionProtection: true });
  expect(protectionOf(standing)).toEqual([true, true, true, true, true]);
  expect(buildStack({ deletionProtection: true }).terminationProtection).toBe(true);
  for (const table of standing.ofType("AWS::DynamoDB::Table")) {
    if (!isRateLimit(table)) table.Properties.DeletionProtectionEnabled = false;
  }
  expect(standing.resources).toEqual(kept.resources);
});

test("the domain's identity is retained: others may send from the domain too", () => {
  expect(policies(kept, ["AWS::SES::EmailIdentity"])).toEqual([["RetainExceptOnCreate", "Retain"]]);
});

test("the table of the rate limit is deleted with the stack, so that its name does not block the next one", () => {
  const [table] = kept.ofType("AWS::DynamoDB::Table").filter(isRateLimit);
  expect(table?.DeletionPolicy).toBe("Delete");
  expect(table?.Properties.DeletionProtectionEnabled).toBe(false);
});
