/** The texts of every catalogue, by rules that hold for any wording. */
import type { AppointmentMessage } from "../../../../contracts/appointment-message";
import type { Clinic } from "../../../../contracts/clinics/clinic";
import { LANGUAGES, type Language } from "../../../../contracts/clinics/languages";
import { SMS_WORDINGS } from "../../../../contracts/sms-wording";
import { MAX_SMS_PARTS } from "../../../../contracts/tables/sms-rate-limit";
import { writtenTime } from "../../../../services/domain/content/dates/written-time";
import { isInGsm7, smsParts } from "../../../../services/domain/content/sms-parts";
import { smsText } from "../../../../services/domain/content/sms-text";
import { NORTH } from "../../../support/data/clinics";
import { TEXTS } from "../../../support/data/texts";

const START = Date.parse("2026-12-02T19:30:00Z");
const NOW = Date.parse("2026-11-30T14:00:00Z");
const DAY_MS = 86_400_000;
const LINK = "https://video.example.com/visit/77?pin=1234";

const TYPICAL: AppointmentMessage = {
  patientId: "patient-1",
  appointmentTime: "2026-12-02T14:30:00-05:00",
  practitioner: "Dr. Sarah Johnson",
  location: "Room 3, 5 Pine St",
  patientFirstName: "Ana",
};
const longest = (letter: string): AppointmentMessage => ({
  ...TYPICAL,
  timeZone: "America/Argentina/ComodRivadavia",
  practitioner: letter.repeat(200),
  location: `${letter.repeat(9)} `.repeat(50),
  patientFirstName: letter.repeat(60),
  visit: "video",
  link: `https://video.example.com/${"x".repeat(474)}`,
});
const BIG: Clinic = { ...NORTH, name: "Ñ".repeat(60), phone: "+1 (206) 555-0100 ".repeat(2).slice(0, 30) };

/** Languages whose alphabet fits GSM-7, if the words are chosen for it. */
const GSM7: readonly Language[] = ["en", "es", "fr", "de", "pt", "it", "tl", "ht"];

const text = (language: Language, changes: Partial<AppointmentMessage> = {}, clinic: Partial<Clinic> = {}) =>
  smsText({ ...TYPICAL, ...changes, language }, START, { ...NORTH, ...clinic }, TEXTS, NOW);
/** Without the marks by which a text keeps its directions. */
const bare = (made: string) => made.replace(/[\u200f\u2068\u2069]/g, "");

const made = new Map<Language, readonly string[]>();
function everyText(language: Language): readonly string[] {
  const texts = made.get(language) ?? makeEveryText(language);
  made.set(language, texts);
  return texts;
}

function makeEveryText(language: Language): string[] {
  const visits = [undefined, "in-person", "video", "phone"] as const;
  const clinics: Partial<Clinic>[] = [
    {},
    { smsWording: "keys" },
    { smsWording: "reply" },
    { privacy: "minimal" },
    { privacy: "named" },
    { phone: undefined },
    { phone: undefined, smsWording: "keys" },
    { phone: undefined, smsWording: "reply" },
    { name: undefined, phone: undefined },
    { defaultCountry: "GB" },
  ];
  const changes = [
    ...visits.map((visit) => ({ visit, link: visit === "video" ? LINK : undefined })),
    { practitioner: undefined },
    { location: undefined },
    { location: "https://video.example.com/map" },
    { practitioner: undefined, location: undefined },
  ];
  return clinics.flatMap((clinic) => changes.map((change) => text(language, change, clinic)));
}

