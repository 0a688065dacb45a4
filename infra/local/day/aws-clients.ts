import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { GetQueueUrlCommand, SQSClient } from "@aws-sdk/client-sqs";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { LOCAL_CREDENTIALS } from "../protocol/callers";
import { REGION } from "../template/references";

export interface AwsClients {
  readonly dynamoDb: DynamoDBDocumentClient;
  readonly sqs: SQSClient;
  queueUrl(name: string): Promise<string>;
  close(): void;
}

/** The clients with which the local run acts as the booking system and the operator. */
export function awsClients(endpoint: string): AwsClients {
  const settings = { endpoint, region: REGION, credentials: LOCAL_CREDENTIALS };
  const dynamoDb = new DynamoDBClient(settings);
  const sqs = new SQSClient(settings);
  return {
    dynamoDb: DynamoDBDocumentClient.from(dynamoDb),
    sqs,
    queueUrl: async (QueueName) => (await sqs.send(new GetQueueUrlCommand({ QueueName }))).QueueUrl ?? "",
    close: () => {
      dynamoDb.destroy();
      sqs.destroy();
    },
  };
}
