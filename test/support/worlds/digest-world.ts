import { clinicDay } from "../../../services/domain/appointment/appointment-time";
import type { AttentionEntry, WaitingAnswer } from "../../../services/domain/digest/digest-ports";
import { type DigestDependencies, runDigest } from "../../../services/domain/digest/run-digest";
import { CLINIC_TIME_ZONE } from "../data/clinics";
import { NOW } from "../data/records";
import { FakeLogger, FakeMetrics } from "../fakes/fake-reports";
import { FrozenClock } from "../fakes/frozen-clock";

/** The daily digest and everything that it reads and writes, in memory. */
export class DigestWorld {
  readonly clock = new FrozenClock(NOW);
  readonly entries: AttentionEntry[] = [];
  readonly answers: WaitingAnswer[] = [];
  readonly deadLetters = new Map<string, number>();
  readonly published: { readonly subject: string; readonly text: string }[] = [];
  readonly metrics = new FakeMetrics();
  readonly logger = new FakeLogger();
  digestedTo: string | undefined;
  /** The error of the next call to the topic. */
  topicError: Error | undefined;

  readonly dependencies: DigestDependencies = {
    environment: "dev",
    clinicTimeZone: CLINIC_TIME_ZONE,
    runbookUrl: "https://example.com/runbook.md",
    attention: { ofDay: (day, since) => this.#ofDay(day, since) },
    answers: { all: () => this.#waiting() },
    deadLetters: { counts: async () => [...this.deadLetters].map(([queue, messages]) => ({ queue, messages })) },
    progress: {
      read: async () => this.digestedTo,
      advance: async (to) => {
        this.digestedTo = to;
      },
    },
    topic: { publish: (subject, text) => this.#publish(subject, text) },
    metrics: this.metrics,
    logger: this.logger,
    clock: this.clock,
  };

  run() {
    return runDigest(`digest-${this.metrics.calls.length}`, this.dependencies);
  }

  /** A notification of tomorrow's appointment that came to need a person an hour ago. */
  add(changes: Partial<AttentionEntry> = {}): AttentionEntry {
    const now = this.clock.now();
    const entry: AttentionEntry = {
      notificationId: `notification-${this.entries.length + 1}`,
      timestamp: now + 86_400_000,
      status: "NO_CONTACT",
      attentionAt: new Date(now - 3_600_000).toISOString(),
      ...changes,
    };
    this.entries.push(entry);
    return entry;
  }

  async *#ofDay(day: string, since: string): AsyncGenerator<AttentionEntry> {
    for (const entry of this.entries) {
      const { attentionAt = "" } = entry;
      if (clinicDay(Date.parse(attentionAt), CLINIC_TIME_ZONE) === day && attentionAt >= since) yield entry;
    }
  }

  async *#waiting(): AsyncGenerator<WaitingAnswer> {
    yield* this.answers;
  }

  async #publish(subject: string, text: string): Promise<void> {
    const error = this.topicError;
    this.topicError = undefined;
    if (error) throw error;
    this.published.push({ subject, text });
  }
}