describe.each(LANGUAGES)("A text in %s", (language) => {
  test("begins with the clinic's name, and has its number, the practitioner and the place", () => {
    const made = bare(text(language));
    expect(made.startsWith("North Clinic")).toBe(true);
    for (const part of ["(206) 555-0100", "Dr. Sarah Johnson", "Room 3, 5 Pine St"]) expect(made).toContain(part);
  });

  test("has date and time in each of its forms", () => {
    const { date, time } = writtenTime(START, NORTH.timeZone, { language, country: "US" }, "short", false);
    for (const made of everyText(language).map(bare)) {
      // Habits of another country.
      if (made.includes("STOP") || !made.startsWith("North Clinic")) expect(made).toContain(date);
      expect(made).toMatch(/2:30|14:30/);
    }
    expect(bare(text(language))).toContain(time.replace(/\.$/, ""));
  });

  test("names the zone where it is not the clinic's", () => {
    expect(text(language, { timeZone: "America/Chicago" })).toContain("CST");
  });

  test("shows what privacy allows", () => {
    const [full, minimal, named] = (["full", "minimal", "named"] as const).map((privacy) =>
      text(language, {}, { privacy }),
    );
    expect(full).toMatch(/Johnson.*Room|Room.*Johnson/);
    expect(full).not.toContain("Ana");
    expect(minimal).not.toMatch(/Johnson|Room|Ana/);
    expect(named).toContain("Ana");
  });

  test("says what kind of visit it is", () => {
    const kinds = ["in-person", "video", "phone"] as const;
    expect(new Set(kinds.map((visit) => text(language, { visit }))).size).toBe(3);
    expect(text(language, { visit: "in-person" })).toBe(text(language));
  });

  test("has a link as a word of its own", () => {
    for (const smsWording of SMS_WORDINGS) {
      expect(text(language, { visit: "video", link: LINK }, { smsWording }).split(" ")).toContain(LINK);
    }
  });

  test("says how to opt out to phones in the US, and not to others, nor without a profile", () => {
    const toPhone = (country: string, clinic = NORTH) =>
      smsText({ ...TYPICAL, language }, START, clinic, TEXTS, NOW, country);
    expect(toPhone("US")).toContain("STOP");
    expect(toPhone("PR")).toContain("STOP");
    expect(toPhone("GB")).not.toContain("STOP");
    expect(toPhone("US", { ...NORTH, name: undefined })).not.toContain("STOP");
  });

  test("asks for CONFIRM or CANCEL in the wording reply only", () => {
    expect(text(language, {}, { smsWording: "reply" })).toMatch(/CONFIRM.*CANCEL/);
    expect(text(language)).not.toMatch(/CONFIRM|CANCEL/);
  });

  test("asks for the Latin letters C and X in the wording keys, and takes no more parts for it than for CONFIRM", () => {
    const [keys, reply] = (["keys", "reply"] as const).map((smsWording) => text(language, {}, { smsWording }));
    expect(bare(keys ?? "")).toMatch(/(?<![A-Za-z])C(?![A-Za-z]).*(?<![A-Za-z])X(?![A-Za-z])/);
    expect(keys).not.toMatch(/CONFIRM|CANCEL/);
    expect(smsParts(keys ?? "")).toBeLessThanOrEqual(smsParts(reply ?? ""));
    expect(isInGsm7(keys ?? "")).toBe(isInGsm7(reply ?? ""));
  });

  test("has plain spaces, whole words and punctuation in each of its forms", () => {
    for (const made of everyText(language)) {
      expect(bare(made)).not.toMatch(/(?! )[\p{C}\p{Z}]/u);
      expect(made).not.toMatch(/ {2}|^ | $|undefined|\bnull\b|[{}]|(?!\.,)[.,;:!?。，：]{2}| [.,;!?。，]/u);
      expect(bare(made)).toMatch(/[.。]$/u);
    }
  });

  test("goes in its direction on every phone", () => {
    for (const made of everyText(language)) {
      const [first] = made.match(/[\p{L}\u200f]/u) ?? [];
      if (language === "ar") expect(first).toMatch(/[\u200f\p{Script=Arabic}]/u);
      else expect(made).not.toMatch(/[\p{Script=Arabic}\u200e\u200f\u202a-\u202e\u2066-\u2069]/u);
      expect([...made].filter((one) => one === "\u2068")).toHaveLength(
        [...made].filter((one) => one === "\u2069").length,
      );
    }
  });

  test("keeps to the most parts with the longest values of every alphabet, and has its date and number", () => {
    for (const letter of ["a", "ñ", "ж", "山", "👍"]) {
      for (const clinic of [BIG, { ...BIG, name: "山".repeat(60) }]) {
        const made = smsText({ ...longest(letter), language }, START, { ...clinic, privacy: "named" }, TEXTS, NOW);
        expect(smsParts(made)).toBeLessThanOrEqual(MAX_SMS_PARTS);
        expect(made).toContain(clinic.phone);
        expect(made).toMatch(/4:30|16:30/);
      }
    }
  });

  test("takes few parts with typical values all year round", () => {
    const most = GSM7.includes(language) ? 2 : 4;
    // Every fifth: each weekday in each month.
    for (let day = 0; day < 365; day += 5) {
      const start = START + day * DAY_MS;
      const made = smsText({ ...TYPICAL, language }, start, NORTH, TEXTS, start - DAY_MS);
      expect(smsParts(made)).toBeLessThanOrEqual(most);
      if (GSM7.includes(language)) expect(isInGsm7(made)).toBe(true);
    }
  });
});
