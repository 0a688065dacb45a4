/** Everything that the processes of one run share. */
import type { Outcome } from "../../../contracts/delivery-log";
import type { OutcomeEvent } from "../../../contracts/events/event-types";
import type { MetricName } from "../../../contracts/metrics";
import type { RateBudget } from "../../../services/domain/rate-limit/rate-limit";
import { rateBudgetInMemory } from "../../../services/domain/rate-limit/rate-limiter";
import { NOW } from "../../support/data/records";
import { FakeAppointments, FakeSweepProgress } from "../../support/fakes/fake-appointments";
import { FakeDeliveryLog } from "../../support/fakes/fake-delivery-log";
import { FakePartRuns } from "../../support/fakes/fake-part-runs";
import { FakeLogger } from "../../support/fakes/fake-reports";
import { PhoneIndex } from "../answers/phone-index";
import { SimulatedAnswers } from "../answers/simulated-answers";
import { SimulatedFloods } from "../floods/simulated-floods";
import type { ContactBook } from "../people/contacts";
import type { Nights } from "../people/nights";
import { SimulatedReceipts } from "../receipts/simulated-receipts";
import { Story } from "../story";
import type { StoredChange } from "./booking-change";
import type { Choices } from "./choices";
import type { Surroundings } from "./execution";
import type { FaultRates } from "./faults";
import { type Contacts, Outbox } from "./simulated-carriers";
import { SimulatedQueue } from "./simulated-queue";
import { SimulatedStops } from "./stops";
import { VirtualTime } from "./virtual-time";

/** ms; a test checks that they are those of infra/stack/settings/consumer-timings.ts. */
export interface ConsumerTimings {
  readonly timeoutMs: number;
  readonly leaseMs: number;
  readonly visibilityMs: number;
  readonly concurrency: number;
}

export const TIMINGS = {
  sms: { timeoutMs: 60_000, leaseMs: 90_000, visibilityMs: 360_000, concurrency: 3 },
  email: { timeoutMs: 30_000, leaseMs: 45_000, visibilityMs: 180_000, concurrency: 2 },
} as const satisfies Record<string, ConsumerTimings>;

/** Receives after which SQS moves a message. */
export const MAX_RECEIVES = { sms: 3, email: 10 } as const;

/** What operators and other systems can read. */
class Reports {
  readonly logger = new FakeLogger();
  readonly events: OutcomeEvent[] = [];
  readonly counted = new Map<string, number>();

  count(values: Readonly<Partial<Record<MetricName, number>>>): void {
    for (const [name, value] of Object.entries(values)) this.counted.set(name, (this.counted.get(name) ?? 0) + value);
  }
}

export interface WorldOptions {
  readonly choices: Choices;
  readonly faults: FaultRates;
  readonly contacts: Contacts;
  readonly nights?: Nights | undefined;
  readonly timings?: Readonly<Record<"sms" | "email", ConsumerTimings>>;
  /** Whether the story is kept. */
  readonly story: boolean;
  /** ms since 1970: when the run begins. */
  readonly start?: number;
  /** The carriers report what became of texts and emails. */
  readonly receipts?: { readonly latestMs: number } | undefined;
  /** Floods are held. */
  readonly floods?: boolean | undefined;
  /** How many runs share a daily run: by default one does everything. */
  readonly producerRuns?: number | undefined;
  /** Patients answer their texts; their contacts. */
  readonly answeredBy?: Pick<ContactBook, "optedOut"> | undefined;
}

export class World implements Surroundings {
  readonly time: VirtualTime;
  /** Of a run that goes on for nights. */
  readonly nights: Nights | undefined;
  readonly story: Story;
  readonly log = new FakeDeliveryLog({ now: () => this.time.now, sleep: (ms) => this.time.sleep(ms) });
  readonly reports = new Reports();
  readonly budget: RateBudget;
  readonly choices: Choices;
  readonly faults: FaultRates;
  readonly timings: Readonly<Record<"sms" | "email", ConsumerTimings>>;
  readonly outbox: Outbox;
  readonly deadLetters: SimulatedQueue;
  readonly emailQueue: SimulatedQueue;
  readonly appointmentsQueue: SimulatedQueue;
  /** Of a run in which carriers report. */
  readonly receipts: SimulatedReceipts | undefined;
  /** Of a run in which patients answer. */
  readonly answers: SimulatedAnswers | undefined;
  readonly phoneIndex: PhoneIndex;
  /** Of a run in which floods are held. */
  readonly floods: SimulatedFloods | undefined;
  readonly producerRuns: number;
  /** Which parts of shared daily runs are done. */
  readonly partRuns = new FakePartRuns();
  readonly stops = new SimulatedStops();
  /** The appointments table. */
  readonly table = new FakeAppointments();
  /** What the booking system has changed in it. */
  readonly changes: StoredChange[] = [];
  readonly sweepProgress = new FakeSweepProgress();
  /** The dropped notifications, and when the operator learned that the drop was recorded. */
  readonly drops: { readonly notificationId: string | undefined; readonly at: number }[] = [];
  /** When a notification was first in the log as one of a patient who wants emails only, by its id. */
  readonly emailOnlySince = new Map<string, number>();
  /** Rules that were broken during the run. */
  readonly problems: string[] = [];
  /** Outcomes whose writers know that they were written. */
  readonly settled: Outcome[] = [];
  /** Writes to the log whose result their process does not know. */
  writesUnknown = 0;
  /** Publishes that failed after all retries: they are only logged. */
  publishesFailed = 0;
  /** Processes that ended by timeout. */
  timedOut = 0;

  constructor(options: WorldOptions) {
    const { choices, faults, contacts, nights, timings = TIMINGS, story, start = NOW, receipts, answeredBy } = options;
    this.nights = nights;
    this.time = new VirtualTime(nights?.start ?? start);
    this.story = new Story(() => this.time.now, story);
    this.choices = choices;
    this.faults = faults;
    this.producerRuns = options.producerRuns ?? 1;
    this.timings = timings;
    this.receipts = receipts && new SimulatedReceipts(this, receipts.latestMs);
    const report: SimulatedReceipts["accept"] = (sending, messageId, isOptedOut) => {
      this.receipts?.accept(sending, messageId, isOptedOut);
      this.answers?.accept(sending, messageId);
    };
    this.floods = options.floods ? new SimulatedFloods(choices, this.time) : undefined;
    this.budget = rateBudgetInMemory({ now: () => this.time.now }, this.floods?.texts);
    this.outbox = new Outbox(() => this.time.now, contacts, report);
    this.phoneIndex = new PhoneIndex(this);
    this.answers = answeredBy && new SimulatedAnswers(this, { ...answeredBy, patientOf: (id) => this.#patientOf(id) });
    const countsOn = choices.fraction() < 0.5;
    const queue = (name: string, visibilityMs: number, redrive?: { target: SimulatedQueue; maxReceiveCount: number }) =>
      new SimulatedQueue(name, this, { visibilityMs, redrive, countsOn });
    this.deadLetters = queue("dlq", 300_000);
    const { sms, email } = timings;
    this.emailQueue = queue("email", email.visibilityMs, {
      target: this.deadLetters,
      maxReceiveCount: MAX_RECEIVES.email,
    });
    this.appointmentsQueue = queue("appointments", sms.visibilityMs, {
      target: this.emailQueue,
      maxReceiveCount: MAX_RECEIVES.sms,
    });
  }
  /** Whose appointment a notification is about. */
  #patientOf(id: string): string | undefined {
    return this.log.items.find(({ notificationId }) => notificationId === id)?.patientId;
  }
}
