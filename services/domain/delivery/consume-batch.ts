import type { ContractViolation } from "../../../contracts/appointment-check";
import { ACCEPTED, type Outcome } from "../../../contracts/delivery-log";
import type { OutcomeEvent } from "../../../contracts/events/event-types";
import { METRICS, type MetricValues } from "../../../contracts/metrics";
import { QUEUE_ATTRIBUTES } from "../../../contracts/queue-attributes";
import { type Clinics, parseForClinic } from "../clinics/clinics";
import { usableContact } from "../contact/contact";
import { rejectMessage } from "../dead-letters/dead-letters";
import { identifyNotification } from "../notification/notification";
import type { Clock, Logger, Metrics, OutcomeTopic, Queue, QueueMessage, Random } from "../ports";
import { countByClinic } from "../reporting/clinic-metrics";
import { emitMetrics, publishEvents, withoutZeros } from "../reporting/publish";
import { errorCode } from "../retry/failure";
import { type AttemptResult, DeadLetterNotSent } from "./attempt-result";
import { isClaimedElsewhere } from "./claim";
import type { Reminder } from "./reminder";

export interface BatchDependencies {
  readonly clinics: Clinics;
  readonly deadLetters: Queue;
  readonly topic: OutcomeTopic;
  readonly metrics: Metrics;
  /** Whether outcomes are also counted by clinic. */
  readonly clinicMetrics?: boolean;
  readonly logger: Logger;
  readonly clock: Clock;
  readonly random: Random;
}

export interface Batch {
  readonly id: string;
  readonly messages: readonly QueueMessage[];
  /** ms since 1970: no wait may last longer. */
  readonly deadline: number;
}

/**
 * Processes the messages of a batch, all at the same time.
 * @param remind makes one attempt for one reminder
 * @returns one settled result for each message, in their order; SQS is to deliver again what is rejected
 */
export async function consumeBatch(
  batch: Batch,
  remind: (reminder: Reminder) => Promise<AttemptResult>,
  deps: BatchDependencies,
): Promise<PromiseSettledResult<AttemptResult>[]> {
  // 1. Each message by itself: none blocks or fails another.
  const results = await Promise.allSettled(batch.messages.map((message) => consume(message, batch, remind, deps)));
  // 2. Report the results, with one call to each service; no reminder fails because of it.
  const ended = results.flatMap((result) => {
    if (result.status === "fulfilled") return [result.value];
    return result.reason instanceof DeadLetterNotSent ? [result.reason.result] : [];
  });
  const retried = results.filter(isRetried).length;
  await reportResults(batch.id, ended, deps, retried > 0 ? { [METRICS.retried]: retried } : {});
  return results;
}

/** Whether a message failed and is left to SQS: Lambda counts no error of a function that reports its failed messages. */
function isRetried(result: PromiseSettledResult<AttemptResult>): boolean {
  return result.status === "rejected" && !isClaimedElsewhere(result.reason);
}

async function consume(
  message: QueueMessage,
  batch: Batch,
  remind: (reminder: Reminder) => Promise<AttemptResult>,
  deps: BatchDependencies,
): Promise<AttemptResult> {
  let notificationId: string | undefined;
  try {
    const check = parseForClinic(message.body, deps.clinics);
    if (!check.ok) return await reject(message, check.violations[0], batch, deps);
    const { appointment, clinic } = check;
    const key = identifyNotification(appointment, clinic);
    notificationId = key.notificationId;
    const result = await remind({
      message,
      appointment,
      clinic,
      key,
      contact: usableContact(appointment, clinic),
      batchId: batch.id,
      claimId: deps.random.uuid(),
      deadline: batch.deadline,
      redriven: message.attributes[QUEUE_ATTRIBUTES.deadLetterReason] !== undefined,
      reopens: message.attributes[QUEUE_ATTRIBUTES.reopens],
    });
    if (result.kind === "blocked") {
      const { code } = result;
      deps.logger.error("carrier not usable", { batchId: batch.id, queueMessageId: message.id, notificationId, code });
    }
    return result;
  } catch (error) {
    const code = errorCode(error);
    deps.logger.error("message left to retry", { batchId: batch.id, queueMessageId: message.id, notificationId, code });
    throw error;
  }
}

async function reject(
  message: QueueMessage,
  violation: ContractViolation,
  batch: Batch,
  { deadLetters, logger }: BatchDependencies,
): Promise<AttemptResult> {
  await rejectMessage(message, violation, deadLetters);
  const { reason, field } = violation;
  logger.error("message rejected", { batchId: batch.id, queueMessageId: message.id, reason, field });
  return { kind: "rejected" };
}

/**
 * Publishes outcome events and metrics. If that fails it is logged, and nothing else fails.
 * @param others other metrics, sent in the same call
 */
export async function reportResults(
  batchId: string,
  results: readonly AttemptResult[],
  deps: Pick<BatchDependencies, "topic" | "metrics" | "clinicMetrics" | "logger">,
  others: MetricValues = {},
): Promise<void> {
  const events = results.flatMap((result) => (result.kind === "outcome" ? [result.event] : []));
  const again = results.flatMap((result) => (result.kind === "published-again" ? [result.event] : []));
  const values = { ...countResults(results, events), ...others };
  const byClinic = deps.clinicMetrics ? countByClinic(events) : undefined;
  await Promise.all([
    publishEvents(batchId, [...events, ...again], deps),
    emitMetrics(batchId, values, deps, byClinic),
  ]);
}

/**
 * The metrics of a batch. If a notification ended, they include the three counts that the alarm needs, zeros too, and the
 * success rate in percent; otherwise only what was counted.
 */
function countResults(results: readonly AttemptResult[], events: readonly OutcomeEvent[]): MetricValues {
  const ended = (...outcomes: Outcome[]) => events.filter((event) => outcomes.includes(event.status)).length;
  const kinds = (what: AttemptResult["kind"]) => results.filter(({ kind }) => kind === what).length;
  const rate: MetricValues = {
    [METRICS.successful]: ended("SMS_SENT"),
    [METRICS.fallback]: ended("EMAIL_SENT"),
    [METRICS.failed]: ended("ALL_FAILED", "NO_CONTACT"),
  };
  const counts: MetricValues = {
    [METRICS.smsParts]: events.reduce((parts, event) => parts + (event.smsParts ?? 0), 0),
    [METRICS.declined]: ended("DECLINED"),
    [METRICS.expired]: ended("EXPIRED"),
    [METRICS.cancelled]: ended("CANCELLED", "SUPERSEDED"),
    [METRICS.rejected]: kinds("rejected"),
    [METRICS.duplicate]: kinds("duplicate"),
    [METRICS.postponed]: kinds("postponed"),
    [METRICS.blocked]: kinds("blocked"),
    [METRICS.stopped]: kinds("stopped"),
    [METRICS.held]: kinds("held"),
    [METRICS.floodHeld]: kinds("flood-held"),
  };
  const counted = withoutZeros(counts);
  const sent = ended(...ACCEPTED);
  const tried = sent + ended("ALL_FAILED", "NO_CONTACT");
  return tried > 0 ? { ...rate, ...counted, [METRICS.successRate]: (100 * sent) / tried } : counted;
}
