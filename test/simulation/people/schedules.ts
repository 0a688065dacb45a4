/** The two schedules: the daily run, and the sweep of each quarter of an hour. */
import { SCHEDULE_SOURCE, SWEEP_SOURCE } from "../../../contracts/producer-event";
import { dueDayOf } from "../../../contracts/tables/appointments-table";
import { QUARTER, quarterOf } from "../../../contracts/tables/quarters";
import { startOf } from "../../../services/domain/appointment/appointment-time";
import { CLINIC_TIME_ZONE } from "../../support/data/clinics";
import type { World } from "../services/world";
import type { ProducerVariant } from "../variants/variant";
import { runProducer } from "./actors";
import { RUNS_AFTER } from "./shared-runs";

const DAY = 86_400_000;

export interface Schedules {
  /** How long they fire from the start of the run on. */
  readonly days: number;
  /** Whether the scheduler fails at a time, in ms since the start of the run. */
  readonly isOut?: (after: number) => boolean;
  /** A run that would find nothing due is left out; a sweep advances its progress, as it would if it read everything. */
  readonly skipsIdle?: boolean;
  readonly variant?: ProducerVariant;
}

/** They fire even while a run of theirs is in progress. */
export function startSchedules(
  world: World,
  { days, isOut = () => false, skipsIdle = false, variant }: Schedules,
): void {
  const { table, time } = world;
  const start = time.now;
  const fire = (source: string, name: string) => void runProducer(world, table, { source }, name, variant);
  const first = QUARTER - (start % QUARTER);
  for (let after = first; after < days * DAY; after += QUARTER) {
    if (isOut(after)) continue;
    time.after(after, () => {
      if (skipsIdle && !isAnyDue(world, "quarter")) void world.sweepProgress.advance(quarterOf(time.now));
      else fire(SWEEP_SOURCE, `sweep-${Math.ceil(after / QUARTER)}`);
    });
  }
  for (let day = 0; day < days; day += 1) {
    const date = new Date(start + day * DAY).toISOString().slice(0, 10);
    const at = startOf(`${date}T09:00`, CLINIC_TIME_ZONE);
    if (at < start || isOut(at - start)) continue;
    for (const after of RUNS_AFTER) {
      time.at(at + after, () => {
        if (!skipsIdle || isAnyDue(world, "day")) fire(SCHEDULE_SOURCE, `daily-${date}`);
      });
    }
  }
}

/** Whether an item is due in a quarter that has begun, or on a day. */
function isAnyDue({ table, time }: World, by: "quarter" | "day"): boolean {
  for (const { reminderDate } of table.items.values()) {
    if (typeof reminderDate !== "string" || reminderDate.includes("T") !== (by === "quarter")) continue;
    if (by === "day" || dueDayOf(reminderDate) <= quarterOf(time.now)) return true;
  }
  return false;
}
