/** Phones and emails: the FHIR data type ContactPoint. */
import { codesOf, countOf, type Element, items, textOf } from "../reading/element";
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

/**
 * The number that is best for texts: by use, then by `rank`, of which 1 is preferred, then in the order of the message.
 */
export function bestPhone(patient: Element, moment: string): Element | undefined {
  const use = (point: Element) => (systemOf(point) === "sms" ? "mobile" : textOf(point, "use"));
  const phones = current(patient, moment).filter((point) => ["phone", "sms"].includes(systemOf(point) ?? ""));
  return best(phones, (point) => PHONE_USES.indexOf(use(point)), isDialed);
}

/** The best email, chosen as the phone is. */
export function bestEmail(patient: Element, moment: string): Element | undefined {
  const emails = current(patient, moment).filter((point) => systemOf(point) === "email");
  const isAddress = (point: Element) => (textOf(point, "value") ?? "").includes("@");
  return best(emails, (point) => EMAIL_USES.indexOf(textOf(point, "use")), isAddress);
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

function isDialed(point: Element): boolean {
  return (textOf(point, "value")?.match(/\p{Nd}/gu)?.length ?? 0) >= MIN_DIGITS;
}

/** If no value looks like what it should be, the best of the others: its problem is reported as that of the patient. */
function best(points: readonly Element[], use: (point: Element) => number, isUsable: (point: Element) => boolean) {
  const rank = (point: Element) => countOf(point, "rank") ?? Number.MAX_SAFE_INTEGER;
  const ranked = points
    .filter((point) => use(point) >= 0 && textOf(point, "value") !== undefined)
    .sort((a, b) => use(a) - use(b) || rank(a) - rank(b));
  return ranked.find(isUsable) ?? ranked[0];
}
