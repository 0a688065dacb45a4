import type { Command } from "commander";
import { Option } from "commander";
import { APPOINTMENT_STATUSES } from "../../../contracts/appointment-status";
import type { Booking } from "../../../contracts/bookings/booking-message";
import { MESSAGE_FORMATS } from "../../../contracts/queue-attributes";
import type { ActSubjects } from "../../../contracts/tables/operator-acts";
import { sqsQueue } from "../../adapters/sqs-queue";
import { asAct } from "../audit/as-act";
import { becauseOption, reasonFor } from "../audit/because";
import { CLINIC_OPTION } from "../files/clinic-settings";
import { jsonText } from "../output/json-text";
import { STATUS } from "../output/status";
import { counted } from "../output/table";
import { note, say } from "../output/terminal";
import { FIELD_FLAGS } from "../send/appointment-flags";
import { clinicsCommand, runs, type Session } from "../shared/command";
import { type BookOptions, givenBookings } from "./given-bookings";

const HELP = `
The booking is checked against the contract, and queued as another system would report it. A booking without a version is
the latest if no other one reached SQS after it. An appointment has either its sender's versions or none: if the booking
system gives versions, give a higher one, or the booking goes to the DLQ of the bookings.

A file may also have a message or a bundle of FHIR R4, or messages of HL7 v2: it is queued as it is, if all of it can be
translated (see \`translate\`). --clinic is then the clinic of all its appointments.

  npm run ops -- book --appointment-id a-77 --patient-id p-1042 --appointment-time 2030-12-02T14:30 \\
    --phone-number "(206) 555-0100" --because "the feed is down"
  npm run ops -- book --status cancelled --appointment-id a-77 --patient-id p-1042 \\
    --appointment-time 2030-12-02T14:30 --because "the feed is down"
  npm run ops -- book --file message.hl7 --because "the interface engine is down"`;

/** Reports what has become of an appointment, as a booking system does. */
export function bookCommand(session: Session): Command {
  const { terminal } = session;
  const command = clinicsCommand("book", "reports one booking, or those of a file: booked, moved, cancelled");
  for (const [flag, description] of Object.values(FIELD_FLAGS)) command.option(flag, description);
  command
    .option("--reminder-plan <plan>", "when the patient is reminded, such as 7d@10:00, 1d; the clinic's plan if absent")
    .addOption(new Option("--status <status>", "what has become of it (default: booked)").choices(APPOINTMENT_STATUSES))
    .addOption(becauseOption())
    .option("--version <number>", "grows with every change; the time of sending if absent")
    .option("--file <file>", "of the contract of bookings, FHIR or HL7 v2, instead of the flags; - is standard input")
    .addOption(new Option("--format <format>", "the file's format (default: detected)").choices(MESSAGE_FORMATS))
    .option("--clinic <id>", CLINIC_OPTION)
    .addHelpText("after", HELP);
  return runs<BookOptions>(command, session, async (options, environment) => {
    const { message, bookings, warnings, format } = await givenBookings(options, environment, terminal);
    for (const line of warnings) note(terminal, line);
    const because = await reasonFor(options, terminal);
    const queue = await environment.queueUrl(environment.names.bookingsQueue);
    const { length: count } = bookings;
    const recorded = format === "json" ? {} : { options: { format } };
    const subjects = subjectsOf(bookings);
    await asAct(environment, terminal, { act: "book", because, ...subjects, ...recorded }, async (act) => {
      await sqsQueue(environment.sqs, queue).send(message);
      act.found({ counts: { bookings: count } });
      return STATUS.done;
    });
    if (options.json) say(terminal, jsonText({ queued: true, bookings: count }));
    else say(terminal, `queued on ${environment.names.bookingsQueue}: ${counted(count, "booking")}`);
    return STATUS.done;
  });
}

/** One booking has its ids; of several, the clinics. */
function subjectsOf(bookings: readonly Booking[]): ActSubjects {
  const clinicIds = bookings.flatMap(({ appointment: { clinicId } }) => clinicId ?? []);
  const [first, ...others] = bookings;
  if (!first || others.length > 0) return { clinicIds };
  const { patientId, appointmentId } = first.appointment;
  return { patientId, appointmentId, clinicIds };
}
