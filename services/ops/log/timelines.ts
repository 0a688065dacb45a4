import type { Command } from "commander";
import { ONLY_CLINIC } from "../../../contracts/clinics/clinic";
import type { DeliveryLogItem } from "../../../contracts/delivery-log";
import { UNKNOWN } from "../../domain/redrive/drop";
import { jsonDocument } from "../output/json-document";
import { notFound, STATUS } from "../output/status";
import { note, say, type Terminal } from "../output/terminal";
import { momentText } from "../output/time-text";
import { type ClinicFilter, clinicIdOf, isOfClinic, withClinicFilter } from "../shared/clinic-filter";
import { type EnvironmentOptions, environmentCommand, runs, type Session } from "../shared/command";
import type { Environment } from "../shared/environment";
import { labelled, timelineText } from "../shared/timeline";
import { publicItem } from "./public-item";

export function notificationCommand(session: Session): Command {
  const { terminal } = session;
  const command = environmentCommand("notification", "shows the timeline of one notification").argument(
    "<id>",
    "the notificationId, as in a log line or an outcome event",
  );
  return runs(command, session, async ({ json }, environment, [id = ""]) => {
    const items = await environment.log.ofNotification(id);
    const count = await (json ? printDocument : printTexts)(items, environment, terminal);
    if (count === 0) {
      throw notFound(
        `The delivery log of ${environment.name} has no notification ${id}`,
        "It was never claimed, or has expired. `log patient` searches by patient.",
      );
    }
    if (count > 1) note(terminal, "Several items have this id: the appointment's time was changed.");
    return STATUS.done;
  });
}

interface PatientOptions extends EnvironmentOptions, ClinicFilter {}

/** Two clinics may use the same patient id. */
async function* ofClinic(items: AsyncIterable<DeliveryLogItem>, filter: ClinicFilter) {
  for await (const item of items) if (isOfClinic(item, filter)) yield item;
}

export function patientCommand(session: Session): Command {
  const { terminal } = session;
  const command = withClinicFilter(
    environmentCommand("patient", "shows the timelines of a patient's notifications, latest first"),
  )
    .argument("<id>", "the patientId, as the booking system knows it")
    .addHelpText("after", "\nDropped messages that name no patient have the patient id `unknown`.");
  return runs<PatientOptions>(command, session, async (options, environment, [id = ""]) => {
    const { json } = options;
    const items = ofClinic(environment.log.ofPatient(id), options);
    const count = await (json ? printDocument : printTexts)(items, environment, terminal);
    if (terminal.interrupted.aborted) return STATUS.interrupted;
    if (count > 0) return STATUS.done;
    throw notFound(
      `The delivery log of ${environment.name} has no notifications of patient ${id}`,
      "None was ever claimed, or they have expired.",
    );
  });
}

type Items = AsyncIterable<DeliveryLogItem> | readonly DeliveryLogItem[];

/** @returns the number of printed notifications */
async function printTexts(items: Items, environment: Environment, terminal: Terminal): Promise<number> {
  let count = 0;
  for await (const item of items) {
    if (terminal.interrupted.aborted) break;
    if (count > 0) say(terminal, "");
    say(terminal, await text(item, environment, terminal.columns));
    count += 1;
  }
  return count;
}

/** The document is complete JSON even if reading fails. */
async function printDocument(items: Items, _: Environment, terminal: Terminal): Promise<number> {
  const document = jsonDocument(terminal, "notifications");
  let count = 0;
  let complete = false;
  try {
    for await (const item of items) {
      if (terminal.interrupted.aborted) break;
      await document.add(publicItem(item));
      count += 1;
    }
    complete = !terminal.interrupted.aborted;
  } finally {
    await document.end({ complete });
  }
  return count;
}

async function text(item: DeliveryLogItem, environment: Environment, columns: number | undefined): Promise<string> {
  const { clinicTimeZone } = await environment.settings();
  const head = labelled(
    [
      ["Notification", item.notificationId],
      ["Clinic", clinicIdOf(item) === ONLY_CLINIC ? undefined : clinicIdOf(item)],
      ["Patient", item.patientId],
      ["Appointment", [item.appointmentId, startText(item, clinicTimeZone)].filter(Boolean).join(", ") || undefined],
      ["Revision", item.revision ? String(item.revision) : undefined],
    ],
    columns,
  );
  return `${head}\n\n${timelineText(item, clinicTimeZone, columns)}`;
}

/** The time of the appointment of an invalid message is unknown. */
function startText({ appointmentTime, timestamp }: DeliveryLogItem, timeZone: string): string | undefined {
  return appointmentTime === UNKNOWN ? undefined : momentText(timestamp, timeZone, false);
}
