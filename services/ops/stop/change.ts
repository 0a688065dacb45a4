/** Stops or starts sending: identifies the operator, writes the change, and emits the alarm's metric. */
import type { StopChange } from "../../../contracts/tables/sending-stops";
import { systemClock } from "../../adapters/system-clock";
import { type StoredStops, stoppedTargets } from "../../domain/stops/change-stops";
import { awsClock } from "../aws/aws-clock";
import { callerIdentity } from "../aws/caller-identity";
import { reportSendingStopped } from "../aws/cloudwatch-sending-stopped";
import { type ChangedStops, changeStops } from "../aws/dynamo-stop-changes";
import { cloudWatchBriefly, sts } from "../aws/operator-clients";
import { explain } from "../output/explain";
import { CommandError, STATUS } from "../output/status";
import type { Environment } from "../shared/environment";

export interface Changed extends ChangedStops {
  readonly requested: StopChange;
  /** Why the operator could not be identified. */
  readonly callerError?: string;
  /** Why the metric could not be emitted. */
  readonly metricError?: string;
}

export type Request = Pick<StopChange, "act" | "because" | "channels" | "clinics">;

/**
 * Makes the change, even if the operator cannot be identified, and emits the alarm's metric.
 * @param seen the stops that the operator saw and agreed to change; if they differ by now, nothing is changed
 * @throws CommandError if they differ
 */
export async function makeChange(
  request: Request,
  environment: Environment,
  seen?: { readonly stops: StoredStops | undefined },
): Promise<Changed> {
  const { names, dynamo, name } = environment;
  const why = (error: unknown) => explain(error, name).message;
  const identity = sts();
  const caller = await callerIdentity(identity).then(
    (by) => ({ by }),
    (error) => ({ by: "unknown", callerError: why(error) }),
  );
  const requested = { ...request, at: new Date(awsClock(identity, systemClock).now()).toISOString(), by: caller.by };
  const changed = await changeStops(dynamo, names.sendingStopsTable, requested, systemClock, seen);
  if (!changed) {
    const problem = "Nothing was changed: sending was stopped or started in the meantime";
    throw new CommandError(problem, STATUS.failed, "Run the same command again.");
  }
  const isStopped = stoppedTargets(changed.stops).length > 0;
  const reported = await reportSendingStopped(cloudWatchBriefly(), name, isStopped, changed.reportedFor).then(
    () => ({}),
    (error) => ({ metricError: why(error) }),
  );
  return { ...changed, requested, ...("callerError" in caller && { callerError: caller.callerError }), ...reported };
}
