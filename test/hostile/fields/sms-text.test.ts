import { checkAppointment } from "../../../contracts/appointment-check";
import type { AppointmentMessage } from "../../../contracts/appointment-message";
import { DEFAULT_SMS_WORDING, SMS_WORDINGS } from "../../../contracts/sms-wording";
import { isLink } from "../../../services/domain/content/link";
import { plainWhereCheaper } from "../../../services/domain/content/plain-typography";
import { smsParts } from "../../../services/domain/content/sms-parts";
import { smsText } from "../../../services/domain/content/sms-text";
import {
  DECODED,
  DIRECTION_CONTROLS,
  hostileText,
  hostileTextOf,
  INVISIBLE,
  LIMITS,
} from "../../support/data/arbitraries";
import { CLINIC } from "../../support/data/clinics";
import { emailOf } from "../../support/data/emails";
import { fc, runs } from "../../support/data/properties";
import { appointment, NOW } from "../../support/data/records";
import { ORIGINAL_TEXTS } from "../../support/data/texts";

const START = Date.parse("2026-12-02T19:30:00Z");
const TIME = "is scheduled for Wed, Dec 2 at 2:30 PM.";
const wording = fc.constantFrom(...SMS_WORDINGS);
const endingOf = {
  keys: "Reply C to confirm or X to cancel.",
  reply: "Reply CONFIRM to confirm or CANCEL to cancel.",
  "no-reply": "contact the clinic.",
};
/** What SNS takes at once: https://docs.aws.amazon.com/sns/latest/dg/sms_publish-to-phone.html */
const MAX_BYTES = 1_600;
/** What a text may cost: docs/costs.md. */
const MAX_PARTS = 6;

const text = (changes: Partial<AppointmentMessage>, ending: (typeof SMS_WORDINGS)[number] = DEFAULT_SMS_WORDING) =>
  smsText(appointment(changes), START, { ...CLINIC, smsWording: ending }, ORIGINAL_TEXTS, NOW);

/** What no text may hold: docs/security.md. The marks that only go with one letter of a name are left. */
const takenOut = (character: string) =>
  /[\p{Cc}\p{Zl}\p{Zp}]/u.test(character) ||
  [..."\u00ad\u034f\u115f\u180e\u200b\u2060\u3164\ufeff"].includes(character) ||
  (DIRECTION_CONTROLS.includes(character) && !/[\u061c\u200e\u200f]/.test(character));
/** What shows nothing: Unicode property Default_Ignorable_Code_Point. */
const isInvisible = (character: string) => /\p{Default_Ignorable_Code_Point}/u.test(character);

