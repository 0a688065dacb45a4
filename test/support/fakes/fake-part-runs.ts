import type { PartRunEvent } from "../../../contracts/producer-event";
import type { DuePart } from "../../../contracts/tables/due-parts";
import type { PartProgress, PartStarter } from "../../../services/domain/producer/parts/part-runs";

/** The runs that share daily runs: those that are started wait here, and which parts are done is kept. */
export class FakePartRuns implements PartStarter, PartProgress {
  readonly started: PartRunEvent[] = [];
  /** By the id of the daily run. */
  readonly done = new Map<string, Set<string>>();
  /** The index of the next start that fails. */
  failing: number | undefined;
  #starts = 0;

  async start(event: PartRunEvent): Promise<void> {
    this.#starts += 1;
    if (this.failing === this.#starts - 1) throw Object.assign(new Error(), { name: "TooManyRequestsException" });
    // As JSON, as Lambda passes it on.
    this.started.push(JSON.parse(JSON.stringify(event)) as PartRunEvent);
  }

  async partsDone(run: string, parts: readonly DuePart[]): Promise<readonly string[]> {
    const done = this.done.get(run) ?? new Set();
    for (const part of parts) done.add(part);
    this.done.set(run, done);
    return [...done];
  }
}
