/** Describes the channels that operators have stopped. */
import type { Channel } from "../../../contracts/delivery-log";
import { type ShownStop, type StoredStops, shownStop, stoppedChannels } from "../../domain/stops/change-stops";
import { readStops } from "../aws/dynamo-stop-changes";
import { inspectStops } from "../aws/inspection/inspect-stops";
import { explain } from "../output/explain";
import { printable } from "../output/printable";
import { note, type Terminal } from "../output/terminal";
import { durationText, momentText } from "../output/time-text";
import { hanging, prose } from "../output/wrap";
import type { Environment } from "./environment";

const NAMES: Readonly<Record<Channel, string>> = { SMS: "texts", EMAIL: "emails" };

/** Such as `texts and emails`. */
export function namesOf(channels: readonly Channel[]): string {
  return channels.map((channel) => NAMES[channel]).join(" and ");
}

export function capitalized(text: string): string {
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;
}

/**
 * Such as `since Sun, Nov 29, 2026, 07:04:07 EST, 3 min ago, by assumed-role/OnCall/ana: "wrong place"`.
 * @param timeZone IANA
 * @param now ms since 1970
 */
export function stopText({ at, by, because }: ShownStop, timeZone: string, now: number): string {
  // The item was written by hand.
  if (at === undefined) return because === undefined ? "by hand" : `by hand: "${printable(because)}"`;
  const since = Date.parse(at);
  const when = `since ${momentText(since, timeZone)}, ${durationText(now - since)} ago`;
  return `${when}, by ${printable(shortName(by))}: "${printable(because ?? "")}"`;
}

/** An ARN without account and partition. */
export function shortName(arn = "unknown"): string {
  return arn.startsWith("arn:") ? arn.split(":").slice(5).join(":") : arn;
}

/** A sentence for each stopped channel, or one for both if the same stop stopped them. */
export function stopLines(
  stops: StoredStops | undefined,
  channels: readonly Channel[],
  timeZone: string,
  now: number,
): string[] {
  const texts = new Map<string, Channel[]>();
  for (const channel of channels) {
    const stop = shownStop(stops, channel);
    if (!stop) continue;
    const text = stopText(stop, timeZone, now);
    texts.set(text, [...(texts.get(text) ?? []), channel]);
  }
  return [...texts].map(([text, stopped]) => `${capitalized(namesOf(stopped))} have been stopped ${text}.`);
}

/** By channel, with the record of each stop. */
export function stopsJson(stops: StoredStops | undefined): Partial<Record<Channel, ShownStop>> {
  return Object.fromEntries(stoppedChannels(stops).map((channel) => [channel, shownStop(stops, channel)]));
}

/** The command that starts these channels again. */
export function startCommandText(channels: readonly Channel[], environment: string): string {
  const [only, other] = channels;
  const channel = only && !other ? `--channel ${only.toLowerCase()} ` : "";
  return `npm run ops -- start ${channel}--because TEXT --environment ${environment}`;
}

/** On one line even in a narrow terminal, so that it can be copied. */
export function startAgainText(channels: readonly Channel[], environment: string): string {
  return `To start again: ${startCommandText(channels, environment)}`;
}

export async function stopsOf({ dynamo, names }: Environment): Promise<StoredStops | undefined> {
  return readStops(dynamo, names.sendingStopsTable);
}

/** The clinic's zone, or UTC if the settings cannot be read: a stop does not depend on them. */
export async function zoneOf(environment: Environment): Promise<string> {
  return environment.settings().then(
    ({ clinicTimeZone }) => clinicTimeZone,
    () => "UTC",
  );
}

/**
 * Notes if the reminder that a command sends has to wait. If the table cannot be read, the command continues.
 * @param channels of the reminder
 * @param followed whether the command waits for the outcome
 */
export async function noteStops(
  channels: readonly Channel[],
  environment: Environment,
  terminal: Terminal,
  followed = false,
): Promise<void> {
  if (channels.length === 0) return;
  const lookup = await inspectStops(environment.dynamo, environment.names.sendingStopsTable);
  if (lookup.how === "unknown") {
    const why = explain(lookup.error, environment.name).message;
    note(terminal, `Cannot check whether sending is stopped: ${why}.`);
  }
  const stopped = lookup.how === "known" ? stoppedChannels(lookup.value).filter((one) => channels.includes(one)) : [];
  if (lookup.how !== "known" || stopped.length === 0) return;
  const { columns } = terminal;
  const lines = stopLines(lookup.value, stopped, await zoneOf(environment), Date.now());
  for (const line of lines) note(terminal, hanging(line, columns));
  const wait = followed ? " Press Ctrl-C to stop waiting for the outcome; nothing is lost." : "";
  note(terminal, prose(`Reminders wait until sending is started again.${wait}`, columns));
  note(terminal, startAgainText(stopped, environment.name));
}
