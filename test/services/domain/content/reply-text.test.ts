/** The texts that answer patients' answers, in every language, by rules that hold for any wording. */
import type { Clinic } from "../../../../contracts/clinics/clinic";
import { LANGUAGES, type Language } from "../../../../contracts/clinics/languages";
import { MAX_SMS_PARTS } from "../../../../contracts/tables/sms-rate-limit";
import { REPLY_MESSAGES, type ReplyMessage } from "../../../../contracts/texts/messages";
import { replyText } from "../../../../services/domain/content/reply-text";
import { isInGsm7, smsParts } from "../../../../services/domain/content/sms-parts";
import { NORTH } from "../../../support/data/clinics";
import { appointment, NOW } from "../../../support/data/records";
import { compiled, TEXTS } from "../../../support/data/texts";

const START = Date.parse("2026-12-02T19:30:00Z");
const DAY_MS = 86_400_000;
const DATED: readonly ReplyMessage[] = ["replyConfirmed", "replyCancel", "replyReschedule"];
const KEYS = /(?<![A-Za-z])C(?![A-Za-z]).*(?<![A-Za-z])X(?![A-Za-z])/;
/** Languages whose alphabet fits GSM-7, if the words are chosen for it. */
const GSM7: readonly Language[] = ["en", "es", "fr", "de", "pt", "it", "tl", "ht"];

const BARE: Partial<Clinic> = { name: undefined, phone: undefined };

function text(name: ReplyMessage, language: Language = "en", clinic: Partial<Clinic> = {}, start = START): string {
  return replyText(name, appointment(), start, { ...NORTH, ...clinic }, language, TEXTS, NOW);
}
const withoutAppointment = (name: ReplyMessage, language: Language = "en", clinic: Partial<Clinic> = {}) =>
  replyText(name, undefined, Number.NaN, { ...NORTH, ...clinic }, language, TEXTS, NOW);
/** Without the marks by which a text keeps its directions. */
const bare = (made: string) => made.replace(/[\u200f\u2068\u2069]/g, "");

function everyText(language: Language): string[] {
  const clinics = [{}, { phone: undefined }, { name: undefined }, BARE];
  return REPLY_MESSAGES.flatMap((name) =>
    clinics.flatMap((clinic) => [
      text(name, language, clinic),
      ...(DATED.includes(name) ? [] : [withoutAppointment(name, language, clinic)]),
    ]),
  );
}

