import { resourceNames } from "../../contracts/resource-names";
import type { DigestResponse } from "../../services/domain/digest/run-digest";
import { FunctionError } from "./functions/function-thread";
import { ScheduleMissing } from "./functions/scheduler";
import type { Controls } from "./pages/controls";
import type { RunDigest } from "./reconciliation/reconcile-digest";

const MAX_ATTEMPTS = 3;

/**
 * Fires the schedule of the daily digest, as at the end of a day.
 * @returns undefined if the settings have it off
 * @throws {FunctionError} if it fails each time
 */
export async function makeDigest(
  cloud: Pick<Controls, "environment" | "fireSchedule" | "outbox">,
): Promise<RunDigest | undefined> {
  const { digestSchedule } = resourceNames(cloud.environment);
  for (let attempt = 1; ; attempt += 1) {
    try {
      const response = (await cloud.fireSchedule(digestSchedule)) as DigestResponse;
      return { ...response, subjects: cloud.outbox().notices.map(({ subject }) => subject) };
    } catch (error) {
      if (error instanceof ScheduleMissing) return undefined;
      if (!(error instanceof FunctionError) || attempt === MAX_ATTEMPTS) throw error;
    }
  }
}
