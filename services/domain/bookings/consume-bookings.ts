/** Processes a batch of the bookings queue. */
import { METRICS } from "../../../contracts/metrics";
import { BOOKINGS_SOURCE, QUEUE_ATTRIBUTES } from "../../../contracts/queue-attributes";
import { withBoundedConcurrency } from "../concurrency/bounded-concurrency";
import { deadLetterAttributes } from "../dead-letters/dead-letters";
import { firstSentAt } from "../first-sent-at";
import type { Logger, Metrics, Queue, QueueMessage } from "../ports";
import { emitMetrics, withoutZeros } from "../reporting/publish";
import { errorCode, RetryLater } from "../retry/failure";
import { type ApplyDependencies, applyBookings } from "./apply-bookings";
import type { BookingKey } from "./booking-table";
import { queueChange } from "./change-texts";
import { type BadBooking, ownField, type ReadBooking, readBookings, type Translators } from "./read-bookings";
import { sourceOf } from "./read-translation";
import { type RequeueDependencies, requeueFailed } from "./requeue-failed";

export interface BookingsDependencies extends ApplyDependencies, RequeueDependencies {
  /** The DLQ of the bookings. */
  readonly deadLetters: Queue;
  readonly translators: Translators;
  readonly metrics: Metrics;
  readonly logger: Logger;
}

export interface BookingsBatch {
  readonly id: string;
  readonly messages: readonly QueueMessage[];
  /** ms since 1970: no appointment is begun after this time. */
  readonly deadline: number;
}

/** Appointments that are written, and bad ones that are rejected, at the same time. */
const CONCURRENCY = 20;

/** A booking of a batch, with the message that it came in. */
interface Received extends ReadBooking {
  readonly message: QueueMessage;
}

/** A booking that goes to the DLQ. */
interface Rejected {
  readonly message: QueueMessage;
  readonly bad: BadBooking;
}

/** Work on behalf of one or more messages, each of which fails with it. */
interface Task {
  readonly messages: readonly QueueMessage[];
  run(): Promise<void>;
}

/**
 * Processes the messages of a batch. Several bookings of one appointment are applied together, in their order; bad
 * bookings go to the DLQ, each as a message of its own, once the others of their message are stored: a message that must
 * be delivered again brings them again, and has not put them there yet. Everything can be repeated without harm.
 * @returns one settled result for each message, in their order; SQS is to deliver again what is rejected
 */
export async function consumeBookings(
  batch: BookingsBatch,
  deps: BookingsDependencies,
): Promise<PromiseSettledResult<void>[]> {
  const counts = { received: 0, superseded: 0, rejected: 0 };
  const failures = new Map<QueueMessage, unknown>();
  const rejected: Rejected[] = [];
  const perform = (tasks: readonly Task[]) =>
    withBoundedConcurrency(tasks, CONCURRENCY, async ({ messages, run }) => {
      try {
        if (deps.clock.now() > batch.deadline) throw new RetryLater("OUT_OF_TIME");
        await run();
      } catch (error) {
        for (const message of messages) failures.set(message, error);
      }
    });
  // 1. Read the messages, and group their bookings by appointment and patient.
  const groups = new Map<string, Received[]>();
  for (const message of batch.messages) {
    const { bookings, bad } = await readBookings(message, deps.clinics, deps.translators, deps.clock.now());
    rejected.push(...bad.map((one) => ({ message, bad: one })));
    for (const one of bookings) {
      const { appointmentId, patientId } = one.booking.appointment;
      const key = JSON.stringify([appointmentId, patientId]);
      const group = groups.get(key) ?? [];
      groups.set(key, group);
      group.push({ ...one, message });
    }
  }
  // 2. Each appointment by itself: none blocks or fails another.
  const applications = [...groups.values()].map((group): Task => {
    const run = async () => {
      const applied = await applyGroup(group, deps);
      rejected.push(...applied.rejected);
      counts.received += group.length;
      counts.superseded += applied.superseded;
    };
    return { messages: group.map(({ message }) => message), run };
  });
  await perform(applications);
  // 3. The bad bookings of messages that are not delivered again.
  const rejections = rejected.map(({ message, bad }): Task => {
    const run = async () => {
      if (failures.has(message)) return;
      await rejectBooking(message, bad, batch, deps);
      counts.rejected += 1;
    };
    return { messages: [message], run };
  });
  await perform(rejections);
  // 4. Report the results, with one call; no booking fails because of it.
  for (const [{ id }, error] of failures) {
    deps.logger.error("message left to retry", { batchId: batch.id, queueMessageId: id, code: errorCode(error) });
  }
  const values = {
    [METRICS.bookingsReceived]: counts.received,
    [METRICS.bookingsSuperseded]: counts.superseded,
    [METRICS.rejected]: counts.rejected,
    [METRICS.retried]: failures.size,
  };
  await emitMetrics(batch.id, withoutZeros(values), deps);
  return batch.messages.map((message) =>
    failures.has(message)
      ? { status: "rejected", reason: failures.get(message) }
      : { status: "fulfilled", value: undefined },
  );
}

/** Applies the bookings of one appointment and patient. */
async function applyGroup(group: readonly Received[], deps: BookingsDependencies) {
  const [first] = group as readonly [Received, ...Received[]];
  const { appointmentId, patientId } = first.booking.appointment;
  const key: BookingKey = { appointmentId, patientId };
  const bookings = group.map(({ booking }) => booking);
  const applied = await applyBookings(key, bookings, deps);
  const rejected = applied.decisions.flatMap((decision, index): Rejected[] => {
    const { message, body, sources } = group[index] as Received;
    if (decision.kind !== "reject") return [];
    const { violation } = decision;
    const inMessage = sources ? { ...violation, field: sourceOf(violation.field, sources) } : violation;
    return [{ message, bad: { violation: inMessage, body: body() } }];
  });
  const isRepeated = applied.isInDoubt || group.some(({ message }) => wasDeliveredBefore(message));
  await requeueFailed(applied, isRepeated, deps);
  await queueChange(applied, isRepeated, deps.appointments);
  return { rejected, superseded: applied.decisions.filter(({ kind }) => kind === "superseded").length };
}

/** A message that comes back from the DLQ counts its receives anew. */
function wasDeliveredBefore({ receives = 1, attributes }: QueueMessage): boolean {
  return receives > 1 || QUEUE_ATTRIBUTES.firstSentAt in attributes;
}

/** Sends a bad booking to the DLQ. It keeps the time at which it first reached SQS, for when it is redriven. */
async function rejectBooking(
  message: QueueMessage,
  { violation, body }: BadBooking,
  batch: BookingsBatch,
  { deadLetters, logger, clock }: BookingsDependencies,
): Promise<void> {
  const { reason, field } = violation;
  const attributes = deadLetterAttributes(reason, ownField(field) || "body", BOOKINGS_SOURCE);
  const sentAt = String(firstSentAt(message, clock.now()));
  const senders = [QUEUE_ATTRIBUTES.format, QUEUE_ATTRIBUTES.clinicId].flatMap((name) => {
    const value = message.attributes[name];
    return value ? [[name, value] as const] : [];
  });
  await deadLetters.send({
    body,
    attributes: { ...Object.fromEntries(senders), ...attributes, [QUEUE_ATTRIBUTES.firstSentAt]: sentAt },
  });
  logger.error("booking rejected", { batchId: batch.id, queueMessageId: message.id, reason, field });
}
