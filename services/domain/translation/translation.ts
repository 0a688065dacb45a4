/** What the translators of other formats make of a message. */
import type { ContractViolation } from "../../../contracts/appointment-check";
import type { AppointmentStatus } from "../../../contracts/appointment-status";

export interface TranslationContext {
  /**
   * The zone of local times.
   * @param clinicNames see {@link TranslatedBooking}
   * @returns an IANA zone: the deployment's, if no clinic has one of these names
   */
  zoneOf(clinicNames: readonly string[]): string;
}

/** A booking in the words of contract v1. It is not held to the contract yet. */
export interface TranslatedBooking {
  readonly kind: "booking";
  readonly status: AppointmentStatus;
  /** As in the contract of bookings; absent if the message has no order of its own. */
  readonly version?: number;
  /**
   * Of a message that ends an appointment and has no start: the stored appointment's holds. `required`: one that is not
   * stored is rejected, since its booking may come later; `optional`: there is nothing to end.
   */
  readonly endsStored?: EndsStored;
  /** The fields of an appointment of contract v1, without `status`; the start is absent if the stored one holds. */
  readonly appointment: Readonly<Record<string, unknown>>;
  /** By field of the contract, also `status` and `version`: the element that it comes from, such as `SCH-11.4`. */
  readonly sources: Readonly<Record<string, string>>;
  /** What the sender calls the clinic, the most exact first; they are compared with the clinics' profiles. */
  readonly clinicNames: readonly string[];
  /** What was left out or decided, for people who look at a translation. */
  readonly notes: readonly TranslationNote[];
  /** A message of the same format that says this, and nothing of other bookings. */
  original(): string;
}

export type EndsStored = "required" | "optional";

/** A part of a message, or all of it, that cannot be translated. */
export interface Untranslatable {
  readonly kind: "untranslatable";
  /** `field` is the element's path in the message. */
  readonly violations: readonly [ContractViolation, ...ContractViolation[]];
  /** A message of the same format with this part. */
  original(): string;
}

/** A message that says nothing of appointments, and is right to do so, such as the heartbeat of a subscription. */
export interface Ignored {
  readonly kind: "ignored";
  readonly reason: string;
}

/** Never a value of the message. */
export interface TranslationNote {
  /** The element's path. */
  readonly path: string;
  readonly note: string;
}

/** In the order of the message; at least one. */
export type Translation = readonly [Translated, ...Translated[]];
export type Translated = TranslatedBooking | Untranslatable | Ignored;

/**
 * Translates a message. It never throws, and gives no booking without a patient, an appointment and a start.
 * @param body the text of a queue message, or of a file
 */
export type Translate = (body: string, context: TranslationContext) => Translation;
