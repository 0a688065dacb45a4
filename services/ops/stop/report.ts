/** Prints the result of a stop or a start, as sentences or as JSON. */
import { CHANNELS, type Channel } from "../../../contracts/delivery-log";
import type { StopTarget } from "../../../contracts/tables/sending-stops";
import { isStopped, partsOf, type StoredStops, stoppedTargets, targetsOf } from "../../domain/stops/change-stops";
import { jsonText } from "../output/json-text";
import { STATUS, type Status } from "../output/status";
import { note, say, type Terminal } from "../output/terminal";
import { hanging, prose } from "../output/wrap";
import type { Environment } from "../shared/environment";
import {
  capitalized,
  clinicsText,
  deployedTargetsText,
  namesOf,
  startAgainTexts,
  stopLines,
  stopsJson,
} from "../shared/stops/stop-texts";
import { zoneOf } from "../shared/stops/stops";
import type { Changed } from "./change";
import type { Scope } from "./scope";

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
  const stopped = stoppedTargets(stops);
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
  const targets = targetsOf(requested);
  const before = targets.filter((target) => !changed.includes(target));
  const explained = [
    "Within 3 seconds, no new requests are made to the carriers. A request in progress takes up to 8 seconds more, and " +
      "what a carrier has accepted still arrives.",
    "Reminders wait in their queues: none is lost or fails, and waiting uses no attempts. A reminder whose appointment " +
      "begins before sending is started again is not sent (EXPIRED).",
    ...otherChannelSentence(requested, stops),
  ];
  return [
    ...(changed.length > 0 ? [`${capitalized(deployedTargetsText(changed, name))} are stopped.`] : []),
    ...(await recordLines(stops, before, environment)).map((line) => hanging(`${line} This record is kept.`, columns)),
    ...explained.map((sentences) => prose(sentences, columns)),
    ...startAgainTexts(targets, name),
    ...(await otherLines(targets, stops, environment, columns)),
  ];
}

/** What becomes of the reminders by the other channel, if that one is not stopped for the same clinics. */
function otherChannelSentence({ channels, clinics }: Scope, stops: StoredStops): string[] {
  const isRunning = (channel: Channel) =>
    [channel, ...targetsOf({ channels: [channel], clinics })].every((target) => !isStopped(stops, target));
  const running = CHANNELS.filter((channel) => !channels.includes(channel) && isRunning(channel));
  const [only] = running;
  if (only === undefined || running.length === CHANNELS.length) return [];
  const [name, contact] = only === "SMS" ? ["text", "phone"] : ["email", "address"];
  const whose = clinics === undefined ? "" : ` of ${clinicsText(clinics)}`;
  return [
    `${capitalized(namesOf([only]))}${whose} are still sent. A reminder that is still waiting shortly before its ` +
      `appointment is sent as ${only === "SMS" ? "a" : "an"} ${name}, if the patient has a usable ${contact}.`,
  ];
}

async function startSentences({ requested, changed, stops }: Changed, environment: Environment, columns: Columns) {
  const { name } = environment;
  const rest = await otherLines([], stops, environment, columns);
  if (changed.length === 0)
    return [`${capitalized(deployedTargetsText(targetsOf(requested), name))} are not stopped.`, ...rest];
  const { channels, clinics } = partsOf(changed);
  const explained =
    clinics && channels.every((channel) => isStopped(stops, channel))
      ? "Reminders of these clinics still wait, because sending is stopped for all clinics."
      : "Waiting reminders are processed within about 5 minutes, and texts are sent no faster than the account's rate. A " +
        "reminder whose appointment has begun by then is not sent (EXPIRED).";
  return [`${capitalized(deployedTargetsText(changed, name))} are started.`, prose(explained, columns), ...rest];
}

/** What else is stopped, and the commands that start it. */
async function otherLines(
  shown: readonly StopTarget[],
  stops: StoredStops,
  environment: Environment,
  columns: Columns,
): Promise<string[]> {
  const left = stoppedTargets(stops).filter((target) => !shown.includes(target));
  const lines = (await recordLines(stops, left, environment)).map((line) => hanging(line, columns));
  return [...lines, ...startAgainTexts(left, environment.name)];
}

/** Reads the clinic's time zone only if there is a record to show. */
async function recordLines(stops: StoredStops, targets: readonly StopTarget[], environment: Environment) {
  return targets.length > 0 ? stopLines(stops, targets, await zoneOf(environment), Date.now()) : [];
}
