/** The emails of tests. */
import type { AppointmentMessage } from "../../../contracts/appointment-message";
import type { EmailContent, EmailInput } from "../../../services/domain/content/email/email";
import { emailContent } from "../../../services/domain/content/email/email-content";
import { identifyNotification } from "../../../services/domain/notification/notification";
import { CLINIC } from "./clinics";
import { NOW } from "./records";
import { ORIGINAL_TEXTS } from "./texts";

export const SENDER = "noreply@clinic.example.com";

/** The email of an appointment, as the email consumer makes it, in the words of {@link ORIGINAL_TEXTS}. */
export function emailOf(
  appointment: AppointmentMessage,
  changes: Partial<Omit<EmailInput, "appointment">> = {},
): EmailContent {
  const { clinic = CLINIC, start = identifyNotification(appointment, clinic).timestamp } = changes;
  return emailContent({ appointment, clinic, start, texts: ORIGINAL_TEXTS, sender: SENDER, now: NOW, ...changes });
}

/** A small email for tests of what carries it. */
export function anEmail(changes: Partial<EmailContent> = {}): EmailContent {
  return { subject: "Appointment Reminder", text: "Hello\n", html: "<p>Hello</p>\n", attachments: [], ...changes };
}
