/** Holds what a translator gives to the contract of bookings, and to the rules of its clinic. */
import type { ContractViolation } from "../../../contracts/appointment-check";
import { checkBooking } from "../../../contracts/bookings/booking-check";
import type { BookedAppointment, Booking } from "../../../contracts/bookings/booking-message";
import type { Clinic } from "../../../contracts/clinics/clinic";
import { senderNameKey } from "../../../contracts/clinics/sender-names";
import { type Clinics, defaultClinic } from "../clinics/clinics";
import { FREE_TEXTS } from "../clinics/free-text-links";
import type {
  EndsStored,
  Ignored,
  Translate,
  TranslatedBooking,
  TranslationNote,
  Untranslatable,
} from "../translation/translation";
import { locatedEntry } from "./located-entry";

/** What became of a part of a message. */
export type ReadTranslation =
  | {
      readonly kind: "booking";
      /** Without a start, if the stored one holds: see `endsStored`. */
      readonly booking: Booking;
      readonly clinic: Clinic;
      readonly endsStored?: EndsStored;
      readonly sources: TranslatedBooking["sources"];
      readonly notes: readonly TranslationNote[];
      /** A message of the same format that says this, and nothing else. */
      readonly original: () => string;
    }
  | Untranslatable
  | Ignored;

export interface TranslationSettings {
  readonly clinics: Clinics;
  /** Of all appointments of the message: the message attribute `clinicId`. */
  readonly clinicId?: string | undefined;
  /** ms since 1970 */
  readonly now: number;
}

const ATTRIBUTE = "message attribute clinicId";

/**
 * Translates a message, and checks each of its bookings. Violations name the elements of the message.
 * @param body the text of a queue message, or of a file
 */
export function readTranslation(translate: Translate, body: string, settings: TranslationSettings): ReadTranslation[] {
  const { clinics } = settings;
  // As the contract reads an id. A blank one, such as that of a binary attribute, says nothing.
  const clinicId = settings.clinicId?.trim() || undefined;
  const names = clinics.senderNames();
  const named = (name: string) => {
    const key = senderNameKey(name);
    return Object.hasOwn(names, key) ? names[key] : undefined;
  };
  const idOf = (clinicNames: readonly string[]) => clinicId ?? clinicNames.map(named).find((id) => id !== undefined);
  const zoneOf = (clinicNames: readonly string[]) =>
    (clinics.find(idOf(clinicNames)) ?? defaultClinic(clinics)).timeZone;
  return translate(body, { zoneOf }).map((translated): ReadTranslation => {
    if (translated.kind !== "booking") return translated;
    const { clinicNames } = translated;
    const id = idOf(clinicNames);
    // A text in another clinic's name would be worse than none.
    if (id === undefined && clinicNames.length > 0 && Object.keys(names).length > 0) {
      const { sources } = translated;
      const field = sources.location ?? sources.appointmentId ?? "";
      return { kind: "untranslatable", violations: [{ field, ...UNKNOWN_CLINIC }], original: translated.original };
    }
    return checked(translated, id, { ...settings, clinicId });
  });
}

const UNKNOWN_CLINIC = {
  problem: "must be at a clinic whose profile has one of its names in senderNames",
  reason: "CONTRACT_VIOLATION",
} as const;

function checked(
  { status, version, endsStored, appointment, sources, notes, original }: TranslatedBooking,
  id: string | undefined,
  { clinics, clinicId, now }: TranslationSettings,
): ReadTranslation {
  const paths = clinicId === undefined ? sources : { ...sources, clinicId: ATTRIBUTE };
  const refused = ([first, ...others]: Untranslatable["violations"]): Untranslatable => {
    const inMessage = (violation: ContractViolation) => ({ ...violation, field: sourceOf(violation.field, paths) });
    return { kind: "untranslatable", violations: [inMessage(first), ...others.map(inMessage)], original };
  };
  const given: Record<string, unknown> = { ...appointment, ...(id !== undefined && { clinicId: id }) };
  if (endsStored) given.appointmentTime = ANY_TIME;
  const all = [...notes];
  for (;;) {
    const check = checkBooking({ status, version, appointment: given }, now);
    if (!check.ok) return refused(check.violations);
    const located = locatedEntry(check.entries[0], { appointment: given, index: 0 }, clinics);
    if (located.ok) {
      const { booking, clinic } = located;
      const own = endsStored ? { ...booking, appointment: withoutTime(booking.appointment) } : booking;
      return {
        kind: "booking",
        booking: own,
        clinic,
        sources: paths,
        notes: all,
        original,
        ...(endsStored && { endsStored }),
      };
    }
    // The reminder without a link or an instruction is worth more than none.
    const [{ field, problem }] = located.violations;
    const name = contractField(field);
    if (!SHOWN.includes(name) || !(name in given)) return refused(located.violations);
    delete given[name];
    all.push({ path: sourceOf(field, paths), note: `is left out: it ${problem}` });
  }
}

/** Fields that are only shown: a sender of another format does not know the clinic's rules for them. */
const SHOWN: readonly string[] = ["link", ...FREE_TEXTS];
/** In place of a start that the message does not have. */
const ANY_TIME = "2000-01-01T00:00:00Z";

function withoutTime({ appointmentTime: _, ...fields }: BookedAppointment): BookedAppointment {
  return fields as BookedAppointment;
}

function contractField(field: string): string {
  return field.replace(/^appointment(?:\[\d+\])?\./, "");
}

/** The element that a field of the contract comes from, such as `PID-13[2]`; the field, if it comes from none. */
export function sourceOf(field: string, sources: TranslatedBooking["sources"]): string {
  const own = contractField(field);
  return sources[own] ?? own;
}
