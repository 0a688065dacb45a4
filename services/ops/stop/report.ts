/** Prints the result of a stop or a start, as sentences or as JSON. */
import { CHANNELS, type Channel } from "../../../contracts/delivery-log";
import { type StoredStops, stoppedChannels } from "../../domain/stops/change-stops";
import { jsonText } from "../output/json-text";
import { STATUS, type Status } from "../output/status";
import { note, say, type Terminal } from "../output/terminal";
import { hanging, prose } from "../output/wrap";
import type { Environment } from "../shared/environment";
import { capitalized, namesOf, startAgainText, stopLines, stopsJson, zoneOf } from "../shared/stops";
import type { Changed } from "./change";

/** @returns failed if the alarm's metric could not be emitted */
export async function report(
  changed: Changed,
  environment: Environment,
  terminal: Terminal,
  json: boolean,
): Promise<Status> {
  if (json) say(terminal, changeJson(changed, environment.name));
  else await print(changed, environment, terminal);
  return changed.metricError === undefined ? STATUS.done : STATUS.failed;
}

function changeJson(
  { requested, changed, stops, reportedFor, callerError, metricError }: Changed,
  environment: string,
): string {
  const stopped = stoppedChannels(stops);
  const { act, by } = requested;
  return jsonText({
    environment,
    act,
    by,
    ...(callerError !== undefined && { byError: callerError }),
    changed,
    stopped: stopsJson(stops),
    metric: {
      value: stopped.length > 0 ? 1 : 0,
      minute: new Date(reportedFor).toISOString(),
      ...(metricError !== undefined && { error: metricError }),
    },
  });
}

async function print(result: Changed, environment: Environment, terminal: Terminal): Promise<void> {
  const { requested, callerError, metricError } = result;
  const sentences = requested.act === "stop" ? stopSentences : startSentences;
  for (const text of await sentences(result, environment, terminal.columns)) say(terminal, text);
  if (callerError !== undefined) note(terminal, `The record has "unknown" as the operator: ${callerError} (STS).`);
  if (metricError !== undefined) {
    const { sendingStoppedAlarm } = environment.names;
    note(terminal, `The metric of ${sendingStoppedAlarm} was not emitted: ${metricError} (CloudWatch).`);
    note(terminal, "The change above took effect. To emit the metric, run the same command again.");
  }
}

type Columns = number | undefined;

async function stopSentences({ requested, changed, stops }: Changed, environment: Environment, columns: Columns) {
  const { name } = environment;
  const before = requested.channels.filter((channel) => !changed.includes(channel));
  const stopped = stoppedChannels(stops);
  const explained = [
    "Within 3 seconds, no new requests are made to the carriers. A request in progress takes up to 8 seconds more, and " +
      "what a carrier has accepted still arrives.",
    "Reminders wait in their queues: none is lost or fails, and waiting uses no attempts. A reminder whose appointment " +
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
    `${capitalized(namesOf([running]))} are still sent. A reminder that is still waiting shortly before its appointment ` +
      `is sent as ${running === "SMS" ? "a" : "an"} ${name}, if the patient has a usable ${contact}.`,
  ];
}

async function startSentences({ requested, changed, stops }: Changed, environment: Environment, columns: Columns) {
  const { name } = environment;
  const left = stoppedChannels(stops);
  const rest = (await recordLines(stops, left, environment)).map((line) => hanging(line, columns));
  if (left.length > 0) rest.push(startAgainText(left, name));
  if (changed.length === 0) return [`${capitalized(namesOf(requested.channels))} of ${name} are not stopped.`, ...rest];
  const explained =
    "Waiting reminders are processed within about 5 minutes, and texts are sent no faster than the account's rate. A " +
    "reminder whose appointment has begun by then is not sent (EXPIRED).";
  return [`${capitalized(namesOf(changed))} of ${name} are started.`, prose(explained, columns), ...rest];
}

/** Reads the clinic's time zone only if there is a record to show. */
async function recordLines(stops: StoredStops, channels: readonly Channel[], environment: Environment) {
  return channels.length > 0 ? stopLines(stops, channels, await zoneOf(environment), Date.now()) : [];
}
