/** Fires the sweep's schedule at the beginning of each quarter of an hour, as EventBridge Scheduler does. */
import { QUARTER } from "../../../contracts/tables/quarters";
import type { FireSchedule } from "./scheduler";

/**
 * @param onError of a sweep that failed, or that was not started
 * @returns stops it
 */
export function startSweepClock(fire: FireSchedule, schedule: string, onError: (error: Error) => void): () => void {
  let timer: NodeJS.Timeout;
  const wait = () => {
    timer = setTimeout(
      () => {
        void fire(schedule).catch(onError);
        wait();
      },
      QUARTER - (Date.now() % QUARTER),
    );
  };
  wait();
  return () => clearTimeout(timer);
}
