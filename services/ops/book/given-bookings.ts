/** The bookings that an operator gives: by flags, or in a file of any format of the bookings queue. */
import type { ContractViolation } from "../../../contracts/appointment-check";
import { checkBooking } from "../../../contracts/bookings/booking-check";
import type { Booking } from "../../../contracts/bookings/booking-message";
import { MAX_BYTES_SENT, type MessageFormat, QUEUE_ATTRIBUTES } from "../../../contracts/queue-attributes";
import { locatedEntry } from "../../domain/bookings/located-entry";
import { readTranslation, sourceOf } from "../../domain/bookings/read-translation";
import { TRANSLATORS } from "../../domain/bookings/translators";
import type { Clinics } from "../../domain/clinics/clinics";
import type { OutgoingMessage } from "../../domain/ports";
import { outlookFor } from "../../domain/producer/predicted-outcome";
import { formatOf } from "../../domain/translation/message-format";
import type { BecauseOption } from "../audit/because";
import { CONTRACT_FIELDS } from "../files/file-options";
import { openMessages, type TranslatedFormat, wholeText } from "../files/messages/message-file";
import { misuse } from "../output/status";
import type { Terminal } from "../output/terminal";
import { brokenContract, givenFields, wholeNumberOr } from "../send/appointment-flags";
import type { EnvironmentOptions } from "../shared/command";
import type { Environment } from "../shared/environment";
import { fileWarnings } from "../warnings/entry-warnings";

export interface BookOptions extends EnvironmentOptions, BecauseOption {
  readonly file?: string;
  readonly format?: MessageFormat;
  readonly clinic?: string;
  readonly status?: string;
  readonly version?: string;
  readonly reminderPlan?: string;
}

export interface GivenBookings {
  readonly format: MessageFormat;
  readonly message: OutgoingMessage;
  readonly bookings: readonly Booking[];
  readonly warnings: readonly string[];
}

/** @throws CommandError that names every field or element for which the queue would refuse a booking */
export async function givenBookings(
  options: BookOptions,
  environment: Environment,
  terminal: Terminal,
): Promise<GivenBookings> {
  const { file, format, clinic } = options;
  const fields = fieldsOf(options);
  if (file === undefined) {
    if (format ?? clinic) throw misuse("--format and --clinic need --file");
    return ownBookings(fields ?? { status: "booked", appointment: {} }, await environment.clinics());
  }
  if (fields) throw misuse("--file cannot be combined with flags for fields");
  const text = await textOf(file, terminal);
  const found = format ?? formatOf(text, undefined) ?? "json";
  if (found !== "json") return inRange(translatedBookings(text, found, clinic, await environment.clinics()));
  if (clinic !== undefined) throw misuse("--clinic is for FHIR and HL7 v2", "A booking in JSON has a field clinicId.");
  return inRange(ownBookings(parsed(text), await environment.clinics()));
}

/** The message of the flags; undefined if there are none. */
function fieldsOf(options: BookOptions): object | undefined {
  const { status, version, reminderPlan } = options;
  const appointment = { ...givenFields(options), ...(reminderPlan !== undefined && { reminderPlan }) };
  if (Object.keys(appointment).length === 0 && status === undefined && version === undefined) return undefined;
  const given = version === undefined ? {} : { version: wholeNumberOr(version) };
  return { status: status ?? "booked", ...given, appointment };
}

async function textOf(path: string, terminal: Terminal): Promise<string> {
  const opened = await openMessages(path, terminal.input ?? process.stdin, terminal.interrupted);
  try {
    return await wholeText(opened.text, opened.name);
  } finally {
    opened.close();
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw misuse("The booking must be JSON");
  }
}

function ownBookings(value: unknown, clinics: Clinics): GivenBookings {
  const check = checkBooking(value, Date.now());
  if (!check.ok) throw brokenContract("booking", "book", check.violations);
  const { appointment } = value as { readonly appointment: unknown };
  const violations = check.entries.flatMap((entry, index): readonly ContractViolation[] => {
    const located = locatedEntry(entry, { appointment, index }, clinics);
    return located.ok ? [] : located.violations;
  });
  if (violations.length > 0) throw brokenContract("booking", "book", violations);
  const given = [appointment].flat();
  const entries = check.entries.flatMap((entry, index) =>
    entry.ok ? [{ booking: entry.booking, value: given[index] as unknown }] : [],
  );
  const message = { body: JSON.stringify(value) };
  return { format: "json", message, ...bookingsOf(entries, clinics) };
}

/** The message as it is, if nothing of it would be refused. */
function translatedBookings(
  body: string,
  format: TranslatedFormat,
  clinicId: string | undefined,
  clinics: Clinics,
): GivenBookings {
  const parts = readTranslation(TRANSLATORS[format], body, { clinics, clinicId, now: Date.now() });
  const violations = parts.flatMap((part) => (part.kind === "untranslatable" ? part.violations : []));
  if (violations.length > 0) {
    const broken = violations.map(({ field, problem }) => `${field || "the message"} ${problem}`).join("; ");
    const hint = "`translate` shows what becomes of each part.";
    throw misuse(`The message cannot be translated, and was not queued: ${broken}`, hint);
  }
  const entries = parts.flatMap((part) =>
    part.kind === "booking" ? [{ ...part, value: part.booking.appointment as unknown }] : [],
  );
  if (entries.length === 0) {
    const reasons = parts.flatMap((part) => (part.kind === "ignored" ? part.reason : []));
    throw misuse(`The message has no booking, and was not queued: ${reasons.join("; ")}`);
  }
  const attributes: Record<string, string> = { [QUEUE_ATTRIBUTES.format]: format };
  if (clinicId !== undefined) attributes[QUEUE_ATTRIBUTES.clinicId] = clinicId;
  return { format, message: { body, attributes }, ...bookingsOf(entries, clinics) };
}

interface BookingEntry {
  readonly booking: Booking;
  /** The appointment as it was given. */
  readonly value: unknown;
  /** Of a translated one: see `TranslatedBooking`. */
  readonly sources?: Readonly<Record<string, string>>;
}

/** With the warnings that `validate` would give for the appointments in a file; an ended one reminds nobody. */
function bookingsOf(entries: readonly BookingEntry[], clinics: Clinics): Pick<GivenBookings, "bookings" | "warnings"> {
  const { of } = fileWarnings(undefined, CONTRACT_FIELDS, ({ clinicId }) => {
    const clinic = clinics.find(clinicId);
    if (!clinic) throw new Error("the clinic was found before");
    return outlookFor(clinic, Date.now());
  });
  const warnings = entries.flatMap(({ booking: { status, appointment }, value, sources = {} }, index) => {
    if (status !== "booked") return [];
    const where = entries.length > 1 ? `index ${index}, ` : "";
    const found = of({ position: { index }, value, raw: value }, appointment);
    return found.map(({ field, problem }) => `warning: ${where}${field && `${sourceOf(field, sources)}: `}${problem}`);
  });
  return { bookings: entries.map(({ booking }) => booking), warnings };
}

/** @throws CommandError if the queue would not take the message: the limit counts attributes, with names and types */
function inRange(given: GivenBookings): GivenBookings {
  const { body, attributes = {} } = given.message;
  const parts = Object.entries(attributes).flatMap(([name, value]) => [name, "String", value]);
  const bytes = [body, ...parts].reduce((sum, part) => sum + Buffer.byteLength(part), 0);
  if (bytes <= MAX_BYTES_SENT) return given;
  throw misuse("The message is larger than the 256 KB that the queue takes", "Split it into several messages.");
}
