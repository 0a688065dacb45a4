/** What an email is made of, and what it is. */
import type { AppointmentMessage } from "../../../../contracts/appointment-message";
import type { Clinic } from "../../../../contracts/clinics/clinic";
import type { Texts } from "../texts";

export interface EmailInput {
  readonly appointment: AppointmentMessage;
  /** When the appointment starts, ms since 1970. */
  readonly start: number;
  readonly clinic: Clinic;
  readonly texts: Texts;
  /** The address that the email comes from. */
  readonly sender: string;
  /** ms since 1970. */
  readonly now: number;
}

export interface EmailContent {
  /** The sender's name, as mail programs show it. */
  readonly fromName?: string;
  /** Where answers go; absent, nobody reads them. */
  readonly replyTo?: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly attachments: readonly EmailAttachment[];
}

export interface EmailAttachment {
  /** ASCII letters, digits, hyphens and dots. */
  readonly fileName: string;
  /** With its parameters: RFC 2045, section 5. */
  readonly contentType: string;
  readonly content: string;
}
