/** Each trap that lint names, and that texts without a trap have no finding. */
import { join } from "node:path";
import { type Clinic, onlyClinic } from "../../../../contracts/clinics/clinic";
import { LANGUAGES } from "../../../../contracts/clinics/languages";
import type { ClinicProfile } from "../../../../contracts/clinics/profile-schema";
import { checkClinics, clinicsOf } from "../../../../contracts/clinics/profiles";
import { CATALOGUES_FOLDER, readCatalogues } from "../../../../contracts/texts/catalogues";
import { REPLY_MESSAGES } from "../../../../contracts/texts/messages";
import { FINDINGS, type Finding, findingLines } from "../../../../services/domain/text-lint/finding";
import { lintClinics } from "../../../../services/domain/text-lint/lint-clinic";

const DEFAULTS = {
  timeZone: "America/New_York",
  defaultCountry: "US",
  countries: "all",
  smsWording: "keys",
  sendWindow: "always",
} as const;

const read = readCatalogues(join(__dirname, "../../../..", CATALOGUES_FOLDER));
if (!read.ok) throw new Error(read.problems.join("\n"));
const { catalogues } = read;

/** A clinic without warnings. */
const FINE: ClinicProfile = {
  id: "north",
  name: "North Clinic",
  phone: "(206) 555-0100",
  wording: "no-reply",
  defaultCountry: "US",
};

/** The findings of one clinic, by default in all languages. */
function lintAll(profile: Partial<ClinicProfile>, of = catalogues): Finding[] {
  const check = checkClinics(JSON.stringify({ default: "north", clinics: [{ ...FINE, ...profile }] }));
  if (!check.ok) throw new Error(check.problems.join("\n"));
  return lintClinics({ clinics: clinicsOf(check.file, DEFAULTS), catalogues: of });
}

/** In one language, and of the profile as a whole. */
function lint(profile: Partial<ClinicProfile>, language = "en"): Finding[] {
  return lintAll(
    profile,
    catalogues.filter((one) => one.language === language),
  );
}

const textOf = (reminder: string) => ({ texts: { en: { reminder } } });
const ownOf = (name: string, source: string) => ({ texts: { en: { [name]: source } } });
const emailOf = (messages: Record<string, string>) => ({ texts: { en: messages } });
const GOOD_TEXT = "{clinic, select, none {} other {{clinic}}}: {date}, {time}. Reply STOP to opt out.";

test("a clinic with a name, a number, no request to answer and the catalogue's English has no warning", () => {
  expect(lint({}).filter(({ severity }) => severity !== "info")).toEqual([]);
  expect(lint(textOf(GOOD_TEXT))).toEqual([]);
});

test("no catalogue has a link, or a word that gives a condition away", () => {
  const codes = LANGUAGES.flatMap((language) => lint({ language }, language)).map(({ code }) => code);
  expect(codes).not.toEqual(expect.arrayContaining(["FORBIDDEN_LINK"]));
  expect(codes).not.toEqual(expect.arrayContaining(["CONDITION_WORD"]));
});