describe("The answer to an answer", () => {
  test.each([
    ["replyConfirmed", "North Clinic: Thank you. Your appointment on Wed, Dec 2 at 2:30 PM is confirmed."],
    [
      "replyCancel",
      "North Clinic: Thank you. We have passed on your request to cancel the appointment on Wed, Dec 2 at 2:30 PM. " +
        "To book another, call (206) 555-0100.",
    ],
    [
      "replyReschedule",
      "North Clinic: Thank you. We have passed on your request to change the appointment on Wed, Dec 2 at 2:30 PM. " +
        "We will contact you, or call (206) 555-0100.",
    ],
    [
      "replyUnclear",
      "North Clinic: Sorry, we did not understand your answer. Our staff will read it. " +
        "Reply C to confirm or X to cancel, or call (206) 555-0100.",
    ],
    ["replyOptedOut", "North Clinic: You will get no more texts from this number. Reply START to get them again."],
    ["replyOptedIn", "North Clinic: You will get appointment reminders by text again. Reply STOP to opt out."],
    ["replyHelp", "North Clinic appointment reminders. For help, call (206) 555-0100. Reply STOP to opt out."],
  ] as const)("%s is short and says what happened", (name, made) => {
    expect(text(name)).toBe(made);
    expect(smsParts(made)).toBe(1);
  });

  test("asks for C or X again only where it is certain which appointment is meant", () => {
    expect(withoutAppointment("replyUnclear")).toBe(
      "North Clinic: Thank you. Our staff will read your answer. If it is urgent, call (206) 555-0100.",
    );
    expect(withoutAppointment("replyUnclear", "en", BARE)).toBe("Thank you. Our staff will read your answer.");
  });

  test("promises no cancellation: the booking system alone cancels", () => {
    expect(text("replyCancel")).not.toMatch(/cancelled|canceled/i);
  });

  test("shows the time as a reminder does: in the appointment's zone, and with a year that is not plain", () => {
    const chicago = { ...appointment(), timeZone: "America/Chicago" };
    expect(replyText("replyConfirmed", chicago, START, NORTH, "en", TEXTS, NOW)).toContain("Wed, Dec 2 at 1:30 PM CST");
    expect(text("replyConfirmed", "en", {}, START + 365 * DAY_MS)).toContain("Thu, Dec 2, 2027 at 2:30 PM");
  });

  test("is the clinic's own message where it has one, and the catalogue's if its own is too long", () => {
    const own = (source: string) => ({ texts: { en: { replyConfirmed: compiled("replyConfirmed", source) } } });
    expect(text("replyConfirmed", "en", own("See you on {date} at {time}"))).toBe("See you on Wed, Dec 2 at 2:30 PM");
    expect(text("replyConfirmed", "en", own(`{date} {time}${" word".repeat(390)}`))).toBe(text("replyConfirmed"));
  });

  test("of an appointment cannot be made without one", () => {
    for (const name of DATED) expect(() => withoutAppointment(name)).toThrow(`${name} needs an appointment`);
  });

  test("loses the accent of a day where it alone would cost parts", () => {
    const clinic = { name: "Centro de salud de la familia del norte de la ciudad" };
    const saturday = START + 3 * DAY_MS;
    expect(text("replyConfirmed", "es", clinic, saturday)).toContain("del sab, 5 de dic");
  });
});

describe.each(LANGUAGES)("The answers to answers in %s", (language) => {
  test("name the clinic, and neither patient nor practitioner nor place", () => {
    for (const name of REPLY_MESSAGES) {
      const made = bare(text(name, language, { privacy: "named" }));
      expect(made.startsWith("North Clinic")).toBe(true);
      expect(made).not.toMatch(/Johnson|Room 3|Ana/);
    }
  });

  test("have date and time only where an appointment is meant", () => {
    for (const name of REPLY_MESSAGES) {
      expect(/2:30|14:30/.test(text(name, language))).toBe(DATED.includes(name));
    }
  });

  test("ask for the keys, and name the words of carriers in Latin capitals", () => {
    expect(bare(text("replyUnclear", language))).toMatch(KEYS);
    expect(withoutAppointment("replyUnclear", language)).not.toMatch(/(?<!\p{L})[CX](?!\p{L})/u);
    expect(text("replyOptedOut", language)).toContain("START");
    expect(text("replyOptedIn", language)).toContain("STOP");
    expect(text("replyHelp", language)).toContain("STOP");
    expect(text("replyHelp", language)).toContain("(206) 555-0100");
  });

  test("have plain spaces, whole words and punctuation in each of their forms", () => {
    for (const made of everyText(language)) {
      expect(bare(made)).not.toMatch(/(?! )[\p{C}\p{Z}]/u);
      expect(made).not.toMatch(/ {2}|^ | $|undefined|NaN|Invalid|\bnull\b|[{}]|(?!\.,)[.,;:!?。，：]{2}| [.,;!?。，]/u);
      expect(bare(made)).toMatch(/^\p{L}.*[.。]$/u);
      expect(smsParts(made)).toBeLessThanOrEqual(2);
      if (GSM7.includes(language)) expect([isInGsm7(made), smsParts(made)]).toEqual([true, 1]);
    }
  });

  test("keep to the most parts with the longest names", () => {
    const longest = { name: "山".repeat(60), phone: "+1 (206) 555-0100 ".repeat(2).slice(0, 30) };
    for (const name of REPLY_MESSAGES) {
      expect(smsParts(text(name, language, longest, START + 400 * DAY_MS))).toBeLessThanOrEqual(MAX_SMS_PARTS);
    }
  });
});
