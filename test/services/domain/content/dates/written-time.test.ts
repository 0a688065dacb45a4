import { LANGUAGES, type Language } from "../../../../../contracts/clinics/languages";
import { languagesWithoutData } from "../../../../../services/domain/content/dates/language-data";
import { type DateStyle, writtenTime } from "../../../../../services/domain/content/dates/written-time";

const NEW_YORK = "America/New_York";
const START = Date.parse("2026-12-02T19:30:00Z");
const DAY_MS = 86_400_000;
const written = (language: Language, style: DateStyle = "short", country = "US") =>
  writtenTime(START, NEW_YORK, { language, country }, style, false);

test("this runtime knows the dates of every language", () => {
  expect(languagesWithoutData()).toEqual([]);
});

// Abbreviations differ a little between versions of ICU.
test.each<[Language, RegExp, RegExp]>([
  ["en", /^Wed, Dec 2$/, /^2:30 PM$/],
  ["es", /^mié\.?,? 2 (?:de )?dic\.?$/, /^2:30 p\. ?m\.$/],
  ["fr", /^mer\. 2 déc\.$/, /^14:30$/],
  ["de", /^Mi\.?,? 2\. Dez\.?$/, /^14:30$/],
  ["pt", /^qua\.?,? 2 de dez\.?$/, /^14:30$/],
  ["it", /^mer 2 dic$/, /^14:30$/],
  ["zh-Hans", /^12月2日周三$/, /^14:30$/],
  ["vi", /^Th(?:ứ) 4, 2 thg 12$/, /^14:30$/],
  ["tl", /^Miy, Dis 2$/, /^2:30 PM$/],
  ["ar", /^الأربعاء، 2 ديسمبر$/, /^2:30 م$/],
  ["ko", /^12월 2일 \(수\)$/, /^오후 2:30$/],
  ["ru", /^ср, 2 дек\.$/, /^14:30$/],
  ["ht", /^mèk 2 desanm$/, /^2:30 PM$/],
])("a date and a time in %s are written as its readers write them", (language, date, time) => {
  expect(written(language)).toEqual({ date: expect.stringMatching(date), time: expect.stringMatching(time) });
});

test.each<[Language, RegExp]>([
  ["en", /^Wednesday, December 2, 2026$/],
  ["es", /^miércoles, 2 de diciembre de 2026$/],
  ["zh-Hans", /^2026年12月2日星期三$/],
  ["ar", /^الأربعاء، 2 ديسمبر 2026$/],
  ["ht", /^mèkredi 2 desanm 2026$/],
])("a long date in %s has the whole names and the year", (language, date) => {
  expect(written(language, "long").date).toMatch(date);
});

test("the year is part of a short date if it is asked for", () => {
  for (const language of LANGUAGES) {
    expect(written(language).date).not.toContain("2026");
    expect(written(language, "short-with-year").date).toContain("2026");
  }
});

test("the habits are those of the clinic's country, as far as the language has them", () => {
  expect(written("en", "short", "GB")).toEqual({ date: expect.stringMatching(/^Wed,? 2 Dec$/), time: "14:30" });
  expect(written("es", "short", "ES").time).toBe("14:30");
  expect(written("fr", "short", "XX")).toEqual(written("fr"));
});

test.each(LANGUAGES)("every day and hour in %s has plain spaces, Latin digits and no mark of direction", (language) => {
  const midnight = Date.parse("2026-01-01T00:00:00Z");
  const hours = Array.from({ length: 365 }, (_, day) => midnight + day * DAY_MS + ((day * 7) % 24) * 3_600_000);
  for (const country of ["US", "SA", "EG", "FR", "IR"]) {
    // Each weekday, month and hour, too.
    const some = country === "US" ? hours : hours.filter((_, day) => day % 5 === 0);
    for (const style of ["short", "long"] as const) {
      const all = some.map((hour) => writtenTime(hour, "UTC", { language, country }, style, style === "short"));
      expect(new Set(all.map(({ date }) => date)).size).toBe(some.length);
      expect(all.filter(({ time }) => !/\d(?::| h |\.)\d\d/.test(time))).toEqual([]);
      expect(all.map(({ date, time }) => `${date} ${time}`).join()).not.toMatch(
        /(?! )[\p{Z}\p{C}]|(?![0-9])\p{Nd}|\u2212/u,
      );
    }
  }
});

test.each<[Language, string, string]>([
  ["en", "US", "EST"],
  ["es", "US", "EST"],
  ["ru", "US", "EST"],
  ["ar", "US", "EST"],
  ["ht", "US", "EST"],
  ["fr", "FR", "UTC-5"],
  ["en", "GB", "GMT-5"],
  ["ar", "GB", "GMT-5"],
])("a zone is named in %s in %s as it is there: %s", (language, country, name) => {
  expect(writtenTime(START, NEW_YORK, { language, country }, "short", true).time.endsWith(` ${name}`)).toBe(true);
});

test("without the runtime's data a date is one that no language reads wrongly", () => {
  const known = jest.spyOn(Intl.DateTimeFormat, "supportedLocalesOf").mockReturnValue([]);
  try {
    // A country of its own: formatters are kept.
    expect(writtenTime(START, NEW_YORK, { language: "vi", country: "NR" }, "short", true)).toEqual({
      date: "2026-12-02",
      time: "14:30 EST",
    });
  } finally {
    known.mockRestore();
  }
});