const TRAPS: readonly (readonly [code: Finding["code"], profile: Partial<ClinicProfile>, part: string])[] = [
  ["FORBIDDEN_LINK", textOf(`${GOOD_TEXT} https://other.example/x`), "other.example is not at a domain"],
  ["FORBIDDEN_LINK", { ...textOf(`${GOOD_TEXT} http://clinic.org/x`), linkDomains: ["clinic.org"] }, "without TLS"],
  ["FORBIDDEN_LINK", textOf(`${GOOD_TEXT} https://clinic.org@evil.example/`), "user name"],
  ["LINK_SHORTENER", textOf(`${GOOD_TEXT} https://bit.ly/3x`), "bit.ly is a public link shortener"],
  ["LINK_SHORTENER", { linkDomains: ["tinyurl.com"] }, "tinyurl.com is a public link shortener"],
  ["TOO_LONG", textOf(`${GOOD_TEXT}${" word".repeat(200)}`), "a text has at most 6"],
  [
    "TOO_LONG",
    {
      privacy: "named",
      ...textOf(`${GOOD_TEXT} {firstName, select, none {} other {{firstName}}}${" word".repeat(75)}`),
    },
    "with a long first name in letters outside of GSM-7; a text has at most 6",
  ],
  [
    "TOO_LONG",
    {
      privacy: "named",
      ...textOf(`${GOOD_TEXT} {firstName, select, none {} other {{firstName}}}${" word".repeat(160)}`),
    },
    "with a long first name; a text has at most 6",
  ],
  // In an option that a typical appointment does not show.
  ["TOO_LONG", textOf(`${GOOD_TEXT}{visit, select, video {${" word".repeat(200)}} other {}}`), "a text has at most 6"],
  ["FORBIDDEN_LINK", textOf(`${GOOD_TEXT}{visit, select, phone { https://other.example/x} other {}}`), "other.example"],
  ["CONDITION_WORD", textOf(`${GOOD_TEXT}{visit, select, video { Your oncology visit.} other {}}`), "oncolog"],
  ["OPT_OUT_ANSWER", textOf(`${GOOD_TEXT}{practitioner, select, none { Reply CANCEL.} other {}}`), "the answer CANCEL"],
  [
    "CONDITION_WORD",
    emailOf({ emailOpening: "{visit, select, phone {Oncology call:} other {Visit:}} {date} {time}" }),
    "oncolog",
  ],
  ["NO_CLINIC_NAME", textOf("Reminder: {date} {time}. Reply STOP to opt out."), "does not name the clinic"],
  ["OPT_OUT_ANSWER", { wording: "reply" }, "the answer CANCEL opts the phone out"],
  ["OPT_OUT_ANSWER", textOf(`${GOOD_TEXT} Responda CANCELAR.`), "CANCELAR begins with CANCEL"],
  ["OPT_OUT_ANSWER", ownOf("moved", `${GOOD_TEXT} Reply CANCEL.`), "the answer CANCEL"],
  ["FORBIDDEN_LINK", ownOf("cancelled", `${GOOD_TEXT} https://other.example/x`), "other.example"],
  ["CONDITION_WORD", ownOf("moved", `${GOOD_TEXT} Oncology`), "oncolog"],
  ["TOO_LONG", ownOf("moved", `${GOOD_TEXT}${" word".repeat(200)}`), "a text has at most 6"],
  ["FORBIDDEN_LINK", ownOf("emailMovedOpening", "See https://other.example on {date} {time}"), "other.example"],
  ["OPT_OUT_ANSWER", ownOf("replyUnclear", "{clinic, select, none {} other {{clinic}}}: Reply END."), "the answer END"],
  ["FORBIDDEN_LINK", ownOf("replyUnclear", `{ask, select, again {x} other {https://other.example}}`), "other.example"],
  ["CONDITION_WORD", ownOf("replyConfirmed", "{date} {time}: Oncology"), "oncolog"],
  ["NO_CLINIC_NAME", ownOf("replyOptedOut", "No more texts."), "does not name the clinic"],
  ["TOO_LONG", ownOf("replyCancel", `${GOOD_TEXT}${" word".repeat(200)}`), "a text has at most 6"],
  ["NO_OPT_OUT_LINE", ownOf("replyHelp", "{clinic, select, none {} other {{clinic}}}: call us"), "how to opt out"],
  [
    "NO_WAY_TO_ANSWER",
    { wording: "keys", defaultCountry: "GB", sms: { senderId: "NorthEye" } },
    "phones cannot answer a sender ID",
  ],
  ["HELP_ANSWER", textOf(`${GOOD_TEXT} Reply HELP to move your appointment.`), "the clinic never sees it"],
  ["NO_OPT_OUT_LINE", textOf("{clinic, select, none {} other {{clinic}}}: {date} {time}."), "how to opt out"],
  [
    "NO_OPT_OUT_LINE",
    {
      defaultCountry: "GB",
      countries: ["GB", "US"],
      ...textOf("{clinic, select, none {} other {{clinic}}}: {date} {time}."),
    },
    "US phones are texted",
  ],
  ["CONDITION_WORD", textOf(`${GOOD_TEXT} Oncology`), '"oncolog" gives a condition away'],
  ["CONDITION_WORD", { name: "Seattle Psychiatry" }, '"psychiatr" gives a condition away'],
  ["CONDITION_WORD", { email: { fromName: "North HIV Clinic" } }, '"HIV" gives a condition away'],
  ["FORBIDDEN_LINK", emailOf({ emailContact: "See https://other.example." }), "other.example is not at a domain"],
  ["CONDITION_WORD", emailOf({ emailSubject: "Your oncology visit" }), '"oncolog" gives a condition away'],
  ["EXEMPTION", { healthcareExemption: true }, "characters with typical values"],
  ["EXEMPTION", { healthcareExemption: true, ...textOf(GOOD_TEXT) }, "no number to call"],
  ["EXEMPTION", { healthcareExemption: true }, "the patient is not charged"],
  ["NOT_REVIEWED", { language: "ht", texts: { ht: { reminder: GOOD_TEXT } } }, "the clinic uses it"],
  ["NO_PHONE", { phone: undefined }, "no number to call"],
  ["SEVERAL_PARTS", textOf(`${GOOD_TEXT}${" word".repeat(25)}`), "characters) with typical values, and"],
  ["NOT_GSM7", textOf(`${GOOD_TEXT} Łódź`), "Ł ó ź are outside of GSM-7"],
];

