/** SDK clients with the house's time-outs. Endpoints, regions and credentials come from the SDK's own environment. */
import { CloudWatchClient } from "@aws-sdk/client-cloudwatch";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { SESClient } from "@aws-sdk/client-ses";
import { SNSClient } from "@aws-sdk/client-sns";
import { SQSClient } from "@aws-sdk/client-sqs";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";

const CONNECTION_TIMEOUT = 1_000;

/** For calls that may be repeated without harm. All tries of one that hangs fit in what a consumer reserves (10 s). */
const REPEATABLE = {
  requestHandler: { connectionTimeout: CONNECTION_TIMEOUT, requestTimeout: 2_500, throwOnRequestTimeout: true },
  maxAttempts: 4,
};

/**
 * For sends to a patient: the SDK must not repeat a call whose answer was lost, or the patient is told twice. What may
 * be tried again is decided, and logged, by the domain. Nor may it use a connection again: one that the service closed
 * while Lambda had frozen the function fails the send that finds it.
 */
const ONCE = {
  requestHandler: {
    connectionTimeout: CONNECTION_TIMEOUT,
    requestTimeout: 8_000,
    throwOnRequestTimeout: true,
    httpAgent: { keepAlive: false },
    httpsAgent: { keepAlive: false },
  },
  maxAttempts: 1,
};

export const dynamoDb = () =>
  DynamoDBDocumentClient.from(new DynamoDBClient(REPEATABLE), {
    marshallOptions: { removeUndefinedValues: true },
    // The SDK's own way fails a whole page for one number with decimals beyond 2^53.
    unmarshallOptions: { wrapNumbers: Number },
  });
export const sqs = () => new SQSClient(REPEATABLE);
/** For topics, and for questions about a phone. */
export const sns = () => new SNSClient(REPEATABLE);
/** For texts to phones. */
export const snsPhones = () => new SNSClient(ONCE);
export const ses = () => new SESClient(ONCE);
export const cloudWatch = () => new CloudWatchClient({ ...REPEATABLE, maxAttempts: 2 });
