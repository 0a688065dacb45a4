import type { Command } from "commander";
import type { DeliveryLogItem } from "../../../contracts/delivery-log";
import { UNKNOWN } from "../../domain/drop";
import { environmentCommand, runs, type Session } from "../shared/command";
import type { Environment } from "../shared/environment";
import { jsonText } from "../shared/json-text";
import { notFound, STATUS, type Status } from "../shared/status";
import { note, say, type Terminal } from "../shared/terminal";
import { momentText } from "../shared/time-text";
import { labelled, timelineText } from "../shared/timeline";
import { publicItem } from "./public-item";

export function notificationCommand(session: Session): Command {
  const { terminal } = session;
  const command = environmentCommand("notification", "the timeline of one notification").argument(
    "<id>",
    "the notificationId, as in a log line or an outcome event",
  );
  return runs(command, session, async ({ json }, environment, [id = ""]) => {
    const items = await environment.log.ofNotification(id);
    if (items.length === 0) {
      throw notFound(
        `The delivery log of ${environment.name} has no notification ${id}`,
        "It was never taken up, or it is older than the log is kept. `log patient` looks by patient.",
      );
    }
    return tellAll(items, json, environment, terminal);
  });
}

export function patientCommand(session: Session): Command {
  const { terminal } = session;
  const command = environmentCommand("patient", "the timelines of a patient's notifications, the latest first")
    .argument("<id>", "the patientId, as the booking system knows it")
    .addHelpText("after", "\nDropped messages that named no patient are found under `unknown`.");
  return runs(command, session, async ({ json }, environment, [id = ""]) => {
    let found = 0;
    for await (const item of environment.log.ofPatient(id)) {
      if (terminal.interrupted.aborted) return STATUS.interrupted;
      if (found > 0 && !json) say(terminal, "");
      await tellAll([item], json, environment, terminal);
      found += 1;
    }
    if (found > 0) return STATUS.done;
    throw notFound(
      `The delivery log of ${environment.name} has nothing of patient ${id}`,
      "No reminder of theirs was taken up, or it is older than the log is kept.",
    );
  });
}

/** As text, or as JSON lines. */
async function tellAll(
  items: readonly DeliveryLogItem[],
  json: boolean,
  environment: Environment,
  terminal: Terminal,
): Promise<Status> {
  for (const item of items) {
    if (json) say(terminal, jsonText(publicItem(item)));
    else say(terminal, await text(item, environment));
  }
  if (items.length > 1) note(terminal, "More than one item bears this id: the appointment's time was changed.");
  return STATUS.done;
}

async function text(item: DeliveryLogItem, environment: Environment): Promise<string> {
  const { clinicTimeZone } = await environment.settings();
  const head = labelled([
    ["Notification", item.notificationId],
    ["Patient", item.patientId],
    ["Appointment", [item.appointmentId, startText(item, clinicTimeZone)].filter(Boolean).join(", ") || undefined],
    ["Revision", item.revision ? String(item.revision) : undefined],
  ]);
  return `${head}\n\n${timelineText(item, clinicTimeZone)}`;
}

/** Nothing is known of when the appointment of a broken message was. */
function startText({ appointmentTime, timestamp }: DeliveryLogItem, timeZone: string): string | undefined {
  return appointmentTime === UNKNOWN ? undefined : momentText(timestamp, timeZone, false);
}
