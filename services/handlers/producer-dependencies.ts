import { ENV, FUNCTION_ENVIRONMENT } from "../../contracts/environment";
import { retryingDeliveryLog } from "../adapters/dynamodb/delivery-log/retrying-delivery-log";
import { dynamoAppointments } from "../adapters/dynamodb/dynamo-appointments";
import { dynamoDocuments } from "../adapters/dynamodb/dynamo-document-client";
import { dynamoDueHeldTexts } from "../adapters/dynamodb/dynamo-held-texts";
import { dynamoRunHistory } from "../adapters/dynamodb/dynamo-run-history";
import { dynamoSweepProgress } from "../adapters/dynamodb/dynamo-sweep-progress";
import { dynamoWaitingReplies } from "../adapters/dynamodb/replies/dynamo-waiting-replies";
import { floodSettings, positive, readEnvironment } from "../adapters/environment";
import { sqs } from "../adapters/sqs-client";
import { sqsBatchQueue } from "../adapters/sqs-queue";
import { once } from "../domain/concurrency/once";
import type { PartStarter } from "../domain/producer/parts/part-runs";
import type { ProducerDependencies } from "../domain/producer/producer-run";
import { releaseRate } from "../domain/producer/release-held";
import { sharedDependencies } from "./shared-dependencies";

/**
 * The dependencies of the producer.
 * @throws ConfigurationError
 */
export function producerDependencies(): ProducerDependencies {
  const env = readEnvironment(FUNCTION_ENVIRONMENT.producer);
  // The producer does not claim notifications.
  const shared = sharedDependencies(env, 0);
  const documents = dynamoDocuments();
  const table = env[ENV.appointmentsTable];
  const runs = dynamoRunHistory(documents, table, shared);
  return {
    ...shared,
    log: retryingDeliveryLog(shared.log, shared),
    appointments: dynamoAppointments(documents, table, shared),
    sweepProgress: dynamoSweepProgress(documents, table, shared),
    queue: sqsBatchQueue(sqs(), env[ENV.appointmentsQueue]),
    waitingReplies: dynamoWaitingReplies(shared.dynamo, env[ENV.repliesTable]),
    heldTexts: dynamoDueHeldTexts(documents, table),
    releasedPerSecond: releaseRate(positive(env, ENV.smsPartsPerSecond), positive(env, ENV.smsTextsPerSecond)),
    catchUpDays: positive(env, ENV.catchUpDays),
    runHistory: runs,
    dueCounter: runs,
    partProgress: runs,
    producerRuns: positive(env, ENV.producerRuns),
    partStarter: partStarter(),
    floods: floodSettings(env),
  };
}

/** Only a daily run that several runs share needs the client. Lambda sets the variable to the function's own name. */
function partStarter(): PartStarter {
  const loaded = once(async () => {
    const { lambdaPartStarter } = await import("../adapters/lambda-part-starter");
    return lambdaPartStarter(process.env.AWS_LAMBDA_FUNCTION_NAME ?? "");
  });
  return { start: async (event) => (await loaded()).start(event) };
}
