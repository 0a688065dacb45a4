import { createHash } from "node:crypto";
import type { AppointmentMessage } from "../../../../contracts/appointment-message";
import type { Clinic } from "../../../../contracts/clinics/clinic";
import { patientLanguage } from "../../clinics/patient-language";
import { fillMessage } from "../fill-message";
import type { subjectOf } from "../reminder-values";
import { messageOf } from "../texts";
import { calendarFile } from "./calendar-file";
import type { EmailAttachment, EmailInput } from "./email";

/**
 * The file that adds the appointment to a patient's calendar. Calendars are shared with families and colleagues, so it
 * names the clinic, and the place as far as the clinic's privacy allows, but never a practitioner or an instruction.
 * @param values what the email says
 */
export function calendarAttachment(
  { appointment, start, clinic, texts, sender, now }: EmailInput,
  values: ReturnType<typeof subjectOf>,
): EmailAttachment {
  const language = patientLanguage(appointment, clinic);
  const message = (name: "calendarSummary" | "calendarContact") =>
    fillMessage<typeof name>(messageOf(name, language, clinic, texts), values, language);
  const content = calendarFile({
    uid: appointmentUid(appointment, start, clinic, sender),
    sequence: appointment.revision ?? 0,
    start,
    madeAt: now,
    organizer: { address: clinic.email.replyTo ?? sender, name: clinic.email.fromName ?? "" },
    summary: message("calendarSummary"),
    location: [values.place, clinic.privacy === "minimal" ? "" : values.link].filter(Boolean).join("\n"),
    description: message("calendarContact"),
  });
  return {
    fileName: "appointment.ics",
    // RFC 6047, section 2.4: `method` is that of the content.
    contentType: "text/calendar; charset=utf-8; method=PUBLISH",
    content,
  };
}

/**
 * The same for each reminder of an appointment, so that a calendar has it once: a UUID of version 8 (RFC 9562) made of a
 * digest, as RFC 7986, section 5.3, asks for identifiers that say nothing about people. Without an `appointmentId`, the
 * patient and the time identify the appointment. The sender's domain keeps appointments of other organizations apart. Of
 * the default clinic the id is left out, as from the notification's: the first profiles do not change it.
 */
function appointmentUid(
  { appointmentId, patientId }: AppointmentMessage,
  start: number,
  clinic: Clinic,
  sender: string,
): string {
  const identity = appointmentId ? ["appointment", appointmentId] : ["patient", patientId, start];
  const domain = sender.slice(sender.lastIndexOf("@") + 1);
  const parts = ["calendar", domain, clinic.isDefault ? "" : clinic.id, ...identity];
  const digest = createHash("sha256").update(JSON.stringify(parts));
  const bytes = digest.digest().subarray(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  return bytes.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}
