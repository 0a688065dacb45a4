import { CHANNELS, type Channel } from "../../../contracts/delivery-log";
import type { SourceQueue } from "../../../contracts/queue-attributes";
import type { Fate } from "../../domain/redrive/redrive";
import { Counts } from "../shared/counts";
import type { Watched } from "../shared/watch";

/** What a redrive came to: counts, and no patient's data. */
export class RedriveReport {
  /** Of what was moved. */
  readonly notifications: Watched[] = [];
  readonly #to: Record<SourceQueue, number> = { appointments: 0, "email-fallback": 0 };
  /** By reason and field. */
  readonly #refused = new Counts();
  /** By error code. */
  readonly #failed = new Counts();
  #dropped = 0;
  #arrived = 0;
  #passedOver = 0;

  /** @param watched where the notification is to be followed */
  add(fate: Fate, watched?: Watched): void {
    if (fate.kind === "dropped") this.#dropped += 1;
    if (fate.kind === "arrived") this.#arrived += 1;
    if (fate.kind === "passed over") this.#passedOver += 1;
    if (fate.kind === "failed") this.#failed.raise(fate.code);
    if (fate.kind === "refused") {
      const { reason, field } = fate.violation;
      this.#refused.raise(field ? `${reason} (${field})` : reason);
    }
    if (fate.kind === "moved") {
      this.#to[fate.to] += 1;
      if (watched) this.notifications.push(watched);
    }
  }

  get moved(): number {
    return this.#to.appointments + this.#to["email-fallback"];
  }

  /** By which what was moved is sent. */
  get channels(): Channel[] {
    const { appointments, "email-fallback": emails } = this.#to;
    return CHANNELS.filter((channel) => (channel === "SMS" ? appointments : emails) > 0);
  }

  get failed(): number {
    return this.#failed.total;
  }

  /** Of what was asked for. */
  get selected(): number {
    return this.seen - this.#passedOver;
  }

  get seen(): number {
    return this.moved + this.failed + this.#refused.total + this.#dropped + this.#arrived + this.#passedOver;
  }

  /** @param nameOf the name of a queue */
  lines(verb: string, nameOf: (source: SourceQueue) => string): string[] {
    const sources = Object.entries(this.#to) as [SourceQueue, number][];
    return [
      ...sources.filter(([, count]) => count > 0).map(([source, count]) => `${verb} to ${nameOf(source)}: ${count}`),
      ...(this.moved === 0 ? [`${verb}: nothing`] : []),
      ...this.#refused.lines((why, count) => `stays, breaks the contract, ${why}: ${count}`),
      ...this.#failed.lines((code, count) => `not moved, ${code}: ${count} (in the DLQ still)`),
      ...(this.#dropped > 0 ? [`stays, its notification was dropped: ${this.#dropped} (--reopen has it sent)`] : []),
      ...(this.#arrived > 0 ? [`stays, arrived while this ran: ${this.#arrived} (failed again, or new)`] : []),
      ...(this.#passedOver > 0 ? [`stays, not asked for: ${this.#passedOver}`] : []),
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
      notAskedFor: this.#passedOver,
    };
  }
}
