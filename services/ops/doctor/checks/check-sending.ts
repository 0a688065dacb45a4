import { CHANNELS, type Channel } from "../../../../contracts/delivery-log";
import { type StoredStops, shownStop } from "../../../domain/stops/change-stops";
import { startCommandText, stopText } from "../../shared/stops";
import { type Check, check, DEPLOY, type Finding, fail, ok } from "../facts/check";
import type { Facts } from "../facts/facts";

const TITLES: Readonly<Record<Channel, string>> = { SMS: "Texts are sent", EMAIL: "Emails are sent" };

/** Checks whether an operator has stopped a channel. */
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
  const stop = shownStop(stored, channel);
  if (!stop) return ok("not stopped");
  return fail(`stopped ${stopText(stop, timeZone, now)}`, startCommandText([channel], environment));
}
