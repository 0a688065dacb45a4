import type { CloudWatchClient, PutMetricDataCommand } from "@aws-sdk/client-cloudwatch";
import { cloudWatchMetrics } from "../../../../services/adapters/cloudwatch-metrics";
import { consumeBookings } from "../../../../services/domain/bookings/consume-bookings";
import { clinicsInMemory } from "../../../../services/domain/clinics/clinics";
import { consumeBatch } from "../../../../services/domain/delivery/consume-batch";
import { remindByEmail } from "../../../../services/domain/delivery/remind-by-email";
import { remindBySms } from "../../../../services/domain/delivery/remind-by-sms";
import { runDigest } from "../../../../services/domain/digest/run-digest";
import { MATCH_ATTEMPTS } from "../../../../services/domain/receipts/consume-receipts";
import { reportSendingStopped } from "../../../../services/ops/aws/cloudwatch-sending-stopped";
import { CLINIC } from "../../../support/data/clinics";
import { appointment, queueMessage } from "../../../support/data/records";
import { BookingsWorld } from "../../../support/worlds/bookings-world";
import { DigestWorld } from "../../../support/worlds/digest-world";
import { PipelineWorld } from "../../../support/worlds/pipeline-world";
import { ProducerWorld, storedMany } from "../../../support/worlds/producer-world";
import { RepliesWorld } from "../../../support/worlds/replies-world";

export interface EmittedMetric {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
}

const known = new Map<string, Promise<EmittedMetric[]>>();

/** The metrics that functions and operators' commands emit, with every event that they count. */
export function emittedMetrics(environment: string): Promise<EmittedMetric[]> {
  const emitted = known.get(environment) ?? emitAll(environment);
  known.set(environment, emitted);
  return emitted;
}

async function emitAll(environment: string): Promise<EmittedMetric[]> {
  const metrics = new Recorder(environment);
  await runProducer(metrics);
  await consumeOneOfEach(metrics);
  await consumeForClinics(metrics);
  await consumeTwoBookings(metrics);
  await consumeReceiptsOfEachKind(metrics);
  await consumeAnswersOfEachKind(metrics);
  await makeDigest(metrics);
  await reportSendingStopped(metrics.client, environment, true, Date.now());
  return metrics.emitted;
}

class Recorder {
  readonly emitted: EmittedMetric[] = [];
  readonly client: CloudWatchClient;
  readonly emit: ReturnType<typeof cloudWatchMetrics>["emit"];

  constructor(environment: string) {
    const send = async ({ input: { Namespace = "", MetricData = [] } }: PutMetricDataCommand) => {
      for (const { MetricName: name = "", Dimensions = [] } of MetricData) {
        const dimensions = Object.fromEntries(Dimensions.map(({ Name, Value }) => [Name, Value]));
        this.emitted.push({ namespace: Namespace, name, dimensions });
      }
    };
    this.client = { send } as unknown as CloudWatchClient;
    this.emit = cloudWatchMetrics(this.client, environment).emit;
  }
}

async function runProducer(metrics: Recorder): Promise<void> {
  const world = new ProducerWorld();
  Object.assign(world.dependencies, { metrics });
  await world.runSchedule();
  await world.sweep();
  // More is due than usual.
  world.runHistory.counts = Object.fromEntries(Array.from({ length: 7 }, (_, index) => [`2026-11-2${index}`, 1]));
  world.appointments.put(...storedMany(11));
  await world.runSchedule();
}

async function makeDigest(metrics: Recorder): Promise<void> {
  const world = new DigestWorld();
  await runDigest("digest-1", { ...world.dependencies, metrics });
}

