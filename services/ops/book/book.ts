import type { Command } from "commander";
import { Option } from "commander";
import type { ContractViolation } from "../../../contracts/appointment-check";
import { APPOINTMENT_STATUSES } from "../../../contracts/appointment-status";
import { checkBooking } from "../../../contracts/bookings/booking-check";
import type { Booking } from "../../../contracts/bookings/booking-message";
import type { ActSubjects } from "../../../contracts/tables/operator-acts";
import { sqsQueue } from "../../adapters/sqs-queue";
import { locatedEntry } from "../../domain/bookings/located-entry";
import type { Clinics } from "../../domain/clinics/clinics";
import { outlookFor } from "../../domain/producer/predicted-outcome";
import { asAct } from "../audit/as-act";
import { type BecauseOption, becauseOption, reasonFor } from "../audit/because";
import { CONTRACT_FIELDS } from "../files/file-options";
import { jsonText } from "../output/json-text";
import { misuse, STATUS } from "../output/status";
import { counted } from "../output/table";
import { note, say, type Terminal } from "../output/terminal";
import { brokenContract, FIELD_FLAGS, givenFields, jsonFrom, wholeNumberOr } from "../send/appointment-flags";
import { clinicsCommand, type EnvironmentOptions, runs, type Session } from "../shared/command";
import { fileWarnings } from "../warnings/entry-warnings";

interface Options extends EnvironmentOptions, BecauseOption {
  readonly file?: string;
  readonly status?: string;
  readonly version?: string;
  readonly reminderPlan?: string;
}

const HELP = `
The booking is checked against the contract, and queued as another system would report it. A booking without a version is
the latest if no other one reached SQS after it. An appointment has either its sender's versions or none: if the booking
system gives versions, give a higher one, or the booking goes to the DLQ of the bookings.

  npm run ops -- book --appointment-id a-77 --patient-id p-1042 --appointment-time 2030-12-02T14:30 \\
    --phone-number "(206) 555-0100" --because "the feed is down"
  npm run ops -- book --status cancelled --appointment-id a-77 --patient-id p-1042 \\
    --appointment-time 2030-12-02T14:30 --because "the feed is down"`;

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
    .option("--file <file>", "a JSON object of the contract of bookings, instead of the flags; - is standard input")
    .addHelpText("after", HELP);
  return runs<Options>(command, session, async (options, environment) => {
    const value = await givenValue(options, terminal);
    const clinics = await environment.clinics();
    const bookings = checked(value, clinics);
    for (const line of warningLines(value, bookings, clinics)) note(terminal, line);
    const because = await reasonFor(options, terminal);
    const queue = await environment.queueUrl(environment.names.bookingsQueue);
    const { length: count } = bookings;
    await asAct(environment, terminal, { act: "book", because, ...subjectsOf(bookings) }, async (act) => {
      await sqsQueue(environment.sqs, queue).send({ body: JSON.stringify(value) });
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

async function givenValue(options: Options, terminal: Terminal): Promise<unknown> {
  const { status, version, reminderPlan, file } = options;
  const appointment = { ...givenFields(options), ...(reminderPlan !== undefined && { reminderPlan }) };
  const isGiven = Object.keys(appointment).length > 0 || status !== undefined || version !== undefined;
  if (file === undefined) {
    const given = version === undefined ? {} : { version: wholeNumberOr(version) };
    return { status: status ?? "booked", ...given, appointment };
  }
  if (isGiven) throw misuse("--file cannot be combined with flags for fields");
  return jsonFrom(file, "booking", terminal);
}

/** @throws CommandError that names every field that breaks the contract, and what it accepts */
function checked(value: unknown, clinics: Clinics): Booking[] {
  const check = checkBooking(value, Date.now());
  if (!check.ok) throw brokenContract("booking", "book", check.violations);
  const { appointment } = value as { readonly appointment: unknown };
  const violations = check.entries.flatMap((entry, index): readonly ContractViolation[] => {
    const located = locatedEntry(entry, { appointment, index }, clinics);
    return located.ok ? [] : located.violations;
  });
  if (violations.length > 0) throw brokenContract("booking", "book", violations);
  return check.entries.flatMap((entry) => (entry.ok ? [entry.booking] : []));
}

/** The warnings that `validate` would give for the appointments in a file; an ended one reminds nobody. */
function warningLines(value: unknown, bookings: readonly Booking[], clinics: Clinics): string[] {
  const given = [(value as { readonly appointment: unknown }).appointment].flat();
  const { of } = fileWarnings(undefined, CONTRACT_FIELDS, ({ clinicId }) => {
    const clinic = clinics.find(clinicId);
    if (!clinic) throw new Error("the clinic was found before");
    return outlookFor(clinic, Date.now());
  });
  return bookings.flatMap(({ status, appointment }, index) => {
    if (status !== "booked") return [];
    const found = of({ position: { index }, value: given[index], raw: given[index] }, appointment);
    const where = bookings.length > 1 ? `index ${index}, ` : "";
    return found.map(({ field, problem }) => `warning: ${where}${field && `${field}: `}${problem}`);
  });
}
