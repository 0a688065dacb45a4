/** Phones and emails: the FHIR data type ContactPoint. */
import { LENGTHS } from "../../../../../contracts/appointment-message";
import { listed } from "../../contact-list";
import { child, codesOf, countOf, type Element, items, textOf } from "../reading/element";
import { includes } from "../reading/period";

/**
 * By use (FHIR R4, value set contact-point-use), the best for texts first; undefined is one without a use. `old` is
 * "no longer in use (or was never correct)".
 */
const PHONE_USES: readonly (string | undefined)[] = ["mobile", "home", undefined, "temp", "work"];
/** An email at work may be read by others, so that it is the last. */
const EMAIL_USES: readonly (string | undefined)[] = ["home", "mobile", undefined, "temp", "work"];
const RELATIONS = "http://terminology.hl7.org/CodeSystem/v3-RoleCode";
/** The fewest digits of a number that a phone outside its town can dial. */
const MIN_DIGITS = 7;

/** Marks of numbers; words next to one may mean that it is not for texts. */
const NUMBER = /^[+(\d][\d\s()./+-]*$/;
const ADDRESS = /^[^\s@;,]+@[^\s@;,]+$/;

export interface Contact {
  readonly text: string;
  readonly element: Element;
}

/**
 * The patient's numbers, as the contract's `phoneNumber` takes several: the best for texts first, by use, then by
 * `rank`, of which 1 is preferred, then in the order of the message.
 */
export function phones(patient: Element, moment: string): Contact | undefined {
  const use = (point: Element) => (systemOf(point) === "sms" ? "mobile" : textOf(point, "use"));
  const points = current(patient, moment).filter((point) => ["phone", "sms"].includes(systemOf(point) ?? ""));
  const ranked = byUse(points, (point) => PHONE_USES.indexOf(use(point))).map(contactOf);
  const dialed = ranked.filter(({ text }) => (text.match(/\p{Nd}/gu)?.length ?? 0) >= MIN_DIGITS);
  return best(dialed, ranked, NUMBER, LENGTHS.phoneNumber);
}

/** The patient's emails, as the phones. */
export function emails(patient: Element, moment: string): Contact | undefined {
  const points = current(patient, moment).filter((point) => systemOf(point) === "email");
  const ranked = byUse(points, (point) => EMAIL_USES.indexOf(textOf(point, "use"))).map(contactOf);
  return best(
    ranked.filter(({ text }) => text.includes("@")),
    ranked,
    ADDRESS,
    LENGTHS.email,
  );
}

function systemOf(point: Element): string | undefined {
  return textOf(point, "system");
}

/**
 * The patient's own, which may stand with their contacts, as a relation to themselves: the messages of the NHS's
 * Booking and Referral Standard have them there. Those of other contacts are other people's.
 */
function current(patient: Element, moment: string): Element[] {
  const selves = items(patient, "contact").filter((one) => codesOf(one, "relationship", RELATIONS).includes("ONESELF"));
  const points = [patient, ...selves].flatMap((one) => items(one, "telecom"));
  return points.filter((point) => includes(point, moment));
}

function contactOf(point: Element): Contact {
  const value = textOf(point, "value") ?? "";
  return { text: value.replace(/^(?:mailto:|tel:(?!.*;))/i, ""), element: child(point, "value") };
}

function byUse(points: readonly Element[], use: (point: Element) => number): Element[] {
  const rank = (point: Element) => countOf(point, "rank") ?? Number.MAX_SAFE_INTEGER;
  return points
    .filter((point) => use(point) >= 0 && textOf(point, "value") !== undefined)
    .sort((a, b) => use(a) - use(b) || rank(a) - rank(b));
}

/**
 * Those that are written plainly, or else one with words. If none looks like what it should be, the first is given: its
 * problem is reported as that of the patient.
 */
function best(
  usable: readonly Contact[],
  ranked: readonly Contact[],
  plain: RegExp,
  maxLength: number,
): Contact | undefined {
  const plainly = usable.filter(({ text }) => plain.test(text));
  return listed(plainly, maxLength) ?? usable[0] ?? ranked[0];
}
