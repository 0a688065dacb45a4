/**
 * The patient's phones and emails: PID-40, which replaces PID-13 (home) and PID-14 (business) from version 2.7 on, and
 * these two. All of them may repeat, and any may have an email.
 */
import { LENGTHS } from "../../../../contracts/appointment-message";
import { type XtnNumber, xtnAddress, xtnNumber } from "../../contact/hl7-telecom";
import { listed } from "../contact-list";
import type { Er7Field, Er7Segment } from "./er7-message";
import { dayOf } from "./hl7-time";
import type { Found, Note } from "./message-parts";

export interface PatientContact {
  readonly phoneNumber?: Found;
  readonly email?: Found;
}

/** The fields, and the use of a number that has none (XTN.2). */
const FIELDS = [
  [40, ""],
  [13, "PRN"],
  [14, "WPN"],
] as const;
/** Components of XTN: HL7 v2.5.1, section 2.A.89, and the later ones of HL7 v2+. */
const COMPONENTS = 12;
const [FROM, UNTIL, ENDED, PREFERENCE] = [13, 14, 15, 18];
/** Classes of numbers, the best for texts first. */
const CLASSES = ["mobile", "home", "without a use", "other home", "work", "with a remark"] as const;

interface Candidate extends Found {
  readonly rank: number;
  /** XTN.18: the lowest is preferred. */
  readonly preference: number;
}

/**
 * Lists what can be used, the best first, as the contract's fields take several: whether a number can be texted is
 * found out when it is. A remark (XTN.9) may say that it must not be, so numbers with one are given only alone.
 * @param day YYYYMMDD on which they must be valid; "" if it is not known
 */
export function patientContact(pid: Er7Segment, day: string, note: Note): PatientContact {
  const fields = FIELDS.flatMap(([number, use]) => pid.field(number).map((field) => ({ field, use })));
  const current = fields.filter(({ field }) => {
    const isCurrent = isValid(field, day);
    if (!isCurrent) note(field.path(), "is not valid (XTN.13 to XTN.15) and left out");
    return isCurrent;
  });
  const phones = current.flatMap(({ field, use }) => phoneOf(field, use) ?? []).sort(byRank);
  const emails = current.flatMap(({ field, use }) => emailOf(field, use) ?? []).sort(byRank);
  const plain = phones.filter(({ rank }) => rank < rankOf("with a remark"));
  const phoneNumber = listed(plain.length > 0 ? plain : phones.slice(0, 1), LENGTHS.phoneNumber);
  const email = listed(emails, LENGTHS.email);
  if (!phoneNumber && phones[0]) note(phones[0].path, "is too long for a phone number and left out");
  if (!email && emails[0]) note(emails[0].path, "is too long for an email and left out");
  return { ...(phoneNumber && { phoneNumber }), ...(email && { email }) };
}

function phoneOf(field: Er7Field, defaultUse: string): Candidate | undefined {
  const number = xtnNumber(componentsOf(field));
  if (!number) return undefined;
  const use = field.text(2).toUpperCase() || defaultUse;
  const extension = number.extension && `x${number.extension}`;
  const text = [number.number, extension, number.remark].filter(Boolean).join(" ");
  return { text, path: field.path(), rank: phoneRank(number, use), preference: preferenceOf(field) };
}

/**
 * `PRS`, personal, is a mobile in HL7's mapping of table 0201 to FHIR. Of mobiles, that of the employer is the last.
 */
function phoneRank({ label, remark }: XtnNumber, use: string): number {
  if (remark !== "") return rankOf("with a remark");
  if (label === "cell" || use === "PRS") return rankOf("mobile") + (use === "WPN" ? 0.5 : 0);
  if (use === "PRN" || use === "HOME") return rankOf("home");
  if (use === "WPN" || label === "work") return rankOf("work");
  return rankOf(use === "ORN" || use === "VHN" ? "other home" : "without a use");
}

function emailOf(field: Er7Field, defaultUse: string): Candidate | undefined {
  const text = xtnAddress(componentsOf(field));
  if (text === "") return undefined;
  const use = field.text(2).toUpperCase() || defaultUse;
  return { text, path: field.path(), rank: use === "WPN" ? 1 : 0, preference: preferenceOf(field) };
}

function rankOf(kind: (typeof CLASSES)[number]): number {
  return CLASSES.indexOf(kind);
}

function byRank(a: Candidate, b: Candidate): number {
  return Math.floor(a.rank) - Math.floor(b.rank) || a.preference - b.preference || a.rank - b.rank;
}

function preferenceOf(field: Er7Field): number {
  const text = field.text(PREFERENCE);
  return /^\d{1,2}$/.test(text) ? Number(text) : 100;
}

function componentsOf(field: Er7Field): string[] {
  return Array.from({ length: COMPONENTS }, (_, index) => field.text(index + 1));
}

function isValid(field: Er7Field, day: string): boolean {
  const [from, until] = [dayOf(field.text(FROM)), dayOf(field.text(UNTIL))];
  if (field.text(ENDED) !== "") return false;
  return day === "" || !((from !== "" && from > day) || (until !== "" && until < day));
}
