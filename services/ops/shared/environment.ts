/** The deployment of a command. */
import { GetQueueUrlCommand, type SQSClient } from "@aws-sdk/client-sqs";
import type { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import type { TextReceipts } from "../../../contracts/receipts/text-receipts";
import { type ResourceNames, resourceNames } from "../../../contracts/resource-names";
import type { Clinics } from "../../domain/clinics/clinics";
import { once } from "../../domain/concurrency/once";
import { type DeployedSettings, deployedSettings, deployedTextReceipts } from "../aws/deployed-settings";
import { dynamoLogReader, type LogReader } from "../aws/dynamo-log-reader";
import { dynamo, lambda, sqs } from "../aws/operator-clients";
import { deployedClinics } from "./clinics";

/** Clients and settings of a deployment, each created at its first use. */
export interface Environment {
  /** The environment's full name, such as `dev`. */
  readonly name: string;
  readonly names: ResourceNames;
  readonly sqs: SQSClient;
  readonly dynamo: DynamoDBDocumentClient;
  readonly log: LogReader;
  settings(): Promise<DeployedSettings>;
  /** How the receipts of texts find their notifications, if there are any. */
  textReceipts(): Promise<TextReceipts>;
  /** @throws CommandError if the deployment has clinic profiles, and the command does not have their file */
  clinics(): Promise<Clinics>;
  /** @throws QueueDoesNotExist */
  queueUrl(queue: string): Promise<string>;
}

/** @param clinicsPath the file of clinic profiles */
export function openEnvironment(name: string, clinicsPath?: string): Environment {
  const names = resourceNames(name);
  // The SDK's advice about the Node version is for maintainers, not for operators.
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= "true";
  const clients = {
    sqs: once(sqs),
    dynamo: once(dynamo),
    settings: once(() => deployedSettings(lambda(), names.producer)),
    textReceipts: once(() => deployedTextReceipts(lambda(), names.smsConsumer)),
  };
  const clinics = once(async () => deployedClinics(await clients.settings(), clinicsPath, name));
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
    textReceipts: clients.textReceipts,
    clinics,
    async queueUrl(QueueName) {
      const { QueueUrl = "" } = await clients.sqs().send(new GetQueueUrlCommand({ QueueName }));
      return QueueUrl;
    },
  };
}
