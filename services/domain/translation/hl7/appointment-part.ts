/** What a message says about the appointment itself, for all of its patients. */
import { type AppointmentStatus, isEnded } from "../../../../contracts/appointment-status";
import type { TranslationNote } from "../translation";
import { type Start, startOfAppointment } from "./appointment-start";
import type { Er7Message, Er7Segment } from "./er7-message";
import { dayOf } from "./hl7-time";
import { appointmentId } from "./identifiers";
import { type Found, firstGiven, type Note, resourcesOf, segmentsOf } from "./message-parts";
import { bookedPlace, bookedPractitioner } from "./practitioner-and-place";

export interface AppointmentPart {
  /** MSH */
  readonly header: Er7Segment;
  readonly status: AppointmentStatus;
  /** The element that `status` comes from. */
  readonly statusPath: string;
  readonly id: Found | undefined;
  readonly start: Start;
  /** Those that belong to the appointment. */
  readonly resources: readonly Er7Segment[];
  readonly practitioner: Found | undefined;
  readonly place: Found | undefined;
  /** YYYYMMDD, on which the message was made, or else of the start; "" if it is not known. */
  readonly day: string;
  readonly notes: readonly TranslationNote[];
}

/** @param notes on the event */
export function appointmentPart(
  message: Er7Message,
  event: { readonly status: AppointmentStatus; readonly path: string },
  notes: readonly TranslationNote[],
): AppointmentPart {
  const all = [...notes];
  const note: Note = (path, text) => {
    all.push({ path, note: text });
  };
  const [header] = message.segments as readonly [Er7Segment, ...Er7Segment[]];
  const resources = resourcesOf(message, isEnded(event.status));
  const start = startOfAppointment(message, resources, header.field(12)[0].text(1), note);
  noteDoubts(message, header, note);
  return {
    header,
    status: event.status,
    statusPath: event.path,
    id: appointmentId(segmentsOf(message, "SCH")[0]),
    start,
    resources,
    practitioner: bookedPractitioner(resources),
    place: bookedPlace(resources),
    day: dayOf(firstGiven(header, 7)?.text ?? "") || (start.ok ? dayOf(start.time) : ""),
    notes: all,
  };
}

/** What is translated as it is, and may not be meant so. */
function noteDoubts(message: Er7Message, header: Er7Segment, note: Note): void {
  const processing = header.field(11)[0];
  if (/^[TD]/i.test(processing.text(1))) {
    note(processing.path(1), "says that the message is for training or debugging: it is translated like any other");
  }
  if (message.segments.some(({ line }) => line.includes("\ufffd"))) {
    note("MSH-18", "names the character set: the message has characters that were lost before it came");
  }
}
