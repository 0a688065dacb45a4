/** Reads the resources of the synthesized template that the local run creates. */
import { ENV } from "../../../contracts/environment";
import { readAssembly } from "./assembly";
import { readKeys } from "./encryption-keys";
import {
  readEmailEvents,
  readLogSubscription,
  readRepliesTopic,
  readTextEvents,
  readTopicSubscription,
} from "./read-events";
import { pick, readEmailIdentity, readEventSource, readFunction, readSchedule } from "./read-resource";
import { readRoles } from "./read-roles";
import { readAlarm, readKey } from "./read-watched";
import { templateScope } from "./references";
import type { LocalResources, Properties } from "./resource-types";
import { generateSecret } from "./secrets";
import { withLogicalId } from "./with-logical-id";

const QUEUE_PROPERTIES = [
  "DelaySeconds",
  "MaximumMessageSize",
  "MessageRetentionPeriod",
  "ReceiveMessageWaitTimeSeconds",
  "RedrivePolicy",
  "VisibilityTimeout",
];

const TABLE_PROPERTIES = [
  "AttributeDefinitions",
  "GlobalSecondaryIndexes",
  "KeySchema",
  "LocalSecondaryIndexes",
  "PointInTimeRecoverySpecification",
  "Replicas",
  "ResourcePolicy",
  "TimeToLiveSpecification",
];

/**
 * @param folder the assembly
 * @param endpoint the origin of queue URLs, such as `http://127.0.0.1:4566`
 * @throws an error that names the logical id of a resource that cannot be read
 */
export function readResources(folder: string, endpoint: string): LocalResources {
  const assembly = readAssembly(folder);
  const { template } = assembly;
  const scope = templateScope(template, assembly.stackName, endpoint);
  const all = <T>(types: readonly string[], read: (logicalId: string, raw: Properties) => T): T[] =>
    Object.entries(template.Resources)
      .filter(([, { Type, Properties = {} }]) => types.includes(Type) && isPart(Type, Properties))
      .map(([logicalId, { Properties = {} }]) => withLogicalId(logicalId, () => read(logicalId, Properties)));
  const named = (nameProperty: string, others: readonly string[]) => (logicalId: string, raw: Properties) => {
    const properties = pick(raw, [nameProperty, ...others], scope);
    return { logicalId, name: String(properties[nameProperty] ?? logicalId), properties };
  };

  const retries = new Map(
    all(["AWS::Lambda::EventInvokeConfig"], (_, raw) => {
      const config = pick(raw, ["FunctionName", "MaximumRetryAttempts"], scope);
      return [String(config.FunctionName), Number(config.MaximumRetryAttempts ?? 2)] as const;
    }),
  );
  const secrets = new Map(
    all(["AWS::SecretsManager::Secret"], (id, raw) => [String(scope.ref(id)), generateSecret(raw)] as const),
  );
  const functions = all(["AWS::Lambda::Function"], (id, raw) =>
    readFunction(id, raw, assembly, scope, retries, secrets),
  );
  const schedules = all(["AWS::Scheduler::Schedule"], (logicalId, raw) => readSchedule(logicalId, raw, scope));
  const variable = (name: string) => functions.map((fn) => fn.environment[name]).find(Boolean);
  const environment = variable(ENV.environment);
  if (!environment) throw new Error(`no function of the template has ${ENV.environment}`);
  return {
    queues: all(["AWS::SQS::Queue"], named("QueueName", QUEUE_PROPERTIES)),
    tables: all(["AWS::DynamoDB::Table", "AWS::DynamoDB::GlobalTable"], named("TableName", TABLE_PROPERTIES)),
    topics: all(["AWS::SNS::Topic"], named("TopicName", ["DisplayName"])),
    topicSubscriptions: all(["AWS::SNS::Subscription"], (_, raw) => readTopicSubscription(raw, scope)).filter(
      (subscription) => subscription !== undefined,
    ),
    logSubscriptions: all(["AWS::Logs::SubscriptionFilter"], (_, raw) => readLogSubscription(raw, template, scope)),
    eventDestinations: [
      ...all(["AWS::SES::ConfigurationSetEventDestination"], (_, raw) => readEmailEvents(raw, template, scope)),
      ...all(["AWS::SMSVOICE::ConfigurationSet"], (_, raw) => readTextEvents(raw, template, scope)).flat(),
    ],
    functions,
    eventSources: all(["AWS::Lambda::EventSourceMapping"], (_, raw) => readEventSource(raw, scope)),
    schedules,
    environment,
    emailSender: variable(ENV.emailSender),
    emailIdentities: all(["AWS::SES::EmailIdentity"], (logicalId, raw) => readEmailIdentity(logicalId, raw, scope)),
    configurationSets: all(["AWS::SES::ConfigurationSet"], (logicalId) => String(scope.ref(logicalId))),
    smsConfigurationSets: all(["AWS::SMSVOICE::ConfigurationSet"], (logicalId) => String(scope.ref(logicalId))),
    repliesTopicArn: all(["AWS::SNS::Topic"], (logicalId) =>
      readRepliesTopic(logicalId, environment, template, scope),
    ).find((topicArn) => topicArn !== undefined),
    selfManagedOptOuts: variable(ENV.selfManagedOptOuts) === "true",
    smsOptOutList: variable(ENV.smsOptOutList),
    roles: readRoles(template, scope),
    keyOf: readKeys(template, scope),
    keys: all(["AWS::KMS::Key"], (logicalId, raw) => readKey(logicalId, raw, template, scope)),
    alarms: all(["AWS::CloudWatch::Alarm"], (logicalId, raw) => readAlarm(logicalId, raw, scope)),
  };
}

/** CDK's functions for custom resources are not part of the pipeline: they do not have its environment variables. */
function isPart(type: string, raw: Properties): boolean {
  if (type !== "AWS::Lambda::Function") return true;
  return (raw.Environment as { Variables?: Properties } | undefined)?.Variables?.[ENV.environment] !== undefined;
}
