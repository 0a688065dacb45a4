/** The deployment of a command. */
import { GetQueueUrlCommand, type SQSClient } from "@aws-sdk/client-sqs";
import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { type ResourceNames, resourceNames } from "../../../contracts/resource-names";
import { once } from "../../domain/concurrency/once";
import { type DeployedSettings, deployedSettings } from "../aws/deployed-settings";
import { dynamoLogReader, type LogReader } from "../aws/dynamo-log-reader";
import { dynamo, lambda, sqs } from "../aws/operator-clients";

/** Clients and settings of a deployment, each created at its first use. */
export interface Environment {
  /** The deployment's suffix, such as `dev`. */
  readonly name: string;
  readonly names: ResourceNames;
  readonly sqs: SQSClient;
  readonly dynamo: DynamoDBDocumentClient;
  readonly log: LogReader;
  settings(): Promise<DeployedSettings>;
  /** @throws QueueDoesNotExist */
  queueUrl(queue: string): Promise<string>;
}

export function openEnvironment(name: string): Environment {
  const names = resourceNames(name);
  // The SDK's advice about the Node version is for maintainers, not for operators.
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= "true";
  const clients = {
    sqs: once(sqs),
    dynamo: once(dynamo),
    settings: once(() => deployedSettings(lambda(), names.producer)),
  };
  return {
    name,
    names,
    get sqs() {
      return clients.sqs();
    },
    get dynamo() {
      return clients.dynamo();
    },
    get log() {
      return dynamoLogReader(clients.dynamo(), names.deliveryLogTable);
    },
    settings: clients.settings,
    async queueUrl(QueueName) {
      const { QueueUrl = "" } = await clients.sqs().send(new GetQueueUrlCommand({ QueueName }));
      return QueueUrl;
    },
  };
}
