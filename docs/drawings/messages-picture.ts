/** The picture of what a patient receives, drawn from the text and the email that the pipeline would send. */

import { resolve } from "node:path";
import escapeHtml from "escape-html";
import type { AppointmentMessage } from "../../contracts/appointment-message";
import { onlyClinic } from "../../contracts/clinics/clinic";
import { DEFAULT_SMS_WORDING } from "../../contracts/sms-wording";
import { CATALOGUES_FOLDER, readCatalogues } from "../../contracts/texts/catalogues";
import { startOf } from "../../services/domain/appointment/appointment-time";
import type { EmailContent } from "../../services/domain/content/email/email";
import { emailContent } from "../../services/domain/content/email/email-content";
import { smsText } from "../../services/domain/content/sms-text";
import type { Texts } from "../../services/domain/content/texts";
import { linesOf, paragraphsOf } from "./email-lines";
import { textWidth, wrapText } from "./text-width";

/** The clinic of a deployment without profiles and with the default settings. */
const CLINIC = onlyClinic({
  timeZone: "America/New_York",
  defaultCountry: "US",
  countries: "all",
  smsWording: DEFAULT_SMS_WORDING,
  sendWindow: "always",
});

/** The patient of the picture is invented; the number and the domain are reserved for examples. */
const APPOINTMENT: AppointmentMessage = {
  patientId: "patient-1042",
  appointmentId: "appointment-77",
  appointmentTime: "2027-03-01T14:30",
  phoneNumber: "+12065550100",
  email: "pat@example.com",
  doctorName: "Rivera",
  location: "Room 3, North Clinic",
};
const SMS_SENDER = "(206) 555-0150";
const EMAIL_SENDER = "noreply@clinic.example";

/** The messages of the picture, as the consumers make them, at nine o'clock on the day before. */
export function messages() {
  const start = startOf(APPOINTMENT.appointmentTime, CLINIC.timeZone);
  const now = start - 29.5 * 3_600_000;
  const input = { appointment: APPOINTMENT, start, clinic: CLINIC, texts: texts(), now };
  return {
    sms: smsText(APPOINTMENT, start, CLINIC, input.texts, now),
    email: emailContent({ ...input, sender: EMAIL_SENDER }),
  };
}

function texts(): Texts {
  const result = readCatalogues(resolve(import.meta.dirname, "../..", CATALOGUES_FOLDER));
  if (!result.ok) throw new Error(result.problems.join("\n"));
  const english = result.catalogues.find(({ language }) => language === "en");
  if (!english) throw new Error("there is no English catalogue");
  return { find: () => english.messages };
}

const WIDTH = 860;
const HEIGHT = 470;
const PHONE = { x: 24, y: 56, width: 300, height: 390 };
const MAIL = { x: 356, y: 56, width: 480, height: 390 };
const INK = "#111";
const GREY = "#555";

/** @returns SVG, whose texts are those of {@link messages} */
export function messagesPicture(): string {
  const { sms, email } = messages();
  return `${[
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" font-family="Helvetica, Arial, sans-serif">`,
    "<title>What a patient receives: a text message, or an email</title>",
    `<desc>${escapeHtml(`Text message: ${sms} Email: ${email.text.replaceAll(/\s+/g, " ").trim()}`)}</desc>`,
    `<rect width="${WIDTH}" height="${HEIGHT}" fill="#f4f5f7"/>`,
    line("A text message", PHONE.x, 36, { size: 17, bold: true }),
    ...phone(sms),
    line("or, where the text cannot be sent, an email", MAIL.x, 36, { size: 17, bold: true }),
    ...mail(email),
    "</svg>",
  ].join("\n")}\n`;
}

function phone(sms: string): string[] {
  const { x, y, width, height } = PHONE;
  const size = 15;
  const lines = wrapText(sms, width - 80, size);
  const middle = x + width / 2;
  return [
    card(PHONE, 30, "#1c1c1e"),
    card({ x: x + 10, y: y + 10, width: width - 20, height: height - 20 }, 22, "#fff"),
    line(SMS_SENDER, middle - textWidth(SMS_SENDER, 14, true) / 2, y + 44, { size: 14, bold: true }),
    `<line x1="${x + 10}" x2="${x + width - 10}" y1="${y + 60}" y2="${y + 60}" stroke="#ddd"/>`,
    line("9:00 AM", middle - textWidth("9:00 AM", 12) / 2, y + 84, { size: 12, fill: GREY }),
    card({ x: x + 22, y: y + 98, width: width - 54, height: lines.length * 21 + 22 }, 16, "#e9e9eb"),
    ...lines.map((text, index) => line(text, x + 36, y + 124 + index * 21, { size })),
  ];
}

function mail({ subject, html, attachments }: EmailContent): string[] {
  const { x, y, width, height } = MAIL;
  const left = x + 24;
  let baseline = y + 112;
  const body = paragraphsOf(html).flatMap((paragraph) => {
    baseline += 10;
    return linesOf(paragraph, width - 48).map(({ spans, size }) => {
      baseline += size * 1.4;
      return `<text x="${left}" y="${baseline.toFixed(1)}" font-size="${size}" fill="${paragraph.fill ?? INK}">${spans}</text>`;
    });
  });
  return [
    card(MAIL, 10, "#fff"),
    line(subject, left, y + 38, { size: 17, bold: true }),
    line(`From: ${EMAIL_SENDER}`, left, y + 62, { size: 13, fill: GREY }),
    line(`To: ${APPOINTMENT.email}`, left, y + 82, { size: 13, fill: GREY }),
    `<line x1="${x}" x2="${x + width}" y1="${y + 100}" y2="${y + 100}" stroke="#ddd"/>`,
    ...body,
    ...attachments.map(({ fileName }) =>
      line(`Attached: ${fileName}`, left, y + height - 18, { size: 13, fill: GREY }),
    ),
  ];
}

interface Style {
  readonly size: number;
  readonly fill?: string;
  readonly bold?: boolean;
}

function line(text: string, x: number, y: number, { size, fill = INK, bold = false }: Style): string {
  const weight = bold ? ' font-weight="bold"' : "";
  return `<text x="${x}" y="${y}" font-size="${size}" fill="${fill}"${weight}>${escapeHtml(text)}</text>`;
}

function card({ x, y, width, height }: typeof PHONE, radius: number, fill: string): string {
  return `<rect x="${x}" y="${y}" width="${width}" height="${height}" rx="${radius}" fill="${fill}"/>`;
}
