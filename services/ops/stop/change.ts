/** Stops or starts sending: identifies the operator, writes the change, and emits the alarm's metric. */
import type { StopChange } from "../../../contracts/tables/sending-stops";
import { systemClock } from "../../adapters/system-clock";
import { type StoredStops, stoppedTargets } from "../../domain/stops/change-stops";
import type { BegunAct } from "../audit/record-act";
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
 * Makes the change, and emits the alarm's metric. A stop is made even if the operator cannot be identified.
 * @param seen the stops that the operator saw and agreed to change; if they differ by now, nothing is changed
 * @param act who makes it and when, if the audit has that
 * @throws CommandError if they differ
 */
export async function makeChange(
  request: Request,
  environment: Environment,
  seen?: { readonly stops: StoredStops | undefined },
  act?: Pick<BegunAct, "by" | "at">,
): Promise<Changed> {
  const { names, dynamo, name } = environment;
  const why = (error: unknown) => explain(error, name).message;
  const caller: Caller = act ?? (await identify(why));
  const requested = { ...request, at: caller.at, by: caller.by };
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
  return {
    ...changed,
    requested,
    ...(caller.callerError !== undefined && { callerError: caller.callerError }),
    ...reported,
  };
}

interface Caller extends Pick<BegunAct, "by" | "at"> {
  readonly callerError?: string;
}

async function identify(why: (error: unknown) => string): Promise<Caller> {
  const identity = sts();
  const caller = await callerIdentity(identity).then(
    (by) => ({ by }),
    (error) => ({ by: "unknown", callerError: why(error) }),
  );
  return { ...caller, at: new Date(awsClock(identity, systemClock).now()).toISOString() };
}
