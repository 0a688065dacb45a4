/** Operators who stop sending and start it again. */
import { CHANNELS, type Channel } from "../../../contracts/delivery-log";
import { CLINIC } from "../../support/data/clinics";
import { Execution } from "../services/execution";
import type { FaultRates } from "../services/faults";
import type { Stop, StopScope } from "../services/stops";
import type { World } from "../services/world";

/** The share of runs in which an operator stops sending. */
const OPERATORS_STOP = 0.4;
const MINUTE = 60_000;
/** The maximum lengths of a stop, ms: through a wait for the rate limit, up to an appointment, until one is near. */
const LONGEST = [5 * MINUTE, 60 * MINUTE, 600 * MINUTE];
/** ms between two copies of a waiting message. */
const ROUND = 5 * MINUTE;
/** A message that is delivered twice, or not deleted, is two messages from then on. A stop ends before there are more. */
const MAX_COPIES = 30;
const CHANNELS_TO_STOP: readonly (readonly Channel[])[] = [["SMS"], ["EMAIL"], CHANNELS, CHANNELS];
/** For which clinics, by the seed, so that the other choices of a run stay the same: the patients', another, or all. */
const CLINICS_TO_STOP: readonly (string | undefined)[] = [undefined, CLINIC.id, undefined, "another"];

/**
 * An operator stops one channel or both, for all clinics or for one, and starts them again. The stop is before the run, in its first minute, when most
 * messages are in progress, or later.
 */
export function startStops(world: World, latest: number, seed: number): void {
  const { choices, stops, time } = world;
  if (choices.fraction() >= OPERATORS_STOP) return;
  const scope = { channels: choices.oneOf(CHANNELS_TO_STOP), clinicId: CLINICS_TO_STOP[seed % CLINICS_TO_STOP.length] };
  const after = choices.between(0, choices.oneOf([0, MINUTE, MINUTE, latest]));
  if (after === 0) for (const stop of stops.stop(scope, stops.version, time.now)) stop.confirmedAt = time.now;
  else time.after(after, () => void runStop(world, scope));
  const longest = Math.min(choices.oneOf(LONGEST), longestFor(world.faults));
  time.after(after + choices.between(1_000, longest), () => {
    world.story.add("operator", () => "starts sending again");
    stops.start(time.now);
  });
}

/** ms */
function longestFor({ duplicateDelivery, deleteLost, responseLost, crash }: FaultRates): number {
  const copies = 1 + duplicateDelivery + deleteLost + responseLost + crash;
  return copies > 1 ? Math.round(ROUND * (Math.log(MAX_COPIES) / Math.log(copies))) : Number.POSITIVE_INFINITY;
}

async function runStop(world: World, scope: StopScope): Promise<void> {
  const by = new Execution("stop", world);
  const { stops, time } = world;
  const { version } = stops;
  let stopped: readonly Stop[] = [];
  const write = () => {
    if (stopped.length === 0) stopped = stops.stop(scope, version, time.now);
  };
  try {
    await by.repeatable(`stop ${scope.channels.join(" and ")} of ${scope.clinicId ?? "all"}`, write);
    for (const stop of stopped) stop.confirmedAt = time.now;
  } catch {
    // The operator does not know whether sending is stopped. In this run, sending is started later in any case.
  }
}
