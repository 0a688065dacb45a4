/** What a stop or a start concerns: one channel or both, of all clinics or of some. */
import { type Command, Option } from "commander";
import { ONLY_CLINIC } from "../../../contracts/clinics/clinic";
import { CHANNELS } from "../../../contracts/delivery-log";
import type { StopChange } from "../../../contracts/tables/sending-stops";
import { hasProfiles } from "../../domain/clinics/clinics";
import { partsOf, type StoredStops, stoppedClinicTargets } from "../../domain/stops/change-stops";
import { misuse } from "../output/status";
import { type ClinicFilter, withClinicFilter } from "../shared/clinic-filter";
import type { Environment } from "../shared/environment";

/**
 * The maximum number of clinics of a command: DynamoDB accepts an expression of 4 KB and 300 operators ("Constraints in Amazon
 * DynamoDB", expression parameters), and each channel of a clinic takes some 14 characters and one operator.
 */
const MAX_CLINICS = 100;

export interface ScopeOptions extends ClinicFilter {
  /** Both if absent. */
  readonly channel?: string;
}

export type Scope = Pick<StopChange, "channels" | "clinics">;

export function withScope(command: Command, act: StopChange["act"]): Command {
  const channel = new Option("--channel <channel>", `${act} only this channel; both if absent`);
  return withClinicFilter(
    command.addOption(channel.choices(CHANNELS.map((one) => one.toLowerCase()))),
    "texts and emails",
  );
}

/**
 * @param stops what is stopped: a clinic of it can be started without its profile
 * @throws CommandError if the deployment has no such clinic, or the command does not have the file of its clinics
 */
export async function scopeOf(
  { channel, clinic }: ScopeOptions,
  environment: Environment,
  stops?: StoredStops,
): Promise<Scope> {
  const channels = CHANNELS.filter((one) => channel === undefined || one.toLowerCase() === channel);
  if (!clinic) return { channels };
  const ids = [...new Set(clinic)];
  if (ids.length > MAX_CLINICS) {
    const hint = "Use the command several times, or for all clinics: without --clinic.";
    throw misuse(`--clinic names ${ids.length} clinics; ${MAX_CLINICS} are possible in one command`, hint);
  }
  const stopped = partsOf(stoppedClinicTargets(stops)).clinics ?? [];
  const others = ids.filter((id) => !stopped.includes(id));
  if (others.length > 0) {
    const clinics = await environment.clinics();
    const unknown = others.findIndex((id) => clinics.find(id) === undefined);
    if (unknown >= 0) {
      const which = ids.length > 1 ? `, in place ${ids.indexOf(others[unknown] ?? "") + 1},` : "";
      const hint = hasProfiles(clinics)
        ? "Use the ids of the file that --clinics names."
        : `Its only clinic is ${ONLY_CLINIC}.`;
      throw misuse(`--clinic${which} names a clinic that ${environment.name} does not have`, hint);
    }
  }
  return { channels, clinics: ids };
}
