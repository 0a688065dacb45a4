/** Reads what operators have stopped, for commands that show it. */
import type { StopTarget } from "../../../../contracts/tables/sending-stops";
import { isStopped, partsOf, type StoredStops } from "../../../domain/stops/change-stops";
import { readStops } from "../../aws/dynamo-stop-changes";
import { inspectStops } from "../../aws/inspection/inspect-stops";
import { explain } from "../../output/explain";
import { note, type Terminal } from "../../output/terminal";
import { hanging, prose } from "../../output/wrap";
import type { Environment } from "../environment";
import { startAgainTexts, stopLines } from "./stop-texts";

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
 * Notes if the reminders that a command sends have to wait. If the table cannot be read, the command continues.
 * @param sent the clinics and channels of the reminders
 * @param followed whether the command waits for the outcome
 */
export async function noteStops(
  sent: readonly StopTarget[],
  environment: Environment,
  terminal: Terminal,
  followed = false,
): Promise<void> {
  if (sent.length === 0) return;
  const lookup = await inspectStops(environment.dynamo, environment.names.sendingStopsTable);
  if (lookup.how === "unknown") {
    const why = explain(lookup.error, environment.name).message;
    note(terminal, `Cannot check whether sending is stopped: ${why}.`);
  }
  if (lookup.how !== "known") return;
  const stopped = [...partsOf(sent).channels, ...sent].filter((target) => isStopped(lookup.value, target));
  if (stopped.length === 0) return;
  const { columns } = terminal;
  const lines = stopLines(lookup.value, stopped, await zoneOf(environment), Date.now());
  for (const line of lines) note(terminal, hanging(line, columns));
  const wait = followed ? " Press Ctrl-C to stop waiting for the outcome; nothing is lost." : "";
  note(terminal, prose(`Reminders wait until sending is started again.${wait}`, columns));
  for (const text of startAgainTexts(stopped, environment.name)) note(terminal, text);
}
