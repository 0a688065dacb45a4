/** Counts the usage of a caller in the local run. */
import type { LocalCloud } from "../../../infra/local/local-cloud-types";
import { FUNCTION_CALLER } from "../../../infra/local/protocol/callers";
import { loggedBytes } from "./log-bytes";
import type { TableMeter } from "./table-meter";
import type { Used } from "./usage";

/** The booking system's access key id. */
export const BOOKING = "booking-system";

/** @param caller a function, or the booking system: only its usage is counted */
export async function counted(
  cloud: LocalCloud,
  meter: TableMeter,
  caller: string,
  reminders: number,
  act: () => Promise<unknown>,
): Promise<Used> {
  const ownLines = () => cloud.logs().filter((entry) => entry.function === caller);
  const keyId = caller === BOOKING ? BOOKING : `${FUNCTION_CALLER}${caller}`;
  meter.take(keyId);
  const [callsBefore, linesBefore] = [callsOf(cloud, caller), ownLines().length];
  await act();
  const callsAfter = callsOf(cloud, caller);
  const made = Object.entries(callsAfter.first).map(
    ([operation, times]) => [operation, times - (callsBefore.first[operation] ?? 0)] as const,
  );
  return {
    reminders,
    calls: Object.fromEntries(made),
    retries: callsAfter.retries - callsBefore.retries,
    logBytes: ownLines()
      .slice(linesBefore)
      .reduce((sum, entry) => sum + loggedBytes(entry), 0),
    ...meter.take(keyId),
  };
}

function callsOf(cloud: LocalCloud, functionName: string) {
  const first: Record<string, number> = {};
  let sum = 0;
  for (const call of cloud.calls()) {
    if (call.by !== "function" || call.functionName !== functionName) continue;
    first[call.operation] = (first[call.operation] ?? 0) + call.times - call.retries;
    sum += call.retries;
  }
  return { first, retries: sum };
}
