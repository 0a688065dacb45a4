/** The clinics of this deployment. */
import {
  type ContractCheck,
  type ContractViolation,
  checkAppointment,
  parseAppointment,
} from "../../../contracts/appointment-check";
import type { AppointmentMessage } from "../../../contracts/appointment-message";
import type { Clinic } from "../../../contracts/clinics/clinic";
import { type SenderNames, senderNamesOf } from "../../../contracts/clinics/sender-names";
import { FREE_TEXTS, hasForbiddenLink } from "./free-text-links";
import { isAtDomain } from "./link-domain";

export interface Clinics {
  /**
   * @param clinicId contract v1; absent, it is the default clinic
   * @returns undefined if this deployment has no such clinic
   */
  find(clinicId: string | undefined): Clinic | undefined;
  /** The names under which senders of other formats know the clinics; empty if no profile has any. */
  senderNames(): SenderNames;
}

/** Clinics that are all in memory. */
export function clinicsInMemory(clinics: readonly Clinic[]): Clinics {
  const byId = new Map(clinics.map((clinic) => [clinic.id, clinic]));
  const byDefault = clinics.find(({ isDefault }) => isDefault);
  let names: SenderNames | undefined;
  return {
    find: (clinicId) => (clinicId === undefined ? byDefault : byId.get(clinicId)),
    senderNames() {
      names ??= senderNamesOf(clinics);
      return names;
    },
  };
}

/** The clinic of messages that name none. */
export function defaultClinic(clinics: Clinics): Clinic {
  const clinic = clinics.find(undefined);
  if (!clinic) throw new Error("there is no default clinic");
  return clinic;
}

/** Whether the clinics of this deployment have profiles. Only a profile has a name. */
export function hasProfiles(clinics: Clinics): boolean {
  return defaultClinic(clinics).name !== undefined;
}

export type ClinicCheck =
  | { readonly ok: true; readonly clinic: Clinic }
  | { readonly ok: false; readonly violation: ContractViolation };

/**
 * The clinic of an appointment, if the appointment keeps that clinic's rules. A text in another clinic's name would be
 * worse than none, and so would a link to a host that the clinic does not know.
 */
export function clinicOf(appointment: AppointmentMessage, clinics: Clinics): ClinicCheck {
  const clinic = clinics.find(appointment.clinicId);
  if (!clinic) return broken("clinicId", "must be the id of a clinic of this deployment, or absent");
  const { link } = appointment;
  if (link !== undefined && !isAtDomain(link, clinic.linkDomains)) {
    return broken("link", "must be at one of the clinic's linkDomains, or at a subdomain of one");
  }
  const field = FREE_TEXTS.find((one) => hasForbiddenLink(appointment[one], clinic));
  if (field) return broken(field, "must have no link, except to one of the clinic's linkDomains");
  return { ok: true, clinic };
}

export type LocatedCheck =
  | { readonly ok: true; readonly appointment: AppointmentMessage; readonly clinic: Clinic }
  | Extract<ContractCheck, { ok: false }>;

/**
 * Checks a value against contract v1 and the rules of its clinic.
 * @param value anything, such as an item of the appointments table
 */
export function checkForClinic(value: unknown, clinics: Clinics): LocatedCheck {
  return located(checkAppointment(value), clinics);
}

/**
 * Checks a message body against contract v1 and the rules of its clinic.
 * @param body the text of a queue message
 */
export function parseForClinic(body: string, clinics: Clinics): LocatedCheck {
  return located(parseAppointment(body), clinics);
}

function located(check: ContractCheck, clinics: Clinics): LocatedCheck {
  if (!check.ok) return check;
  const found = clinicOf(check.appointment, clinics);
  if (!found.ok) return { ok: false, violations: [found.violation] };
  return { ...check, clinic: found.clinic };
}

function broken(field: keyof AppointmentMessage, problem: string): ClinicCheck {
  return { ok: false, violation: { field, problem, reason: "CONTRACT_VIOLATION" } };
}
