import { compileMessage } from "../../../contracts/texts/compile-message";
import type { MessageName } from "../../../contracts/texts/messages";

const compile = (text: string) => compileMessage("reminder", text);
const messageOf = (text: string) => {
  const result = compile(text);
  if (!result.ok) throw new Error(result.problems.join("\n"));
  return result.message;
};
const problemsOf = (text: string) => {
  const result = compile(text);
  return result.ok ? [] : result.problems;
};

test("a message becomes data: its text, its placeholders and its choices", () => {
  const text =
    "{clinic, select, none {Reminder} other {{clinic}}}: {visit, select, video {Video} other {}} {date}, {time}";
  expect(messageOf(text)).toEqual([
    { select: "clinic", options: { none: ["Reminder"], other: [{ value: "clinic" }] } },
    ": ",
    { select: "visit", options: { video: ["Video"], other: [] } },
    " ",
    { value: "date" },
    ", ",
    { value: "time" },
  ]);
});

test("angle brackets, apostrophes and quoted braces are text", () => {
  expect(messageOf("<b>{date}</b> at o'clock '{'{time}'}'").filter((part) => typeof part === "string")).toEqual([
    "<b>",
    "</b> at o'clock {",
    "}",
  ]);
});

const WHEN = "{date} {time}";

test.each([
  ["{date} {time", "is not ICU MessageFormat: expect argument closing brace at character 8"],
  ["{date} {time} {}", "is not ICU MessageFormat: empty argument at character 15"],
  [`${WHEN} {clinic, select, none {}}`, "is not ICU MessageFormat: missing other clause"],
  [`${WHEN} {doctor}`, "has no placeholder {doctor}: there are clinic, clinicPhone, "],
  [`${WHEN} {constructor}`, "has no placeholder {constructor}"],
  [`${WHEN} {doctor, select, none {} other {x}}`, "has no placeholder {doctor}"],
  [`${WHEN} {place}`, "shows {place} outside of {place, select, none {...} other {...}}, although it may be absent"],
  [`${WHEN} {place, select, none {{place}} other {}}`, "shows {place} outside of"],
  [`${WHEN} {place, select, other {{place}}}`, "shows {place} outside of"],
  [`${WHEN} {place, select, none {} other {{link}}}`, "shows {link} outside of"],
  [`${WHEN} {place, select, North {x} other {}}`, "has the option North for {place}, which takes none, other"],
  [`${WHEN} {visit, select, vidio {x} other {}}`, "has the option vidio for {visit}, which takes video, phone, other"],
  [`${WHEN} {visit}`, "may use {visit} in a select only"],
  [`{date, select, none {} other {}} ${WHEN}`, "cannot select by {date}, which always has a value"],
  [`${WHEN} {date, date, short}`, "may have placeholders and select, and no other format"],
  [`${WHEN} {place, plural, one {x} other {y}}`, "may have placeholders and select, and no other format"],
  ["{date}", "must show {time} in every case"],
  ["{date} {place, select, none {} other {{time}}}", "must show {time} in every case"],
  [`${WHEN}\n{date}`, "has the character U+000A, which no message may have"],
  [`${WHEN}\u00a0.`, "has the character U+00A0"],
  [`${WHEN}\u202f.`, "has the character U+202F"],
  [`\u202e${WHEN}`, "has the character U+202E"],
  [`${WHEN}\u200b`, "has the character U+200B"],
])("the message %j is refused, with the reason", (text, problem) => {
  expect(problemsOf(text)).toEqual([expect.stringContaining(problem)]);
});

test.each([
  "Termin bei '{clinic}'",
  "Cita d'{clinic}",
  "'{'clinic'}'",
  "'{ clinic }'",
  "d'{clinic, select, none {} other {{clinic}}}",
  "｛clinic｝",
  "[clinic]",
  "<clinic>",
  "((Clinic))",
  "%clinic%",
  "$clinic",
])("a placeholder that would be shown as text is refused: %s", (text) => {
  expect(problemsOf(`${WHEN} ${text}`)).toEqual([expect.stringMatching(/^has .{1,20} as text: /)]);
});

test("a sign of another template language directly before a placeholder is refused", () => {
  expect(problemsOf(`On ${"$"}{date} at %{time}`)).toEqual([
    "has $ directly before a placeholder, as other template languages write it",
    "has % directly before a placeholder, as other template languages write it",
  ]);
});

test.each(["'{'North Clinic'}' at 5 % of $ 3", "Today's visit [map] <b>", "'{'{date}'}'", "Appointment #{date}"])(
  "text that no placeholder is meant by is kept: %s",
  (text) => {
    expect(problemsOf(`${WHEN} ${text}`)).toEqual([]);
  },
);

describe("A message that no value is always shown in", () => {
  const problems = (name: MessageName, text: string, certain?: readonly string[]) => {
    const result = compileMessage(name, text, certain);
    return result.ok ? [] : result.problems;
  };

  test.each([
    ["emailSubject", " ", "has no letter and no digit"],
    ["emailSubject", "...", "has no letter and no digit"],
    ["emailSubject", "{clinic, select, none {} other {{clinic}}}", "has no letter and no digit if {clinic} is absent"],
    ["emailSubject", "{clinic, select, none {Visit} other { }}", "has no letter and no digit if {clinic} is present"],
    [
      "emailContact",
      "{answers, select, read {Answer us} other {}}",
      "has no letter and no digit if {answers} is other",
    ],
    [
      "calendarContact",
      "{clinic, select, none {} other {{clinic}}}{clinicPhone, select, none {} other {{clinicPhone}}}",
      "has no letter and no digit if {clinic} is absent and {clinicPhone} is absent",
    ],
  ] as const)("is refused if it can be blank: %s %j", (name, text, problem) => {
    expect(problems(name, text)).toEqual([problem]);
  });

  test("is accepted if one part is shown wherever another is not", () => {
    const text = "{clinic, select, none {Visit} other {}}{clinic, select, none {} other {{clinic}}}";
    expect(problems("emailSubject", text)).toEqual([]);
    expect(problems("emailSubject", "{date}")).toEqual([]);
  });

  test("may show nothing without a value that is certain", () => {
    const text = "{clinic, select, none {} other {{clinic}}}";
    expect(problems("calendarSummary", text, ["clinic"])).toEqual([]);
  });
});

test("a message is refused with a reason for each problem", () => {
  expect(problemsOf("{doctor} {place} {date}")).toHaveLength(3);
});