test.each(TRAPS.map(([code, profile, part]) => [code, part, profile] as const))(
  "%s is found: %s",
  (code, part, profile) => {
    const language = profile.language ?? "en";
    const found = lint(profile, language).filter((finding) => finding.code === code);
    expect(found.map(({ problem }) => problem).filter((problem) => problem.includes(part))).toHaveLength(1);
    for (const { clinic, message, remedy, severity } of found) {
      expect([clinic, severity]).toEqual(["north", FINDINGS[code]]);
      expect([message, remedy]).not.toContain("");
    }
  },
);

test("a text that shows no first name has room for other letters", () => {
  const text = textOf(`${GOOD_TEXT} {firstName, select, none {} other {{firstName}}}${" word".repeat(75)}`);
  expect(lint(text).map(({ code }) => code)).not.toContain("TOO_LONG");
});

test("every kind of finding has a test, here or where messages are compiled", () => {
  const beforeLint = ["INVALID_FILE", "INVALID_MESSAGE"];
  const tried = new Set([...beforeLint, ...TRAPS.map(([code]) => code)]);
  expect(Object.keys(FINDINGS).filter((code) => !tried.has(code))).toEqual([]);
});

test.each([
  [{ texts: { en: { reminder: "{clinc} {date} {time}" } } }, "no placeholder {clinc}"],
  [{ texts: { en: { reminder: "{date" } } }, "is not ICU MessageFormat"],
  [{ texts: { en: { reminder: "{date}" } } }, "{time}"],
  [{ texts: { en: { remainder: "{date} {time}" } } }, "there is no such message"],
] as const)("%j is refused before lint, with clinic, language, message and reason", (profile, part) => {
  const check = checkClinics(JSON.stringify({ default: "north", clinics: [{ ...FINE, ...profile }] }));
  const problems = check.ok ? [] : check.problems;
  expect(problems).toHaveLength(1);
  expect(problems[0]).toMatch(/^clinic north, texts\.en\.rem/);
  expect(problems[0]).toContain(part);
});

test.each([
  ["keys", []],
  ["reply", ["OPT_OUT_ANSWER"]],
] as const)(
  "a text without profiles has no clinic and no way to opt out, and with the wording %s also %j",
  (smsWording, also) => {
    const findings = lintClinics({ clinics: [onlyClinic({ ...DEFAULTS, smsWording })], catalogues });
    const english = findings.filter(({ language, severity }) => language === "en" && severity === "warning");
    expect(english.map(({ code }) => code)).toEqual(["NO_CLINIC_NAME", "NO_OPT_OUT_LINE", ...also]);
  },
);

test("the wording keys has no trap in any language", () => {
  const codes = lintAll({ wording: "keys" }).map(({ code }) => code);
  for (const trap of ["OPT_OUT_ANSWER", "HELP_ANSWER", "NO_WAY_TO_ANSWER"]) expect(codes).not.toContain(trap);
});

