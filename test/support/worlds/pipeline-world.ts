import type { AppointmentMessage } from "../../../contracts/appointment-message";
import { APPOINTMENTS_TABLE_ORIGIN } from "../../../contracts/reminder-mark";
import type { StoredAppointment } from "../../../contracts/tables/appointments-table";
import { systemRandom } from "../../../services/adapters/system-random";
import { phoneDigestBy } from "../../../services/domain/contact/phone-digest";
import type { AttemptResult } from "../../../services/domain/delivery/attempt-result";
import type { BatchDependencies } from "../../../services/domain/delivery/consume-batch";
import { type EmailDependencies, remindByEmail } from "../../../services/domain/delivery/remind-by-email";
import { remindBySms, type SmsDependencies } from "../../../services/domain/delivery/remind-by-sms";
import type { QueueMessage } from "../../../services/domain/ports";
import { rateBudgetInMemory, rateLimiter } from "../../../services/domain/rate-limit/rate-limiter";
import { consumeReceipts, type ReceiptsDependencies } from "../../../services/domain/receipts/consume-receipts";
import { CLINIC_TIME_ZONE, CLINICS } from "../data/clinics";
import { appointment, NOW, queueMessage, reminderOf } from "../data/records";
import { ORIGINAL_TEXTS } from "../data/texts";
import { FakeAppointments } from "../fakes/fake-appointments";
import { FakeEmailCarrier, FakeSmsCarrier } from "../fakes/fake-carriers";
import { FakeDeliveryLog } from "../fakes/fake-delivery-log";
import { FakeHeldTexts } from "../fakes/fake-held-texts";
import { FakeQueue } from "../fakes/fake-queues";
import { FakeReceiptLog } from "../fakes/fake-receipt-log";
import { FakeLogger, FakeMetrics, FakeTopic } from "../fakes/fake-reports";
import { FakeStops } from "../fakes/fake-stops";
import { FrozenClock } from "../fakes/frozen-clock";

/** Two hours, as the setting's default. */
export const CHANNEL_SWITCH_MS = 7_200_000;

/** By a key that only tests have. */
export const PHONE_DIGEST = phoneDigestBy("a key of tests");

/** The pipeline's AWS account. */
export const ACCOUNT = "123456789012";

/** The consumers and everything that they use, in memory. */
export class PipelineWorld {
  readonly clock = new FrozenClock(NOW);
  readonly log = new FakeDeliveryLog(this.clock);
  readonly sms = new FakeSmsCarrier();
  readonly email = new FakeEmailCarrier();
  readonly appointmentsQueue = new FakeQueue("appointments");
  readonly emailQueue = new FakeQueue("email-fallback");
  readonly deadLetters = new FakeQueue("dlq");
  readonly receiptsDeadLetters = new FakeQueue("receipts-dlq");
  readonly receiptLog = new FakeReceiptLog(this.log);
  readonly heldTexts = new FakeHeldTexts();
  readonly stops = new FakeStops();
  readonly appointments = new FakeAppointments();
  readonly topic = new FakeTopic();
  readonly metrics = new FakeMetrics();
  readonly logger = new FakeLogger();
  readonly budget = rateBudgetInMemory(this.clock);
  #batches = 0;

  readonly batchDependencies: BatchDependencies = {
    deadLetters: this.deadLetters,
    topic: this.topic,
    metrics: this.metrics,
    logger: this.logger,
    clock: this.clock,
    random: systemRandom,
    clinics: CLINICS,
  };

  readonly smsDependencies: SmsDependencies & BatchDependencies = {
    ...this.batchDependencies,
    log: this.log,
    sms: this.sms,
    texts: ORIGINAL_TEXTS,
    stops: this.stops,
    appointments: this.appointments,
    rateLimiter: rateLimiter(
      { partsPerSecond: 10, textsPerSecond: 10, consumers: 2 },
      { clock: this.clock, logger: this.logger, budget: this.budget },
    ),
    heldTexts: this.heldTexts,
    emailQueue: this.emailQueue,
    ownQueue: this.appointmentsQueue,
    textReceipts: "index",
    phoneDigest: PHONE_DIGEST,
    clinicTimeZone: CLINIC_TIME_ZONE,
    channelSwitchMs: CHANNEL_SWITCH_MS,
  };

  readonly emailDependencies: EmailDependencies & BatchDependencies = {
    ...this.batchDependencies,
    log: this.log,
    email: this.email,
    texts: ORIGINAL_TEXTS,
    stops: this.stops,
    appointments: this.appointments,
    ownQueue: this.emailQueue,
    smsQueue: this.appointmentsQueue,
    channelSwitchMs: CHANNEL_SWITCH_MS,
  };

  readonly receiptsDependencies: ReceiptsDependencies = {
    ...this.batchDependencies,
    log: this.receiptLog,
    emailQueue: this.emailQueue,
    appointmentsQueue: this.appointmentsQueue,
    deadLetters: this.receiptsDeadLetters,
    account: ACCOUNT,
  };

  /** The consumer of receipts receives messages in one batch. */
  byReceipts(...messages: QueueMessage[]) {
    this.#batches += 1;
    return this.clock.drive(consumeReceipts({ id: `batch-${this.#batches}`, messages }, this.receiptsDependencies));
  }

  /** The SMS consumer receives a message in a batch of one. */
  bySms(message: QueueMessage): Promise<AttemptResult> {
    return this.clock.drive(remindBySms(this.#received(message), this.smsDependencies));
  }

  /** The email consumer receives a message in a batch of one. */
  byEmail(message: QueueMessage): Promise<AttemptResult> {
    return this.clock.drive(remindByEmail(this.#received(message), this.emailDependencies));
  }

  /** What the producer queues for an appointment in the table. */
  storedMessage(of: AppointmentMessage = appointment(), id = "message-1"): QueueMessage {
    this.appointments.put(of as StoredAppointment);
    return queueMessage({ ...of, reminder: { origin: APPOINTMENTS_TABLE_ORIGIN, ...of.reminder } }, { id });
  }

  /** Everything that was set to fail works from now on. */
  recover(): void {
    const { sms, email, log, appointmentsQueue, emailQueue, deadLetters, heldTexts } = this;
    for (const part of [sms, email, log, appointmentsQueue, emailQueue, deadLetters, heldTexts]) part.recover();
  }

  #received(message: QueueMessage) {
    this.#batches += 1;
    return reminderOf(message, { batchId: `batch-${this.#batches}`, deadline: this.clock.now() + 50_000 });
  }
}