test("whatever doctor and place, the text is one line without controls, and says when and how to answer", () => {
  fc.assert(
    fc.property(hostileText, hostileText, wording, (doctorName, location, ending) => {
      const made = text({ doctorName, location }, ending);
      expect([...made].filter(takenOut)).toEqual([]);
      expect(made).toMatch(/^Reminder: Your appointment (?:with .+ )?is scheduled for /);
      expect(made).toContain(TIME);
      expect(made.endsWith(endingOf[ending])).toBe(true);
      expect(made).not.toMatch(/ {2}|undefined|null|\[object/);
    }),
    runs(1_000),
  );
});

test("whatever doctor, place and appointment, no line of the email holds controls", () => {
  fc.assert(
    fc.property(hostileText, hostileText, hostileText, (doctorName, location, appointmentId) => {
      const of = appointment({ doctorName, location, appointmentId });
      const made = emailOf(of);
      const lines = [...made.text.split("\n"), ...made.html.split("\n"), made.subject];
      expect(lines.flatMap((line) => [...line].filter(takenOut))).toEqual([]);
    }),
    runs(500),
  );
});

test("a value is neither read as a pattern nor filled in", () => {
  const isKept = (one: string) => !takenOut(one) && !isInvisible(one) && !/\s/.test(one);
  // Short, so that no part of the text is left out.
  const kept = hostileTextOf(40)
    .map((value) => `x${[...value].filter(isKept).join("")}y`)
    // Components of HL7, and an email address, which is no part of a name.
    .filter((value) => !DECODED.test(value) && !/[@^]/.test(value));
  fc.assert(
    fc.property(kept, kept, (doctorName, location) => {
      const stop = isLink(location) ? "" : ".";
      const written = `Reminder: Your appointment with Dr. ${doctorName} ${TIME} Location: ${location}${stop} ${endingOf[DEFAULT_SMS_WORDING]}`;
      expect(text({ doctorName: `Dr. ${doctorName}`, location })).toBe(plainWhereCheaper(written));
    }),
    runs(500),
  );
});

test("a text is made of whole characters, has six parts at most, and is no longer than what is sent at once", () => {
  const fields = fc.tuple(hostileTextOf(LIMITS.doctorName), hostileTextOf(LIMITS.location));
  const unit = fc.constantFrom(
    "a",
    "€",
    "ж",
    "ж ",
    "山",
    "👍",
    "\u0301",
    "\u200d",
    "न\u200d",
    "\ud83c",
    "ﷺ",
    "👩\u200d",
    "… ",
    "’",
    "ﬃ",
    "Ａ",
  );
  const lengths = fc.tuple(fc.nat({ max: LIMITS.doctorName - 1 }), fc.nat({ max: LIMITS.location - 1 }));
  const long = fc.tuple(unit, unit, fc.oneof(lengths, fc.constant([199, 499]))).map(([one, other, [doctor, place]]) => {
    const repeated = (of: string, max = 0) => [...`x${of.repeat(max)}`].slice(0, max + 1).join("");
    return [repeated(one, doctor), repeated(other, place)];
  });
  fc.assert(
    fc.property(fc.oneof(fields, long), wording, ([doctorName, location], ending) => {
      const check = checkAppointment(
        appointment({ doctorName, location, timeZone: "America/Argentina/ComodRivadavia" }),
      );
      if (!check.ok) throw new Error(check.violations[0].field);
      const made = smsText(check.appointment, START, { ...CLINIC, smsWording: ending }, ORIGINAL_TEXTS, NOW);
      expect(made).not.toMatch(/\p{Surrogate}/u);
      expect(smsParts(made)).toBeLessThanOrEqual(MAX_PARTS);
      expect(Buffer.byteLength(made)).toBeLessThanOrEqual(MAX_BYTES);
      expect(made).toContain(" is scheduled for Wed, Dec 2 at 4:30 PM");
      expect(made.endsWith(endingOf[ending])).toBe(true);
    }),
    runs(300),
  );
});

test("a value of Latin letters is the same with and without what nobody sees in it", () => {
  const letter = fc.constantFrom(..."aRé 3.-’€ß", "Dr. ");
  const invisible = fc.constantFrom(...INVISIBLE, ...DIRECTION_CONTROLS);
  const visible = fc.array(fc.tuple(letter, fc.array(invisible, { maxLength: 2 })), { maxLength: 30 });
  fc.assert(
    fc.property(visible, visible, (doctor, place) => {
      const [shown, spoilt] = [false, true].map((withAll) =>
        [doctor, place].map((value) => value.map(([one, others]) => one + (withAll ? others.join("") : "")).join("")),
      );
      const made = (values?: string[]) => text({ doctorName: values?.[0], location: values?.[1] });
      expect(made(spoilt)).toBe(made(shown));
    }),
    runs(300),
  );
});

test("a text that was made into a value makes the same text again", () => {
  const withoutBackslash = hostileText.map((location) => location.replaceAll("\\", ""));
  fc.assert(
    // Where an escape is undone, or a line ends, a backslash before it may make another.
    fc.property(withoutBackslash, (location) => {
      const place = (made: string) =>
        made.slice(made.indexOf("Location: ") + 10, -endingOf[DEFAULT_SMS_WORDING].length - 1);
      const once = text({ doctorName: undefined, location: `x${location}` });
      expect(text({ doctorName: undefined, location: place(once) })).toBe(once);
    }),
    runs(300),
  );
});
