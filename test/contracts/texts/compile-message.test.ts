import { compileMessage } from "../../../contracts/texts/compile-message";

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

test("a message is refused with a reason for each problem", () => {
  expect(problemsOf("{doctor} {place} {date}")).toHaveLength(3);
});
