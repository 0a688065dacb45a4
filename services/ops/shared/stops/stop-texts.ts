/** Describes what operators have stopped. */
import { CHANNELS, type Channel } from "../../../../contracts/delivery-log";
import { type StopTarget, stopTarget } from "../../../../contracts/tables/sending-stops";
import {
  partsOf,
  type ShownStop,
  type StoredStops,
  shownStop,
  stoppedChannels,
  stoppedClinicTargets,
} from "../../../domain/stops/change-stops";
import { printable } from "../../output/printable";
import { durationText, momentText } from "../../output/time-text";
import { shortName } from "../short-name";

const NAMES: Readonly<Record<Channel, string>> = { SMS: "texts", EMAIL: "emails" };

/** Such as `texts and emails`. */
export function namesOf(channels: readonly Channel[]): string {
  return channels.map((channel) => NAMES[channel]).join(" and ");
}

/** Such as `clinic north`, or `clinics north, south and west`. */
export function clinicsText(clinics: readonly string[]): string {
  const ids = clinics.map((id) => printable(id));
  const last = ids.at(-1) ?? "";
  return ids.length < 2 ? `clinic ${last}` : `clinics ${ids.slice(0, -1).join(", ")} and ${last}`;
}

/** Such as `texts`, or `texts of clinic north; texts and emails of clinics south and west`. */
export function targetsText(targets: readonly StopTarget[]): string {
  return groupsOf(targets)
    .map(({ channels, clinics }) => (clinics ? `${namesOf(channels)} of ${clinicsText(clinics)}` : namesOf(channels)))
    .join("; ");
}

/** As {@link targetsText}, with the deployment: such as `texts of dev`, or `texts of clinic north in dev`. */
export function deployedTargetsText(targets: readonly StopTarget[], environment: string): string {
  return `${targetsText(targets)} ${partsOf(targets).clinics ? "in" : "of"} ${environment}`;
}

interface TargetGroup {
  readonly channels: readonly Channel[];
  /** Absent, all clinics. */
  readonly clinics?: readonly string[];
}

/** One group for all clinics, and one for the single clinics of the same channels. */
function groupsOf(targets: readonly StopTarget[]): TargetGroup[] {
  const ofAll = partsOf(targets.filter((target) => CHANNELS.some((channel) => channel === target))).channels;
  const byChannels = new Map<string, { readonly channels: readonly Channel[]; readonly clinics: string[] }>();
  for (const clinic of partsOf(targets).clinics ?? []) {
    const channels = CHANNELS.filter((channel) => targets.includes(stopTarget(channel, clinic)));
    const group = byChannels.get(channels.join()) ?? { channels, clinics: [] };
    group.clinics.push(clinic);
    byChannels.set(channels.join(), group);
  }
  return [...(ofAll.length > 0 ? [{ channels: ofAll }] : []), ...byChannels.values()];
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

/** What the same stop stopped, by the text that describes the stop. */
export function targetsByStop(
  stops: StoredStops | undefined,
  targets: readonly StopTarget[],
  timeZone: string,
  now: number,
): Map<string, StopTarget[]> {
  const byText = new Map<string, StopTarget[]>();
  for (const target of targets) {
    const stop = shownStop(stops, target);
    if (!stop) continue;
    const text = stopText(stop, timeZone, now);
    byText.set(text, [...(byText.get(text) ?? []), target]);
  }
  return byText;
}

/** A sentence for each stop. */
export function stopLines(
  stops: StoredStops | undefined,
  targets: readonly StopTarget[],
  timeZone: string,
  now: number,
): string[] {
  return [...targetsByStop(stops, targets, timeZone, now)].map(
    ([text, stopped]) => `${capitalized(targetsText(stopped))} have been stopped ${text}.`,
  );
}

/** By channel, and by clinic and channel, with the record of each stop. */
export function stopsJson(stops: StoredStops | undefined): object {
  const ofTargets = (targets: readonly StopTarget[]) =>
    Object.fromEntries(targets.map((target) => [partsOf([target]).channels[0], shownStop(stops, target)]));
  const targets = stoppedClinicTargets(stops);
  const clinics = partsOf(targets).clinics?.map((clinic) => {
    const own = CHANNELS.map((channel) => stopTarget(channel, clinic)).filter((target) => targets.includes(target));
    return [clinic, ofTargets(own)] as const;
  });
  return { ...ofTargets(stoppedChannels(stops)), ...(clinics && { clinics: Object.fromEntries(clinics) }) };
}

/** The commands that start these targets again. */
export function startCommands(targets: readonly StopTarget[], environment: string): string[] {
  return groupsOf(targets).map(({ channels: [only, other], clinics = [] }) => {
    const options = [
      ...clinics.map((id) => `--clinic ${printable(id)}`),
      ...(only && !other ? [`--channel ${only.toLowerCase()}`] : []),
    ];
    return ["npm run ops -- start", ...options, `--because TEXT --environment ${environment}`].join(" ");
  });
}

/** On one line each even in a narrow terminal, so that they can be copied. */
export function startAgainTexts(targets: readonly StopTarget[], environment: string): string[] {
  return startCommands(targets, environment).map((command) => `To start again: ${command}`);
}
