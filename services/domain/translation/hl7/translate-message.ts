/** Translates one message about an appointment (SIU): a booking for each of its patients. */
import type { ContractViolation } from "../../../../contracts/appointment-check";
import { isEnded } from "../../../../contracts/appointment-status";
import type { Translated, TranslatedBooking, TranslationContext, TranslationNote } from "../translation";
import { startOfAppointment } from "./appointment-start";
import { type Event, eventOf } from "./appointment-status";
import { type Er7Message, type Er7Segment, readMessage } from "./er7-message";
import { dayOf } from "./hl7-time";
import { appointmentId, patientId } from "./identifiers";
import { type Found, firstGiven, type PatientPart, patientParts, resourcesOf, segmentsOf } from "./message-parts";
import { noteOtherOffset, versionOf } from "./message-version";
import { patientContact } from "./patient-contact";
import { contactWish, firstName, language } from "./patient-wishes";
import { clinicNames, place, practitioner } from "./practitioner-and-place";

type AppointmentEvent = Extract<Event, { kind: "about an appointment" }>;

/** @param lines of the message, one a segment */
export function translateMessage(lines: readonly string[], context: TranslationContext): [Translated, ...Translated[]] {
  const original = () => lines.join("\r");
  const refuse = (path: string, problem: string): [Translated] => [
    { kind: "untranslatable", violations: [violation(path, problem)], original },
  ];
  const reading = readMessage(lines);
  if (!reading.ok) return refuse(reading.path, reading.problem);
  const { message } = reading;
  const [header] = message.segments as readonly [Er7Segment, ...Er7Segment[]];
  const shared: TranslationNote[] = [];
  const event = eventOf(header, message, (path, note) => shared.push({ path, note }));
  if (event.kind === "ignored") return [event];
  if (event.kind === "refused") return refuse(event.path, event.problem);
  const appointments = segmentsOf(message, "SCH");
  if (appointments[1])
    return refuse(appointments[1].path, "must not be sent twice: a message is about one appointment");
  if (!appointments[0]) return refuse("SCH", schProblem(lines));
  const parts = patientParts(message);
  if (parts.length === 0) return refuse("PID", "is required: nobody can be reminded without a patient");
  const bookings = parts.map((part) => translatePart(message, part, event, shared, context));
  return withoutRepeats(bookings) as [Translated, ...Translated[]];
}

function translatePart(
  message: Er7Message,
  part: PatientPart,
  event: AppointmentEvent,
  shared: readonly TranslationNote[],
  context: TranslationContext,
): Translated {
  const notes = [...shared];
  const note = (path: string, text: string) => {
    notes.push({ path, note: text });
  };
  const [header] = message.segments as readonly [Er7Segment, ...Er7Segment[]];
  const { pid, pd1, pv1 } = part;
  const resources = resourcesOf(message, isEnded(event.status));
  const sentOn = dayOf(firstGiven(header, 7)?.text ?? "");
  const patient = patientId(pid, header, sentOn, note);
  const appointment = appointmentId(segmentsOf(message, "SCH")[0]);
  const start = startOfAppointment(message, resources, header.field(12)[0].text(1), note);
  const problems: ContractViolation[] = [];
  if (!patient)
    problems.push(violation(`${pid.path}-3`, "must have a number of the patient's, such as one of type MR"));
  if (!appointment) problems.push(violation("SCH-2", "is required, or SCH-1: the id of the appointment"));
  if (!start.ok) problems.push(violation(start.path, start.problem));
  const original = () => part.segments.map(({ line }) => line).join("\r");
  const [problem, ...others] = problems;
  if (problem || !patient || !appointment || !start.ok) {
    return { kind: "untranslatable", violations: [problem as ContractViolation, ...others], original };
  }
  const names = clinicNames(resources, part, header);
  const zone = () => context.zoneOf(names);
  const version = versionOf(header, zone, note);
  noteOtherOffset(header, start.time, zone, note);
  noteDoubts(part, header, note);
  const fields: Readonly<Record<string, Found | undefined>> = {
    patientId: patient,
    appointmentId: appointment,
    appointmentTime: { text: start.time, path: start.path },
    ...patientContact(pid, sentOn || dayOf(start.time), note),
    practitioner: practitioner(resources, pv1, note),
    patientFirstName: firstName(pid, sentOn || dayOf(start.time), note),
    language: language(pid, note),
    location: place(resources, pv1, note),
    contactPreference: contactWish(pid, pd1, note),
  };
  const given = Object.entries(fields).flatMap(([field, value]) => (value ? [[field, value] as const] : []));
  return {
    kind: "booking",
    status: event.status,
    ...(version && { version: version.value }),
    appointment: Object.fromEntries(given.map(([field, { text }]) => [field, text])),
    sources: {
      status: event.path,
      ...(version && { version: version.path }),
      ...Object.fromEntries(given.map(([field, { path }]) => [field, path])),
    },
    clinicNames: names,
    notes,
    original,
  };
}

/** What is translated as it is, and may not be meant so. */
function noteDoubts(part: PatientPart, header: Er7Segment, note: (path: string, text: string) => void): void {
  const processing = header.field(11)[0];
  if (/^[TD]/i.test(processing.text(1))) {
    note(processing.path(1), "says that the message is for training or debugging: it is translated like any other");
  }
  if (part.segments.some(({ line }) => line.includes("\ufffd"))) {
    note("MSH-18", "names the character set: the message has characters that were lost before it came");
  }
}

/** A patient who is in the message twice has one booking, by the first. */
function withoutRepeats(bookings: readonly Translated[]): Translated[] {
  const idOf = ({ appointment }: TranslatedBooking) => appointment.patientId;
  return bookings.filter((booking, index) => {
    if (booking.kind !== "booking") return true;
    return !bookings.slice(0, index).some((before) => before.kind === "booking" && idOf(before) === idOf(booking));
  });
}

function schProblem(lines: readonly string[]): string {
  return lines.some((line) => /\\[rn](?:SCH|PID)/i.test(line))
    ? "is required: the message has \\r or \\n as two characters, where a line must end"
    : "is required";
}

function violation(field: string, problem: string): ContractViolation {
  return { field, problem, reason: "CONTRACT_VIOLATION" };
}
