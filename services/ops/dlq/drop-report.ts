import type { Dropping } from "../../domain/redrive/drop";
import { Counts } from "../shared/counts";

/** What became of a message that was to be dropped. */
export type Dropped = Dropping["kind"] | "arrived" | { readonly failed: string };

const TOLD = {
  recorded: "dropped, and the log says why",
  "ended before": "dropped, their notification had ended",
  "in work": "kept, its notification is in progress",
  arrived: "stays, arrived while this ran",
} as const;

/** What a drop came to. */
export class DropReport {
  readonly #counts = { recorded: 0, "ended before": 0, "in work": 0, arrived: 0 };
  /** By error code. */
  readonly #failed = new Counts();

  add(dropped: Dropped): void {
    if (typeof dropped === "string") this.#counts[dropped] += 1;
    else this.#failed.raise(dropped.failed);
  }

  get seen(): number {
    return Object.values(this.#counts).reduce((sum, count) => sum + count, this.#failed.total);
  }

  /** Something was dropped, and nothing that was to be stays. */
  get isComplete(): boolean {
    const { recorded, "ended before": endedBefore, "in work": inWork } = this.#counts;
    return recorded + endedBefore > 0 && inWork === 0 && this.#failed.total === 0;
  }

  lines(): string[] {
    const counts = Object.entries(this.#counts) as [keyof typeof TOLD, number][];
    const told = counts.filter(([, count]) => count > 0);
    return [
      ...(this.seen === 0 ? ["dropped: nothing"] : []),
      ...told.map(([kind, count]) => `${TOLD[kind]}: ${count}`),
      ...this.#failed.lines((code, count) => `not dropped, ${code}: ${count} (in the DLQ still)`),
    ];
  }

  json() {
    const { recorded, "ended before": endedBefore, "in work": inWork, arrived } = this.#counts;
    return { recorded, endedBefore, inWork, arrived, failed: this.#failed };
  }
}
