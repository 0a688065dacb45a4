/** The patient's name, language, and how they want to be reached. */
import { LENGTHS } from "../../../../contracts/appointment-message";
import { languageTag } from "../language-tag";
import type { Er7Field, Er7Segment } from "./er7-message";
import { dayOf } from "./hl7-time";
import { type Found, firstGiven, foundIn, type Note } from "./message-parts";

/**
 * Name types of table 0200 by which the patient is called, the best first: the customary name, then the legal one, then
 * others of theirs; some senders write words. Not among them are maiden and former names, and those that are masked, of
 * partners, or no longer used.
 */
const NAME_TYPES = ["D", "PREFERRED", "L", "CURRENT", "", "R", "C", "I", "N", "A"];

/** The given name of PID-5. @param day YYYYMMDD on which it must be valid (XPN.12 and XPN.13); "" if it is not known */
export function firstName(pid: Er7Segment, day: string, note: Note): Found | undefined {
  const names = pid.field(5).filter((name) => name.sub(2, 1) !== "" && isValid(name, day));
  const ranked = NAME_TYPES.flatMap((type) => names.filter((name) => name.text(7).toUpperCase() === type));
  const given = ranked[0] && foundIn(ranked[0], 2);
  if (!given || given.text.length <= LENGTHS.patientFirstName) return given;
  note(given.path, "is too long for a first name and left out");
  return undefined;
}

function isValid(name: Er7Field, day: string): boolean {
  const [from, until] = [dayOf(name.text(12)), dayOf(name.text(13))];
  return day === "" || !((from !== "" && from > day) || (until !== "" && until < day));
}

/**
 * PID-15 as a BCP 47 tag. "HL7 recommends using ISO table 639 as the suggested values in User-defined Table 0296":
 * codes of two and three letters are read, with a country or without, and names of the languages that patients are
 * written to.
 */
export function language(pid: Er7Segment, note: Note): Found | undefined {
  const [field] = pid.field(15);
  const texts = [1, 2, 4, 5].map((component) => foundIn(field, component)).filter(({ text }) => text !== "");
  for (const { text, path } of texts) {
    const tag = languageTag(text);
    if (tag) return { text: tag, path };
  }
  if (texts[0]) note(texts[0].path, "is not a code of ISO 639: the clinic's language is used");
  return undefined;
}

/**
 * Codes of PD1-11, publicity code, as the guides to HL7 immunization messages extend table 0215: `01` is "No
 * reminder/recall", `03` "Reminder/recall - no calls", `06` "Recall only - any method", `08` "Reminder/recall - to
 * provider", and so on: whether the patient is reminded, and whether "no calls" are wanted. HL7's own codes of the
 * table are about what others may learn of the patient, and PD1-12 (protection indicator) is about access to data:
 * neither is a wish of this kind.
 */
const NO_REMINDERS = new Set(["01", "06", "07", "08", "09", "10", "11", "12"]);
const NO_CALLS = new Set(["03", "05"]);

export interface Wish extends Found {
  readonly text: "none" | "email";
}

/** How the patient wants to be reached: nobody who has died (PID-30, PID-29), and as PD1-11 says. */
export function contactWish(pid: Er7Segment, pd1: Er7Segment | undefined, note: Note): Wish | undefined {
  const indicator = firstGiven(pid, 30);
  const died = /^Y/i.test(indicator?.text ?? "") ? indicator : indicator ? undefined : firstGiven(pid, 29);
  if (died) {
    note(died.path, "says that the patient has died: they are not reminded");
    return { text: "none", path: died.path };
  }
  const publicity = firstGiven(pd1, 11);
  if (publicity && NO_REMINDERS.has(publicity.text)) {
    note(publicity.path, "asks for no reminders to the patient");
    return { text: "none", path: publicity.path };
  }
  if (publicity && NO_CALLS.has(publicity.text)) {
    note(publicity.path, "asks for no calls: only emails are sent");
    return { text: "email", path: publicity.path };
  }
  return undefined;
}
