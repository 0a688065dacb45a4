import { CHANNELS, type Channel } from "../../../../contracts/delivery-log";
import { readStopTarget } from "../../../../contracts/tables/sending-stops";
import { partsOf, type StoredStops, stoppedTargets } from "../../../domain/stops/change-stops";
import { clinicsText, startCommands, targetsByStop } from "../../shared/stops/stop-texts";
import { type Check, check, DEPLOY, type Finding, fail, ok } from "../facts/check";
import type { Facts } from "../facts/facts";

const TITLES: Readonly<Record<Channel, string>> = { SMS: "Texts are sent", EMAIL: "Emails are sent" };

/** Checks whether an operator has stopped a channel, for all clinics or for some. */
export function checkSending({ environment, names, stops, schedule, now }: Facts): Check[] {
  const gone = fail(`table ${names.sendingStopsTable} does not exist: nothing is sent`, DEPLOY);
  const zone = schedule.how === "known" ? schedule.value.timeZone : "UTC";
  return CHANNELS.map((channel) =>
    check(TITLES[channel], stops, gone, (stored) => checkChannel(stored, channel, environment, zone, now)),
  );
}

function checkChannel(
  stored: StoredStops | undefined,
  channel: Channel,
  environment: string,
  timeZone: string,
  now: number,
): Finding {
  const stopped = stoppedTargets(stored).filter((target) => readStopTarget(target)?.channel === channel);
  if (stopped.length === 0) return ok("not stopped");
  const texts = [...targetsByStop(stored, stopped, timeZone, now)].map(([text, targets]) => {
    const { clinics } = partsOf(targets);
    return clinics && !targets.includes(channel) ? `stopped for ${clinicsText(clinics)} ${text}` : `stopped ${text}`;
  });
  return fail(texts.join("; "), startCommands(stopped, environment).join("; "));
}
