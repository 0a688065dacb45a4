import type { DeadLetter } from "../../domain/redrive/dead-letter";
import type { DropResult } from "../../domain/redrive/drop";
import { Counts } from "../shared/counts";

/** What the command did with a message: a failed one has its error code. */
export type Dropped = DropResult["kind"] | "booking" | "receipt" | "reply" | "arrived" | { readonly failed: string };

const LABELS = {
  recorded: "dropped, reason recorded in the delivery log",
  "already-ended": "dropped, notification had already ended",
  booking: "dropped, a booking",
  receipt: "dropped, a receipt",
  reply: "dropped, an answer",
  "in-progress": "kept, notification is in progress",
  arrived: "kept, arrived during the run",
} as const;

/** The counts that `dlq drop` prints. */
export class DropReport {
  readonly #counts: Record<keyof typeof LABELS, number> = {
    recorded: 0,
    "already-ended": 0,
    booking: 0,
    receipt: 0,
    reply: 0,
    "in-progress": 0,
    arrived: 0,
  };
  /** By error code. */
  readonly #failed = new Counts();
  readonly #messageIds: string[] = [];
  readonly #notificationIds: string[] = [];

  /** @param message if it was to be dropped */
  add(dropped: Dropped, message?: DeadLetter): void {
    if (typeof dropped === "string") this.#counts[dropped] += 1;
    else this.#failed.raise(dropped.failed);
    if (!message || typeof dropped !== "string" || dropped === "in-progress") return;
    this.#messageIds.push(message.id);
    if (message.parsed.ok && message.parsed.key) this.#notificationIds.push(message.parsed.key.notificationId);
  }

  /** For the audit: what was dropped. */
  found() {
    const counts = { ...this.#counts, failed: this.#failed.total };
    return { counts, messageIds: this.#messageIds, notificationIds: this.#notificationIds };
  }

  get seen(): number {
    return Object.values(this.#counts).reduce((sum, count) => sum + count, this.#failed.total);
  }

  /** Something was dropped, and every selected message was. */
  get isComplete(): boolean {
    const { "in-progress": inProgress, arrived } = this.#counts;
    const dropped = this.seen - this.#failed.total - inProgress - arrived;
    return dropped > 0 && inProgress === 0 && this.#failed.total === 0;
  }

  lines(): string[] {
    const counts = Object.entries(this.#counts) as [keyof typeof LABELS, number][];
    return [
      ...(this.seen === 0 ? ["dropped: nothing"] : []),
      ...counts.filter(([, count]) => count > 0).map(([kind, count]) => `${LABELS[kind]}: ${count}`),
      ...this.#failed.lines((code, count) => `not dropped, ${code}: ${count} (still in the DLQ)`),
    ];
  }

  json() {
    const { recorded, "already-ended": alreadyEnded, "in-progress": inProgress, arrived } = this.#counts;
    const { booking: bookings, receipt: receipts, reply: replies } = this.#counts;
    return { recorded, alreadyEnded, bookings, receipts, replies, inProgress, arrived, failed: this.#failed };
  }
}
