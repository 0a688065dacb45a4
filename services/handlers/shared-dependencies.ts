import { type CONSUMER_ENVIRONMENT, ENV, type SHARED_ENVIRONMENT } from "../../contracts/environment";
import { cloudWatch, dynamoDb, sns, sqs } from "../adapters/clients";
import { cloudWatchMetrics } from "../adapters/cloudwatch-metrics";
import { dynamoDeliveryLog } from "../adapters/dynamo-delivery-log";
import { positive } from "../adapters/environment";
import { jsonLogger } from "../adapters/json-logger";
import { snsOutcomeTopic } from "../adapters/sns-outcome-topic";
import { sqsQueue } from "../adapters/sqs-queue";
import { systemClock } from "../adapters/system-clock";
import { systemRandom } from "../adapters/system-random";

type SharedEnvironment = Readonly<Record<(typeof SHARED_ENVIRONMENT)[number], string>>;
type ConsumerEnvironment = Readonly<Record<(typeof CONSUMER_ENVIRONMENT)[number], string>>;

/**
 * What every function is made of.
 * @param leaseSeconds how long a claim of this function holds
 */
export function sharedDependencies(env: SharedEnvironment, leaseSeconds: number) {
  const dynamo = dynamoDb();
  const clinicTimeZone = env[ENV.timeZone];
  const settings = { leaseMs: leaseSeconds * 1_000, retentionDays: positive(env, ENV.retentionDays), clinicTimeZone };
  return {
    dynamo,
    sqs: sqs(),
    log: dynamoDeliveryLog(dynamo, env[ENV.deliveryLogTable], settings, systemClock),
    topic: snsOutcomeTopic(sns(), env[ENV.topic]),
    metrics: cloudWatchMetrics(cloudWatch(), env[ENV.environment]),
    logger: jsonLogger,
    clock: systemClock,
    random: systemRandom,
    clinicTimeZone,
    defaultCountry: env[ENV.defaultCountry],
  };
}

/** What both consumers are made of. */
export function consumerDependencies(env: ConsumerEnvironment) {
  const shared = sharedDependencies(env, positive(env, ENV.leaseSeconds));
  return { ...shared, deadLetters: sqsQueue(shared.sqs, env[ENV.deadLetterQueue]) };
}
