import type { HeldRun } from "../../../contracts/tables/daily-runs";
import type { DueCounter, RunHistory, RunState } from "../../../services/domain/floods/run-guard";
import type { DailyCounts } from "../../../services/domain/floods/usual-volume";
import type { FakeAppointments } from "./fake-appointments";

/** What is kept of the daily runs, in memory. */
export class FakeRunHistory implements RunHistory {
  counts: DailyCounts = {};
  held: HeldRun | undefined;
  /** The `since` of the held run that an operator released. */
  released: string | undefined;
  /** If true, it cannot be read. */
  unreadable = false;

  async read(): Promise<RunState> {
    if (this.unreadable) throw Object.assign(new Error(), { name: "AccessDeniedException" });
    const { counts, held, released } = this;
    return { counts, ...(held && { held }), isReleased: held !== undefined && held.since === released };
  }

  async record(counts: DailyCounts): Promise<void> {
    this.counts = counts;
  }

  async hold(held: HeldRun): Promise<void> {
    this.held = held;
  }

  async clear(): Promise<void> {
    this.held = undefined;
    this.released = undefined;
  }
}

/** Counts what is due in the table. */
export function dueCounterOf({ items }: Pick<FakeAppointments, "items">): DueCounter {
  return {
    async count(reminderDate) {
      const due = [...items.values()].filter((item) => item.reminderDate === reminderDate).length;
      // The lists answer in another order than they were asked in.
      const [, part = "0"] = reminderDate.split("#");
      for (let turn = 20 - Number.parseInt(part, 16); turn > 0; turn -= 1) await Promise.resolve();
      return due;
    },
  };
}