/** Batches with reminders that are sent, rejected, declined, expired, cancelled, failed, blocked, stopped, held and throttled. */
async function consumeOneOfEach(metrics: Recorder): Promise<void> {
  const world = new PipelineWorld();
  const deps = { ...world.smsDependencies, metrics };
  const message = (id: string, changes = {}) => queueMessage(appointment({ appointmentId: id, ...changes }), { id });
  const consume = (...messages: ReturnType<typeof message>[]) => {
    const batch = { id: "batch-1", messages, deadline: world.clock.now() + 50_000 };
    return world.clock.drive(consumeBatch(batch, (reminder) => remindBySms(reminder, deps), deps));
  };
  await consume(message("sent"));
  await consume(
    { ...message("sent"), id: "again" },
    message("over", { appointmentTime: "2026-11-30T10:00:00-05:00" }),
    message("cancelled", { status: "cancelled" }),
    message("declined", { contactPreference: "none" }),
    { id: "poison", body: "{", attributes: {} },
  );
  const atNight = { ...deps, clinics: clinicsInMemory([{ ...CLINIC, sendWindow: "20:00-02:00" }]) };
  const held = { id: "batch-2", messages: [message("held")], deadline: world.clock.now() + 50_000 };
  await world.clock.drive(consumeBatch(held, (reminder) => remindBySms(reminder, atNight), atNight));
  world.sms.failSends(1, "InternalError");
  await consume(message("failed"));
  world.sms.failSends(1, "AuthorizationError");
  await consume(message("blocked"));
  world.stops.stopped.add("SMS");
  await consume(message("stopped"));
  world.stops.stopped.clear();
  world.sms.failSends(1_000, "Throttling");
  await consume(message("throttled"));
}

/** Two bookings of an appointment, of which the second is the earlier one. */
async function consumeTwoBookings(metrics: Recorder): Promise<void> {
  const world = new BookingsWorld();
  const messages = [2, 1].map((version) => world.message({ status: "booked", version, appointment: appointment() }));
  const batch = { id: "batch-1", messages, deadline: world.clock.now() + 50_000 };
  await world.clock.drive(consumeBookings(batch, { ...world.dependencies, metrics }));
}

/** Receipts of a delivered text, of one that the account's limit stopped, and of another program's. */
async function consumeReceiptsOfEachKind(metrics: Recorder): Promise<void> {
  const world = new PipelineWorld();
  Object.assign(world.receiptsDependencies, { metrics });
  const receipt = (messageId: string, delivery: object, status: string) => {
    const body = JSON.stringify({ notification: { messageId }, delivery: { dwellTimeMs: 600, ...delivery }, status });
    return { id: messageId, body, attributes: {}, receives: MATCH_ATTEMPTS };
  };
  await world.bySms(queueMessage(appointment({ appointmentId: "delivered" })));
  await world.bySms(queueMessage(appointment({ appointmentId: "undelivered", email: undefined })));
  const [delivered = "", undelivered = ""] = world.sms.delivered.map(({ messageId }) => messageId);
  await world.byReceipts(
    receipt(delivered, {}, "SUCCESS"),
    receipt(undelivered, { providerResponse: "No quota left for account" }, "FAILURE"),
    receipt("another", {}, "SUCCESS"),
  );
}

/** Answers that confirm, ask to cancel, ask for another time and opt out, and one that nobody understands. */
async function consumeAnswersOfEachKind(metrics: Recorder): Promise<void> {
  const world = new RepliesWorld();
  Object.assign(world.repliesDependencies, { metrics });
  await world.remind();
  await world.byReplies(...["C", "X", "reschedule", "what?", "STOP"].map((text) => world.answer(text)));
}

/** As in a deployment that counts by clinic: a text, an email and a reminder that fails, of one clinic. */
async function consumeForClinics(metrics: Recorder): Promise<void> {
  const world = new PipelineWorld();
  const common = { metrics, clinicMetrics: true };
  const [sms, email] = [
    { ...world.smsDependencies, ...common },
    { ...world.emailDependencies, ...common },
  ];
  const messages = [{}, { phoneNumber: "none" }, { phoneNumber: "none", email: "none" }].map((changes, index) =>
    queueMessage(appointment({ appointmentId: `clinic-${index}`, ...changes }), { id: `${index}` }),
  );
  const batch = { id: "batch-1", messages, deadline: world.clock.now() + 50_000 };
  await world.clock.drive(consumeBatch(batch, (reminder) => remindBySms(reminder, sms), sms));
  const emails = { ...batch, messages: world.emailQueue.messages };
  await world.clock.drive(consumeBatch(emails, (reminder) => remindByEmail(reminder, email), email));
}
