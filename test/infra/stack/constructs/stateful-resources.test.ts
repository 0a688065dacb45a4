/**
 * Resources with data must survive every update. An update that changes a logical id, a name or a key replaces the resource:
 * CloudFormation creates an empty one and retains, or deletes, the one with the data. `stateful-resources.json` is the
 * current deployment: plan a migration for a difference, do not just regenerate the file.
 */

import { SETTINGS } from "../../../../infra/stack/settings/settings";
import { OTHERS_MANAGED } from "../other-settings";
import { type Resource, SynthesizedStack } from "../synthesized-stack";
import deployed from "./stateful-resources.json";

/** By type, the properties that replace a resource: "Update requires: Replacement" in the CloudFormation reference. */
const REPLACING: Readonly<Record<string, readonly string[]>> = {
  "AWS::DynamoDB::Table": [
    "TableName",
    "KeySchema",
    "LocalSecondaryIndexes",
    "GlobalSecondaryIndexes",
    "ImportSourceSpecification",
  ],
  "AWS::KMS::Alias": ["AliasName"],
  "AWS::KMS::Key": ["KeySpec", "KeyUsage", "MultiRegion", "Origin"],
  "AWS::Logs::LogGroup": ["LogGroupName"],
  "AWS::SES::ConfigurationSet": ["Name"],
  "AWS::SES::EmailIdentity": ["EmailIdentity"],
  "AWS::SecretsManager::Secret": ["Name"],
  "AWS::SNS::Topic": ["TopicName", "FifoTopic"],
  "AWS::SQS::Queue": ["QueueName", "FifoQueue"],
};

/** By logical id: the type and the properties that must not change. */
function stateful({ resources }: Pick<SynthesizedStack, "resources">): Record<string, unknown> {
  const identity = ({ Type, Properties }: Resource) => {
    const fixed = (REPLACING[Type] ?? []).filter((name) => Properties[name] !== undefined);
    return { Type, ...Object.fromEntries(fixed.map((name) => [name, Properties[name]])) };
  };
  const entries = Object.entries(resources).filter(([, { Type }]) => Type in REPLACING);
  return Object.fromEntries(entries.map(([logicalId, resource]) => [logicalId, identity(resource)]));
}

/** Settings that together deploy every resource with data. */
const stack = new SynthesizedStack({ smsAccountSettings: "managed", smsMonthlySpendLimit: 5 });

test("no update replaces a resource with data", () => {
  expect(stateful(stack)).toEqual(deployed);
});

test("no setting replaces one either", () => {
  expect(stateful(new SynthesizedStack({ ...OTHERS_MANAGED, emailDomain: SETTINGS.emailDomain.default }))).toEqual(
    deployed,
  );
});

test("a renamed construct, another name and another key are detected", () => {
  const { DeliveryLogTableEAEC08A0: log, ...others } = stack.resources;
  if (!log) throw new Error("the delivery log has another logical id");
  const changed = (resources: Record<string, Resource>) => stateful({ resources });
  expect(changed({ ...others, LogTable: log })).not.toEqual(deployed);
  const withLog = (Properties: object) =>
    changed({ ...others, DeliveryLogTableEAEC08A0: { ...log, Properties: { ...log.Properties, ...Properties } } });
  expect(withLog({})).toEqual(deployed);
  expect(withLog({ TableName: "logs-dev" })).not.toEqual(deployed);
  expect(withLog({ KeySchema: [{ AttributeName: "patientId", KeyType: "HASH" }] })).not.toEqual(deployed);
});
