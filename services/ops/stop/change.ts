/** A stop or a start: who makes it, the write, and the metric of its alarm. */
import type { Channel } from "../../../contracts/delivery-log";
import type { StopChange } from "../../../contracts/sending-stops";
import { systemClock } from "../../adapters/system-clock";
import { type StoredStops, stoppedChannels } from "../../domain/stops/change-stops";
import { awsClock } from "../aws/aws-clock";
import { callerIdentity } from "../aws/caller-identity";
import { reportSendingStopped } from "../aws/cloudwatch-sending-stopped";
import { type ChangedStops, changeStops } from "../aws/dynamo-stop-changes";
import { cloudWatchBriefly, sts } from "../aws/operator-clients";
import { explain } from "../output/explain";
import { CommandError, STATUS } from "../output/status";
import type { Environment } from "../shared/environment";

export interface Changed extends ChangedStops {
  /** What the operator asked for. */
  readonly asked: StopChange;
  /** Why it is not known who asked for it. */
  readonly nobody?: string;
  /** Why CloudWatch does not have the metric. */
  readonly unreported?: string;
}

export type Asked = Pick<StopChange, "act" | "because"> & { readonly channels: readonly Channel[] };

/**
 * Makes the change, also where it is not known who asks for it, and reports it to the alarm.
 * @param seen what the operator agreed to change; if it is another by now, nothing is changed
 * @throws CommandError where nothing was changed for that reason
 */
export async function makeChange(
  wanted: Asked,
  environment: Environment,
  seen?: { readonly stops: StoredStops | undefined },
): Promise<Changed> {
  const { names, dynamo, name } = environment;
  const why = (error: unknown) => explain(error, name).message;
  const identity = sts();
  const caller = await callerIdentity(identity).then(
    (by) => ({ by }),
    (error) => ({ by: "unknown", nobody: why(error) }),
  );
  const asked = { ...wanted, at: new Date(awsClock(identity, systemClock).now()).toISOString(), by: caller.by };
  const changed = await changeStops(dynamo, names.sendingStopsTable, asked, systemClock, seen);
  if (!changed) {
    const since = "Nothing was changed: somebody has stopped or started something in the meantime";
    throw new CommandError(since, STATUS.failed, "Run the same command again.");
  }
  const isStopped = stoppedChannels(changed.stops).length > 0;
  const reported = await reportSendingStopped(cloudWatchBriefly(), name, isStopped, changed.reportedFor).then(
    () => ({}),
    (error) => ({ unreported: why(error) }),
  );
  return { ...changed, asked, ...("nobody" in caller && { nobody: caller.nobody }), ...reported };
}
