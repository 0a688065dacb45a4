/** What a stop or a start came to, in sentences or as one document. */
import { CHANNELS, type Channel } from "../../../contracts/delivery-log";
import { stoppedChannels } from "../../domain/change-stops";
import type { Environment } from "../shared/environment";
import { jsonText } from "../shared/json-text";
import { STATUS, type Status } from "../shared/status";
import { capitalized, namesOf, startCommandText, stopLines, stopsJson, zoneOf } from "../shared/stops";
import { note, say, type Terminal } from "../shared/terminal";
import type { Changed } from "./change";

/** @returns failed where the alarm does not know of it */
export async function report(
  changed: Changed,
  environment: Environment,
  terminal: Terminal,
  json: boolean,
): Promise<Status> {
  if (json) say(terminal, changeJson(changed, environment.name));
  else await tell(changed, environment, terminal);
  return changed.unreported === undefined ? STATUS.done : STATUS.failed;
}

function changeJson({ asked, changed, stops, reportedFor, nobody, unreported }: Changed, environment: string): string {
  const stopped = stoppedChannels(stops);
  const { act, by } = asked;
  return jsonText({
    environment,
    act,
    by,
    ...(nobody !== undefined && { byUnknownBecause: nobody }),
    changed,
    stopped: stopsJson(stops),
    metric: {
      value: stopped.length > 0 ? 1 : 0,
      minute: new Date(reportedFor).toISOString(),
      ...(unreported !== undefined && { error: unreported }),
    },
  });
}

async function tell(result: Changed, environment: Environment, terminal: Terminal): Promise<void> {
  const { asked, nobody, unreported } = result;
  const lines = asked.act === "stop" ? await stopSentences(result, environment) : startSentences(result, environment);
  for (const line of lines) say(terminal, line);
  const left = stoppedChannels(result.stops);
  if (asked.act === "start" && left.length > 0) {
    for (const line of stopLines(result.stops, left, await zoneOf(environment), Date.now())) say(terminal, `${line}.`);
    say(terminal, `\`${startCommandText(left, environment.name)}\` starts them, too.`);
  }
  if (nobody !== undefined) note(terminal, `The record names "unknown" as who did it: ${nobody} (STS).`);
  if (unreported !== undefined) {
    note(
      terminal,
      `The alarm ${environment.names.sendingStoppedAlarm} does not know of it: ${unreported} (CloudWatch).`,
    );
    note(terminal, "What is said above holds all the same. Run the same command again to report it.");
  }
}

async function stopSentences({ asked, changed, stops }: Changed, environment: Environment): Promise<string[]> {
  const { name } = environment;
  const before = asked.channels.filter((channel) => !changed.includes(channel));
  const stopped = stoppedChannels(stops);
  const already = before.length > 0 ? stopLines(stops, before, await zoneOf(environment), Date.now()) : [];
  return [
    ...(changed.length > 0 ? [`${capitalized(namesOf(changed))} of ${name} are stopped.`] : []),
    ...already.map((line) => `${line}. That was so already, and its record stays.`),
    "Within 3 seconds nothing new is handed to the carriers. What is on its way by then takes up to 8 seconds more, and",
    "what a carrier has accepted arrives.",
    "Reminders wait in their queues: none is lost or fails, and waiting uses up no attempt. One whose appointment is over",
    "before the start is not sent (EXPIRED).",
    ...otherChannelSentence(stopped),
    `To start again: ${startCommandText(stopped, name)}`,
  ];
}

function otherChannelSentence(stopped: readonly Channel[]): string[] {
  const [running, ...others] = CHANNELS.filter((channel) => !stopped.includes(channel));
  if (running === undefined || others.length > 0) return [];
  const what = capitalized(namesOf([running]));
  return [`${what} go on, and near its appointment a reminder that waits goes out as one where the contact allows.`];
}

function startSentences({ asked, changed }: Changed, { name }: Environment): string[] {
  if (changed.length === 0) return [`${capitalized(namesOf(asked.channels))} of ${name} are not stopped.`];
  return [
    `${capitalized(namesOf(changed))} of ${name} are started.`,
    "Each reminder that waits is taken up within about 5 minutes, and many texts go out at the account's rate. Those whose",
    "appointment is over by then are not sent (EXPIRED).",
  ];
}
