import { ENV, FUNCTION_ENVIRONMENT } from "../../../contracts/environment";
import { sns } from "../../adapters/carriers/sns-clients";
import { cloudWatch } from "../../adapters/cloudwatch-client";
import { cloudWatchMetrics } from "../../adapters/cloudwatch-metrics";
import { snsDigestTopic } from "../../adapters/digest/sns-digest-topic";
import { sqsDeadLetterCounts } from "../../adapters/digest/sqs-dead-letter-counts";
import { dynamoAttentionLog } from "../../adapters/dynamodb/digest/dynamo-attention-log";
import { dynamoDigestProgress } from "../../adapters/dynamodb/digest/dynamo-digest-progress";
import { dynamoWaitingAnswers } from "../../adapters/dynamodb/digest/dynamo-waiting-answers";
import { dynamoDocuments } from "../../adapters/dynamodb/dynamo-document-client";
import { readEnvironment } from "../../adapters/environment";
import { jsonLogger } from "../../adapters/json-logger";
import { sqs } from "../../adapters/sqs-client";
import { systemClock } from "../../adapters/system-clock";
import type { DigestDependencies } from "../../domain/digest/run-digest";

/**
 * The dependencies of the daily digest.
 * @throws ConfigurationError
 */
export function digestDependencies(): DigestDependencies {
  const env = readEnvironment(FUNCTION_ENVIRONMENT.digest);
  const documents = dynamoDocuments();
  return {
    environment: env[ENV.environment],
    clinicTimeZone: env[ENV.timeZone],
    runbookUrl: env[ENV.runbookUrl],
    attention: dynamoAttentionLog(documents, env[ENV.deliveryLogTable]),
    answers: dynamoWaitingAnswers(documents, env[ENV.repliesTable]),
    deadLetters: sqsDeadLetterCounts(sqs(), env[ENV.deadLetterQueues].split(",")),
    progress: dynamoDigestProgress(documents, env[ENV.appointmentsTable]),
    topic: snsDigestTopic(sns(), env[ENV.alarmTopic]),
    metrics: cloudWatchMetrics(cloudWatch(), env[ENV.environment]),
    logger: jsonLogger,
    clock: systemClock,
  };
}
