/** The English messages of the email, as a test has them: only tests of the catalogues fail when a wording changes. */
import type { MessageName } from "../../../contracts/texts/messages";

export const ORIGINAL_EMAIL = {
  emailSubject: "{clinic, select, none {Appointment Reminder} other {{clinic}: appointment on {date}}}",
  emailOpening:
    "{firstName, select, none {Your} other {Reminder for {firstName}: Your}} {visit, select, video {video } phone {phone } other {}}appointment{practitioner, select, none {} other { with {practitioner}}} is scheduled for {date} at {time}.",
  emailPlace: "Location: {place}",
  emailLink: "Video visit: {link}",
  emailInstructions: "Before your visit: {instructions}",
  emailAppointment: "Appointment: {appointmentId}",
  emailContact:
    "To change or cancel, please {clinicPhone, select, none {{answers, select, read {reply to this email} other {contact the clinic}}} other {call {clinicPhone}{answers, select, read { or reply to this email} other {}}}}.{answers, select, read {} other { Replies to this email are not read.}}",
  calendarSummary: "{clinic, select, none {Appointment} other {Appointment: {clinic}}}",
  calendarContact:
    "To change or cancel, please {clinicPhone, select, none {contact the clinic} other {call {clinicPhone}}}.",
} as const satisfies Partial<Record<MessageName, string>>;
