import type { Language } from "../../../../contracts/clinics/languages";
import type { ValuesOf } from "../../../../contracts/texts/messages";
import { fillMessage } from "../../../../services/domain/content/fill-message";
import { compiled } from "../../../support/data/texts";

type Values = ValuesOf<"reminder">;
const NONE: Values = {
  clinic: "",
  clinicPhone: "",
  firstName: "",
  practitioner: "",
  place: "",
  date: "Wed, Dec 2",
  time: "2:30 PM",
  visit: "",
  link: "",
  wording: "",
  optOut: "",
};
const fill = (source: string, values: Partial<Values> = {}, language: Language = "en") =>
  fillMessage<"reminder">(compiled("reminder", source), { ...NONE, ...values }, language);
const optional = (name: string, text: string) => `{${name}, select, none {} other {${text}}}`;

/** A message that shows only a place, where it has one. */
const AT = `${optional("place", "At {place}. ")}{date} {time}`;

test.each([
  "{date}",
  "{date, select, other {x}}",
  "'{'clinic'}'",
  "''",
  "#",
  "<b>{clinic}</b>",
  "%s $& $1 $`",
  "none",
  "other",
  "constructor",
  "__proto__",
])("the value %j is shown as it is: it is never syntax", (place) => {
  expect(fill(AT, { place })).toBe(`At ${place}. Wed, Dec 2 2:30 PM`);
});

test("a value that is absent takes what belongs to it along", () => {
  expect(fill(AT)).toBe("Wed, Dec 2 2:30 PM");
});

test.each(["constructor", "toString", "in-person", ""])(
  "a choice without an option for %j takes the other",
  (visit) => {
    expect(fill("{visit, select, video {Video} other {Visit}} {date} {time}", { visit })).toBe(
      "Visit Wed, Dec 2 2:30 PM",
    );
  },
);

test.each([
  ["Room 3", "At Room 3. Wed"],
  ["Room 3.", "At Room 3. Wed"],
  ["Room 3!", "At Room 3! Wed"],
  ["Room 3,", "At Room 3. Wed"],
  ["3号室。", "At 3号室。 Wed"],
  ["https://x.example/a", "At https://x.example/a Wed"],
  ["Room 3, https://x.example/a?b=c", "At Room 3, https://x.example/a?b=c Wed"],
  ["front@clinic.example", "At front@clinic.example Wed"],
])("after the place %j there is one stop, and none after a link", (place, shown) => {
  expect(fill(AT, { place })).toContain(shown);
});

test("a comma after a value that ends with a stop is kept", () => {
  expect(fill("{date}, {time}", { date: "2 дек." })).toBe("2 дек., 2:30 PM");
});

test.each([
  ["Join:{link}. {date} {time}", "Join: https://x.example/a Wed"],
  ["Join ({link}), then {date} {time}", "Join (https://x.example/a ), then Wed"],
  ["链接：{link}。{date} {time}", "链接： https://x.example/a Wed"],
  ["链接：{link}如需更改 {date} {time}", "链接： https://x.example/a 如需更改 Wed"],
])("no character is glued to the link of %j that a phone could take for a part of it", (source, shown) => {
  const text = source.replace(/(.*)\{link\}([^ {]*)/, (_, before, after) =>
    optional("link", `${before}{link}${after}`),
  );
  expect(fill(text, { link: "https://x.example/a" })).toContain(shown);
});

describe("A text from right to left", () => {
  const MESSAGE = `{clinic, select, none {تذكير} other {{clinic}: تذكير}}${optional("place", " المكان: {place}.")}${optional("link", " الرابط: {link}")} {date} {time}`;
  const made = (values: Partial<Values>) => fill(MESSAGE, { date: "2 ديسمبر", time: "2:30 م", ...values }, "ar");

  test("isolates what may be written from left to right, and nothing else", () => {
    expect(made({ place: "Room 3" })).toBe("تذكير المكان: \u2068Room 3\u2069. 2 ديسمبر 2:30 م");
  });

  test("begins with a mark if a phone would otherwise take its direction from a Latin name", () => {
    expect(made({ clinic: "North Clinic" })).toMatch(/^\u200f\u2068North Clinic\u2069: تذكير/u);
    expect(made({ clinic: "عيادة الشمال" })).toMatch(/^\u2068عيادة الشمال\u2069/u);
  });

  test("has no mark next to a link", () => {
    const link = "https://x.example/a";
    expect(made({ link, place: link }).match(/[^ ]*x\.example[^ ]*/g)).toEqual([link, link]);
  });
});
