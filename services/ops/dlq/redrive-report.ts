import type { Channel } from "../../../contracts/delivery-log";
import type { SourceQueue } from "../../../contracts/queue-attributes";
import { type StopTarget, stopTarget } from "../../../contracts/tables/sending-stops";
import type { RedriveResult } from "../../domain/redrive/redrive";
import { Counts } from "../shared/counts";
import type { Watched } from "../shared/watch";

/** By which channel the messages of a queue are sent. */
const CHANNEL_OF: Partial<Readonly<Record<SourceQueue, Channel>>> = { appointments: "SMS", "email-fallback": "EMAIL" };

/** The counts that `dlq redrive` prints. */
export class RedriveReport {
  /** The notifications of the moved messages. */
  readonly notifications: Watched[] = [];
  readonly #sent = new Set<StopTarget>();
  readonly #to: Record<SourceQueue, number> = {
    appointments: 0,
    "email-fallback": 0,
    bookings: 0,
    receipts: 0,
    replies: 0,
  };
  /** By reason and field. */
  readonly #refused = new Counts();
  /** By error code. */
  readonly #failed = new Counts();
  #dropped = 0;
  #arrived = 0;
  #notSelected = 0;

  /**
   * @param watched the message's notification, if it is known
   * @param clinicId of a reminder
   */
  add(result: RedriveResult, watched?: Watched, clinicId?: string): void {
    if (result.kind === "dropped") this.#dropped += 1;
    if (result.kind === "arrived") this.#arrived += 1;
    if (result.kind === "not-selected") this.#notSelected += 1;
    if (result.kind === "failed") this.#failed.raise(result.code);
    if (result.kind === "refused") {
      const { reason, field } = result.violation;
      this.#refused.raise(field ? `${reason} (${field})` : reason);
    }
    if (result.kind === "moved") {
      this.#to[result.to] += 1;
      if (watched) this.notifications.push(watched);
      const channel = CHANNEL_OF[result.to];
      if (channel && clinicId !== undefined) this.#sent.add(stopTarget(channel, clinicId));
    }
  }

  get moved(): number {
    return Object.values(this.#to).reduce((sum, count) => sum + count, 0);
  }

  /** The clinics' channels by which the moved messages are sent. */
  get sent(): StopTarget[] {
    return [...this.#sent];
  }

  get failed(): number {
    return this.#failed.total;
  }

  /** The number of messages that were selected. */
  get selected(): number {
    return this.seen - this.#notSelected;
  }

  get seen(): number {
    return this.moved + this.failed + this.#refused.total + this.#dropped + this.#arrived + this.#notSelected;
  }

  /** For the audit. */
  get notificationIds(): string[] {
    return this.notifications.map(({ key }) => key.notificationId);
  }

  /** For the audit. */
  get counts(): Readonly<Record<string, number>> {
    const { moved, failed } = this;
    return { moved, refused: this.#refused.total, failed, dropped: this.#dropped, arrived: this.#arrived };
  }

  /** @param nameOf returns the name of a queue */
  lines(verb: string, nameOf: (source: SourceQueue) => string): string[] {
    const sources = Object.entries(this.#to) as [SourceQueue, number][];
    return [
      ...sources.filter(([, count]) => count > 0).map(([source, count]) => `${verb} to ${nameOf(source)}: ${count}`),
      ...(this.moved === 0 ? [`${verb}: nothing`] : []),
      ...this.#refused.lines((why, count) => `kept, breaks the contract, ${why}: ${count}`),
      ...this.#failed.lines((code, count) => `not moved, ${code}: ${count} (still in the DLQ)`),
      ...(this.#dropped > 0 ? [`kept, notification was dropped: ${this.#dropped} (--reopen sends it)`] : []),
      ...(this.#arrived > 0 ? [`kept, arrived during the run: ${this.#arrived} (failed again, or new)`] : []),
      ...(this.#notSelected > 0 ? [`kept, not selected: ${this.#notSelected}`] : []),
    ];
  }

  json(dryRun: boolean) {
    return {
      dryRun,
      moved: this.#to,
      refused: this.#refused,
      failed: this.#failed,
      dropped: this.#dropped,
      arrived: this.#arrived,
      notSelected: this.#notSelected,
    };
  }
}
