import { join } from "node:path";
import { CLINICS_FOLDER, NO_PROFILES, onlyClinic } from "../../contracts/clinics/clinic";
import {
  type CLINIC_DEFAULTS,
  type CONSUMER_ENVIRONMENT,
  ENV,
  type SHARED_ENVIRONMENT,
} from "../../contracts/environment";
import { FHIR_EVENTS } from "../../contracts/events/event-attributes";
import { TEXTS_FOLDER } from "../../contracts/texts/messages";
import { clinicFiles } from "../adapters/clinic-files";
import { dynamoDeliveryLog } from "../adapters/dynamodb/delivery-log/dynamo-delivery-log";
import { dynamoDb } from "../adapters/dynamodb/dynamo-client";
import { dynamoStops } from "../adapters/dynamodb/dynamo-stops";
import { clinicDefaults, oneOf, positive } from "../adapters/environment";
import { jsonLogger } from "../adapters/json-logger";
import type { EventTopic } from "../adapters/sns-outcome-topic";
import { systemClock } from "../adapters/system-clock";
import { systemRandom } from "../adapters/system-random";
import { textFiles } from "../adapters/text-files";
import { type Clinics, clinicsInMemory } from "../domain/clinics/clinics";
import { once } from "../domain/concurrency/once";
import type { Metrics, Queue } from "../domain/ports";

type SharedEnvironment = Readonly<Record<(typeof SHARED_ENVIRONMENT)[number], string>>;
type TopicEnvironment = Readonly<Record<typeof ENV.topic | typeof ENV.fhirEvents, string>>;
type ClinicEnvironment = Readonly<Record<(typeof CLINIC_DEFAULTS)[number] | typeof ENV.clinics, string>>;
type ConsumerEnvironment = Readonly<Record<(typeof CONSUMER_ENVIRONMENT)[number], string>>;

/**
 * The dependencies of every function.
 * @param leaseSeconds until a claim of this function expires
 */
export function sharedDependencies(env: SharedEnvironment, leaseSeconds: number) {
  const dynamo = dynamoDb();
  const clinicTimeZone = env[ENV.timeZone];
  const settings = { leaseMs: leaseSeconds * 1_000, retentionDays: positive(env, ENV.retentionDays), clinicTimeZone };
  return {
    dynamo,
    log: dynamoDeliveryLog(dynamo, env[ENV.deliveryLogTable], settings, systemClock),
    topic: topic(env),
    metrics: metrics(env[ENV.environment]),
    logger: jsonLogger,
    clock: systemClock,
    random: systemRandom,
    clinicTimeZone,
    clinics: clinics(env),
  };
}

/** The clinics whose profiles are in the bundle or, without profiles, the one that the settings describe. */
export function clinics(env: ClinicEnvironment): Clinics {
  if (env[ENV.clinics] === NO_PROFILES) return clinicsInMemory([onlyClinic(clinicDefaults(env))]);
  return clinicFiles(inBundle(CLINICS_FOLDER));
}

/** A folder of the function's bundle. Lambda sets the variable to the folder of the function's code. */
export function inBundle(folder: string): string {
  return join(process.env.LAMBDA_TASK_ROOT ?? "", folder);
}

/** What both consumers have, but for the look-up of appointments: other functions would load it too. */
export function consumerDependencies(env: ConsumerEnvironment) {
  const shared = sharedDependencies(env, positive(env, ENV.leaseSeconds));
  const stops = dynamoStops(shared.dynamo, env[ENV.sendingStopsTable], shared.clock);
  const clinicMetrics = env[ENV.clinicMetrics] === "on";
  const texts = textFiles(inBundle(TEXTS_FOLDER), shared.logger);
  return { ...shared, stops, clinicMetrics, texts, deadLetters: queue(env[ENV.deadLetterQueue]) };
}

// Modules that most invocations, or their first texts, do not need are loaded at their first use, by an `import()` that
// the bundler splits off.

/** A queue that most invocations do not use. */
export function queue(url: string): Queue {
  const loaded = once(async () => (await import("./lazy-queues")).lazyQueue(url));
  return { send: async (message) => (await loaded()).send(message) };
}

/**
 * The topic of outcomes, which is loaded at its first use.
 * @throws ConfigurationError
 */
export function topic(env: TopicEnvironment): EventTopic {
  const fhirEvents = oneOf(env, ENV.fhirEvents, FHIR_EVENTS);
  const loaded = once(async () => (await import("./lazy-topic")).lazyTopic(env[ENV.topic], fhirEvents));
  return { publish: async (events) => (await loaded()).publish(events) };
}

export function metrics(environment: string): Metrics {
  const loaded = once(async () => (await import("./lazy-metrics")).lazyMetrics(environment));
  return { emit: async (...values) => (await loaded()).emit(...values) };
}
