/** SDK clients with the house's time-outs. Endpoints, regions and credentials come from the SDK's own environment. */
import { CloudWatchClient } from "@aws-sdk/client-cloudwatch";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { SESClient } from "@aws-sdk/client-ses";
import { SNSClient } from "@aws-sdk/client-sns";
import { SQSClient } from "@aws-sdk/client-sqs";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";

/** ms; a call that hangs must not take the function's time from its neighbours in the batch. */
const requestHandler = { connectionTimeout: 2_000, requestTimeout: 8_000, throwOnRequestTimeout: true };

/** For calls that may be repeated without harm. */
const REPEATABLE = { requestHandler, maxAttempts: 6 };

/**
 * For sends to a patient: the SDK must not repeat a call whose answer was lost, or the patient is told twice. What may
 * be tried again is decided, and logged, by the domain.
 */
const ONCE = { requestHandler, maxAttempts: 1 };

export const dynamoDb = () =>
  DynamoDBDocumentClient.from(new DynamoDBClient(REPEATABLE), { marshallOptions: { removeUndefinedValues: true } });
export const sqs = () => new SQSClient(REPEATABLE);
export const snsTopics = () => new SNSClient(REPEATABLE);
export const snsPhones = () => new SNSClient(ONCE);
export const ses = () => new SESClient(ONCE);
export const cloudWatch = () => new CloudWatchClient({ requestHandler, maxAttempts: 2 });
