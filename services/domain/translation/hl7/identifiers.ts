/**
 * The ids of the appointment and of the patient. Of an identifier, only the id is used, without its assigning
 * authority.
 */
import type { Er7Field, Er7Segment } from "./er7-message";
import { dayOf } from "./hl7-time";
import { type Found, firstGiven, foundIn } from "./message-parts";

/**
 * SCH-2, the filler's "permanent identifier for the [...] scheduled appointment", and SCH-1, the placer's, without it:
 * SIU is sent by the filler, and a published sample of Epic's has `1` in SCH-1. A child of a repeating appointment that
 * has no id of its own is identified by its parent's (SCH-24, SCH-23) and SCH-3, which "is used in conjunction with"
 * them (HL7 v2+, segment SCH).
 */
export function appointmentId(appointment: Er7Segment | undefined): Found | undefined {
  const fields = [2, 1, 24, 23];
  const id = fields.map((field) => firstGiven(appointment, field)).find((one) => one !== undefined);
  const occurrence = firstGiven(appointment, 3)?.text;
  return id && occurrence ? { ...id, text: `${id.text}-${occurrence}` } : id;
}

/** Identifier types of table 0203 that are the patient's at the sender, best first; some senders write `MRN`. */
const BEST_TYPES = [["MR", "MRN"], ["PI"], ["EPI", "EMPI", "PE"], [""]];
/**
 * Types that must not become an id in logs and events, or that are of a visit, an account or another person: numbers of
 * social security, cards, licences, insurances and banks.
 */
const NO_PATIENT_IDS = new Set(
  (
    "SS SSN AN ANC AND ANT VN ACSN DL DLN PPN CZ TAX BA BC BCT DI DS MS VS AM MA MB MC MCD MCR HC JHN NH NI NII NIIP " +
    "NPI PN RRI RRP SN SR WC WCN WP EI EN MI GI GN BR BCFN DC PRC IND TN ANON U"
  ).split(" "),
);
/** National numbers of persons, such as `NNUSA`. */
const NATIONAL = /^NN[A-Z]{0,3}$/;

/**
 * The patient's id: in PID-3 the medical record number (`MR`), and otherwise another number of the sender's; PID-2,
 * which "was withdrawn and removed [...] as of v2.7", without one. Of several medical record numbers, the one whose
 * assigning authority is the sending facility (MSH-4) counts, or the first.
 * @param header MSH
 * @param day YYYYMMDD of the message; numbers that expired before are left out
 */
export function patientId(pid: Er7Segment, header: Er7Segment, day: string): Found | undefined {
  const listed = pid.field(3).filter((field) => field.sub(1, 1) !== "" && !hasExpired(field, day));
  const usable = listed.filter((field) => isOfPatient(typeOf(field)));
  const ranked = BEST_TYPES.map((types) => usable.filter((field) => types.includes(typeOf(field))));
  const best = ranked.find((fields) => fields.length > 0) ?? usable;
  const facility = header.field(4)[0].sub(1, 1);
  const [id] = [...best.filter((field) => facility !== "" && field.sub(4, 1) === facility), ...best];
  if (id) return foundIn(id, 1);
  return listed.length > 0 ? undefined : firstGiven(pid, 2);
}

function isOfPatient(type: string): boolean {
  return !NO_PATIENT_IDS.has(type) && !NATIONAL.test(type);
}

function typeOf(field: Er7Field): string {
  return field.text(5).toUpperCase();
}

function hasExpired(field: Er7Field, day: string): boolean {
  const last = dayOf(field.text(8));
  return last !== "" && day !== "" && last < day;
}
