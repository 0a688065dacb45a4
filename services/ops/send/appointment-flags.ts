/** The flags by which a command gets one appointment, and the JSON file that it can read instead. */
import { readFile } from "node:fs/promises";
import { buffer } from "node:stream/consumers";
import type { ContractViolation } from "../../../contracts/appointment-check";
import type { AppointmentMessage } from "../../../contracts/appointment-message";
import { refuseBinary } from "../files/text/binary-file";
import { CommandError, misuse } from "../output/status";
import type { Terminal } from "../output/terminal";

/** What one message on the appointments queue can say: a plan and a status are of bookings. */
export type Field = Exclude<keyof AppointmentMessage, "schemaVersion" | "status" | "reminderPlan" | "reminder">;

export const FIELD_FLAGS: Readonly<Record<Field, readonly [flag: string, description: string]>> = {
  patientId: ["--patient-id <id>", "the patient; required"],
  appointmentTime: [
    "--appointment-time <time>",
    "required; such as 2026-12-01T14:30, in the clinic's zone or with an offset",
  ],
  appointmentId: ["--appointment-id <id>", "the appointment"],
  clinicId: ["--clinic-id <id>", "the clinic, by the id of its profile; the default if absent"],
  phoneNumber: ["--phone-number <number>", "as people write it, or E.164"],
  email: ["--email <address>", "used if no text can be sent"],
  doctorName: ["--doctor-name <name>", "with or without the title"],
  practitioner: ["--practitioner <name>", "whom the patient sees, shown as given; replaces the doctor's name"],
  patientFirstName: ["--patient-first-name <name>", "shown only if the clinic's privacy is `named`"],
  language: ["--language <tag>", "the patient's, such as es; the clinic's if absent"],
  location: ["--location <place>", "where the patient is expected"],
  visit: ["--visit <kind>", "in-person, video or phone"],
  link: ["--link <address>", "the link of a video visit: https, at one of the clinic's linkDomains"],
  instructions: ["--instructions <text>", "for the email only"],
  contactPreference: ["--contact-preference <choice>", "sms, email or none"],
  timeZone: ["--time-zone <zone>", "of the appointment; the clinic's if absent"],
  revision: ["--revision <number>", "raise it to send a reminder of the same appointment and time again; 0 if absent"],
};

/** The fields that were given by flags. */
export function givenFields(options: object): Record<string, unknown> {
  const given = Object.entries(options).filter(([name, value]) => name in FIELD_FLAGS && value !== undefined);
  return Object.fromEntries(given.map(([name, value]) => [name, name === "revision" ? wholeNumberOr(value) : value]));
}

/**
 * Reads a JSON file.
 * @param path `-` is standard input
 * @param what it must have, for errors
 */
export async function jsonFrom(path: string, what: string, terminal: Terminal): Promise<unknown> {
  const body = await textOf(path, terminal);
  try {
    return JSON.parse(body);
  } catch {
    throw misuse(`The ${what} must be JSON`);
  }
}

/** Leaves other values to the contract's check, which names the field. */
export function wholeNumberOr(text: unknown): unknown {
  return /^\d{1,16}$/.test(String(text)) ? Number(text) : text;
}

async function textOf(file: string, { input = process.stdin }: Terminal): Promise<string> {
  try {
    const bytes = file === "-" ? await buffer(input) : await readFile(file);
    refuseBinary(bytes, file === "-" ? "standard input" : file);
    return bytes.toString("utf8");
  } catch (error) {
    if (error instanceof CommandError) throw error;
    throw misuse(`${file} cannot be read (${(error as NodeJS.ErrnoException).code})`);
  }
}

/**
 * The error for what is not queued: every field that breaks the contract, and what it accepts.
 * @param command lists the fields in its help
 */
export function brokenContract(
  what: "appointment" | "booking",
  command: "send" | "book",
  violations: readonly Pick<ContractViolation, "field" | "problem">[],
): CommandError {
  const broken = violations.map(({ field, problem }) => `${field || `the ${what}`} ${problem}`);
  return misuse(
    `The ${what} breaks the contract, and was not queued: ${broken.join("; ")}`,
    `\`${command} --help\` lists the fields.`,
  );
}
