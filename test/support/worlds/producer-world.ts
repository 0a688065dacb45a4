import type { ProducerResponse } from "../../../contracts/producer-event";
import type { StoredAppointment } from "../../../contracts/tables/appointments-table";
import { systemRandom } from "../../../services/adapters/system-random";
import { produce } from "../../../services/domain/producer/produce";
import type { ProducerDependencies } from "../../../services/domain/producer/producer-run";
import { CLINIC_TIME_ZONE, CLINICS } from "../data/clinics";
import { appointment, NOW } from "../data/records";
import { FakeAppointments, FakeSweepProgress } from "../fakes/fake-appointments";
import { FakeDeliveryLog } from "../fakes/fake-delivery-log";
import { heldTextsIn } from "../fakes/fake-held-texts";
import { FakePartRuns } from "../fakes/fake-part-runs";
import { FakeBatchQueue } from "../fakes/fake-queues";
import { FakeWaitingReplies } from "../fakes/fake-replies";
import { FakeLogger, FakeMetrics, FakeTopic } from "../fakes/fake-reports";
import { dueCounterOf, FakeRunHistory } from "../fakes/fake-run-history";
import { FrozenClock } from "../fakes/frozen-clock";

/** The date at the clinic when the clock starts. */
export const TODAY = "2026-12-01";

/** The producer and everything that it uses, in memory. */
export class ProducerWorld {
  readonly clock: FrozenClock;
  readonly log: FakeDeliveryLog;
  readonly appointments = new FakeAppointments();
  readonly sweepProgress = new FakeSweepProgress();
  readonly runHistory = new FakeRunHistory();
  readonly partRuns = new FakePartRuns();
  readonly waitingReplies = new FakeWaitingReplies();
  readonly queue = new FakeBatchQueue();
  readonly topic = new FakeTopic();
  readonly metrics = new FakeMetrics();
  readonly logger = new FakeLogger();
  #runs = 0;

  readonly dependencies: ProducerDependencies;

  /**
   * @param now ms since 1970: when the clock starts
   * @param producerRuns how many runs share a daily run
   */
  constructor(now = NOW, producerRuns = 1) {
    this.clock = new FrozenClock(now);
    this.log = new FakeDeliveryLog(this.clock);
    this.dependencies = {
      appointments: this.appointments,
      sweepProgress: this.sweepProgress,
      queue: this.queue,
      log: this.log,
      clock: this.clock,
      random: systemRandom,
      topic: this.topic,
      metrics: this.metrics,
      logger: this.logger,
      clinicTimeZone: CLINIC_TIME_ZONE,
      clinics: CLINICS,
      waitingReplies: this.waitingReplies,
      heldTexts: heldTextsIn(this.appointments),
      releasedPerSecond: 10,
      catchUpDays: 7,
      runHistory: this.runHistory,
      dueCounter: dueCounterOf(this.appointments),
      floods: { factor: 3, minimum: 10 },
      producerRuns,
      partStarter: this.partRuns,
      partProgress: this.partRuns,
    };
  }

  /** @param deadline ms since 1970 */
  run(event: unknown, deadline = this.clock.now() + 840_000): Promise<ProducerResponse> {
    this.#runs += 1;
    return this.clock.drive(produce(event, { id: `run-${this.#runs}`, deadline }, this.dependencies));
  }

  runSchedule(deadline?: number): Promise<ProducerResponse> {
    return this.run({ source: "daily-notification-trigger" }, deadline);
  }

  sweep(deadline?: number): Promise<ProducerResponse> {
    return this.run({ source: "reminder-sweep" }, deadline);
  }

  /** The appointments on the queue, by id. */
  get queuedIds(): (string | undefined)[] {
    return this.queue.bodies.map((body) => (JSON.parse(body) as StoredAppointment).appointmentId).sort();
  }
}

/** An appointment in the table, due today by default. */
export function stored(appointmentId: string, changes: Partial<StoredAppointment> = {}) {
  return { ...appointment(), reminderDate: TODAY, ...changes, appointmentId };
}

/** This number of appointments, due today. */
export function storedMany(count: number): ReturnType<typeof stored>[] {
  return Array.from({ length: count }, (_, index) => stored(`appointment-${String(index).padStart(4, "0")}`));
}
