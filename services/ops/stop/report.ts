/** The result of a stop or a start, in sentences or as one document. */
import { CHANNELS, type Channel } from "../../../contracts/delivery-log";
import { type StoredStops, stoppedChannels } from "../../domain/stops/change-stops";
import { jsonText } from "../output/json-text";
import { STATUS, type Status } from "../output/status";
import { note, say, type Terminal } from "../output/terminal";
import { hanging, prose } from "../output/wrap";
import type { Environment } from "../shared/environment";
import { capitalized, namesOf, startAgainText, stopLines, stopsJson, zoneOf } from "../shared/stops";
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
  const sentences = asked.act === "stop" ? stopSentences : startSentences;
  for (const text of await sentences(result, environment, terminal.columns)) say(terminal, text);
  if (nobody !== undefined) note(terminal, `The record names "unknown" as who did it: ${nobody} (STS).`);
  if (unreported !== undefined) {
    note(
      terminal,
      `The alarm ${environment.names.sendingStoppedAlarm} does not know of it: ${unreported} (CloudWatch).`,
    );
    note(terminal, "What is said above holds all the same. Run the same command again to report it.");
  }
}

type Columns = number | undefined;

async function stopSentences({ asked, changed, stops }: Changed, environment: Environment, columns: Columns) {
  const { name } = environment;
  const before = asked.channels.filter((channel) => !changed.includes(channel));
  const stopped = stoppedChannels(stops);
  const explained = [
    "Within 3 seconds nothing new is handed to the carriers. A request that is on its way by then takes up to 8 seconds " +
      "more, and what a carrier has accepted still arrives.",
    "Reminders wait in their queues: none is lost or fails, and waiting uses up no attempt. A reminder whose appointment " +
      "begins before sending is started again is not sent (EXPIRED).",
    ...otherChannelSentence(stopped),
  ];
  return [
    ...(changed.length > 0 ? [`${capitalized(namesOf(changed))} of ${name} are stopped.`] : []),
    ...(await recordLines(stops, before, environment)).map((line) => hanging(`${line} This record is kept.`, columns)),
    ...explained.map((sentences) => prose(sentences, columns)),
    startAgainText(stopped, name),
  ];
}

function otherChannelSentence(stopped: readonly Channel[]): string[] {
  const [running, ...others] = CHANNELS.filter((channel) => !stopped.includes(channel));
  if (running === undefined || others.length > 0) return [];
  const [name, contact] = running === "SMS" ? ["text", "phone"] : ["email", "address"];
  return [
    `${capitalized(namesOf([running]))} go on. A reminder that still waits shortly before its appointment goes out as ` +
      `${running === "SMS" ? "a" : "an"} ${name}, if the patient has a usable ${contact}.`,
  ];
}

async function startSentences({ asked, changed, stops }: Changed, environment: Environment, columns: Columns) {
  const { name } = environment;
  const left = stoppedChannels(stops);
  const rest = (await recordLines(stops, left, environment)).map((line) => hanging(line, columns));
  if (left.length > 0) rest.push(startAgainText(left, name));
  if (changed.length === 0) return [`${capitalized(namesOf(asked.channels))} of ${name} are not stopped.`, ...rest];
  const explained =
    "Each reminder that waits is taken up within about 5 minutes, and texts go out no faster than the account's rate. One " +
    "whose appointment has begun by then is not sent (EXPIRED).";
  return [`${capitalized(namesOf(changed))} of ${name} are started.`, prose(explained, columns), ...rest];
}

/** Asks for the clinic's time zone only where there is something to show. */
async function recordLines(stops: StoredStops, channels: readonly Channel[], environment: Environment) {
  return channels.length > 0 ? stopLines(stops, channels, await zoneOf(environment), Date.now()) : [];
}