test("a text that asks for no answer may come from a sender ID", () => {
  const codes = lint({ defaultCountry: "GB", sms: { senderId: "NorthEye" } }).map(({ code }) => code);
  expect(codes).not.toContain("NO_WAY_TO_ANSWER");
});

test("the catalogues' texts of changes and answers have no trap, as a clinic's own have none", () => {
  const names = ["moved", "cancelled", ...REPLY_MESSAGES] as const;
  const texts = Object.fromEntries(
    catalogues.map(({ language, sources }) => [
      language,
      Object.fromEntries(names.map((name) => [name, sources[name]])),
    ]),
  );
  const found = lintAll({ texts }).filter(({ message = "" }) => names.some((name) => name === message));
  expect(found).toEqual([]);
});

test("a clinic that texts no US phone needs no opt-out line", () => {
  const without = textOf("{clinic, select, none {} other {{clinic}}}: {date} {time}.");
  expect(lint({ defaultCountry: "GB", ...without }).map(({ code }) => code)).not.toContain("NO_OPT_OUT_LINE");
});

test("a language that the clinic did not choose is an info if nobody has read it", () => {
  const [finding] = lint({}, "ht").filter(({ code }) => code === "NOT_REVIEWED");
  expect(finding?.severity).toBe("info");
});

test("an unread text and an unread email are a finding each, unless the clinic has messages of its own", () => {
  const unread = (profile: Partial<ClinicProfile>) =>
    lint(profile, "ht").flatMap(({ code, message }) => (code === "NOT_REVIEWED" ? [message] : []));
  expect(unread({})).toEqual(["reminder", "email"]);
  expect(unread({ texts: { ht: { reminder: GOOD_TEXT } } })).toEqual(["email"]);
});

test("the clinic's own name is no answer and no condition of the message", () => {
  const codes = lint({ name: "END Clinic" }).map(({ code }) => code);
  expect(codes).not.toContain("OPT_OUT_ANSWER");
});

test("clinics that are alike have the same findings, each in its own name, and clinics that differ do not", () => {
  const clinic = (id: string, change: Partial<ClinicProfile> = {}) => ({ ...FINE, id, ...change });
  const clinics = [
    clinic("north"),
    clinic("south", { name: "South Clinic" }),
    clinic("long", { name: "N".repeat(60) }),
  ];
  const check = checkClinics(JSON.stringify({ default: "north", clinics }));
  if (!check.ok) throw new Error(check.problems.join());
  const all: Clinic[] = clinicsOf(check.file, DEFAULTS);
  const two = catalogues.filter(({ language }) => ["en", "ko"].includes(language));
  const findings = lintClinics({ clinics: all, catalogues: two });
  const [ofNorth, , ofLong] = all.map((one) => {
    const alone = lintClinics({ clinics: [one], catalogues: two });
    expect(findings.filter(({ clinic: id }) => id === one.id)).toEqual(alone);
    return alone.map(({ problem }) => problem);
  });
  expect(ofLong).not.toEqual(ofNorth);
});

describe("The lines", () => {
  const finding = (clinic: string, language: "en" | "es", change: Partial<Finding> = {}): Finding => ({
    code: "NO_CLINIC_NAME",
    severity: "warning",
    clinic,
    language,
    message: "reminder",
    problem: "it names no clinic",
    remedy: "Name it.",
    ...change,
  });

  test("say the same of several clinics and languages once, errors first", () => {
    const error = finding("c", "es", { severity: "error", code: "TOO_LONG", problem: "it is too long" });
    const findings = [finding("a", "en"), finding("a", "es"), finding("b", "en"), finding("b", "es"), error];
    expect(findingLines(findings)).toEqual([
      "error: clinic c, es, reminder: it is too long. Name it.",
      "warning: clinics a b, en es, reminder: it names no clinic. Name it.",
    ]);
  });

  test("keep clinics apart that have it in other languages, and count those beyond the limit", () => {
    const findings = [finding("a", "en"), finding("b", "es"), finding("c", "en"), finding("d", "en")];
    expect(findingLines(findings, 2)).toEqual([
      "warning: clinics a c and 1 more, en, reminder: it names no clinic. Name it.",
      "warning: clinic b, es, reminder: it names no clinic. Name it.",
    ]);
  });
});
