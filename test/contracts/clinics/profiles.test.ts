import { readFileSync } from "node:fs";
import { join } from "node:path";
import Ajv from "ajv/dist/2020";
import { type ClinicDefaults, onlyClinic } from "../../../contracts/clinics/clinic";
import { clinicsJsonSchema } from "../../../contracts/clinics/profile-schema";
import { checkClinics, clinicsOf } from "../../../contracts/clinics/profiles";

const DEFAULTS: ClinicDefaults = {
  timeZone: "America/New_York",
  defaultCountry: "US",
  countries: "all",
  smsWording: "reply",
  sendWindow: "always",
};
const NORTH = { id: "north", name: "North Clinic" };

const check = (...clinics: object[]) => checkClinics(JSON.stringify({ default: "north", clinics }));
const problemsOf = (...clinics: object[]) => {
  const result = check(...clinics);
  return result.ok ? [] : result.problems;
};
const clinicOf = (profile: object, defaults = DEFAULTS) => {
  const result = check({ ...NORTH, ...profile });
  if (!result.ok) throw new Error(result.problems.join("\n"));
  return clinicsOf(result.file, defaults)[0];
};

describe("A profile", () => {
  test("needs an id and a name; the settings give the rest", () => {
    expect(clinicOf({})).toEqual({
      ...onlyClinic(DEFAULTS),
      ...NORTH,
      countries: ["US", "PR", "GU", "VI", "AS", "MP"],
      email: { fromName: "North Clinic" },
    });
  });

  test("goes before the settings", () => {
    const own = { timeZone: "Europe/London", defaultCountry: "GB", wording: "no-reply", language: "es" } as const;
    const sendWindow = "20:00-02:00";
    expect(clinicOf({ ...own, sendWindow })).toMatchObject({
      timeZone: "Europe/London",
      defaultCountry: "GB",
      countries: ["GB"],
      smsWording: "no-reply",
      sendWindow,
      language: "es",
    });
  });

  test("has a plan of reminders of its own, or that of the settings", () => {
    const defaults = { ...DEFAULTS, reminderPlan: "2d" };
    expect(clinicOf({ reminderPlan: "7d@10:00, 3h" }, defaults)?.reminderPlan).toBe("7d@10:00, 3h");
    expect(clinicOf({}, defaults)?.reminderPlan).toBe("2d");
    expect(clinicOf({})).not.toHaveProperty("reminderPlan");
  });

  test("acknowledges patients' answers unless it says otherwise", () => {
    expect(clinicOf({})?.acknowledgesReplies).toBe(true);
    expect(clinicOf({ replies: { acknowledge: true } })?.acknowledgesReplies).toBe(true);
    expect(clinicOf({ replies: { acknowledge: false } })?.acknowledgesReplies).toBe(false);
  });

  test("has its clinic's name as the sender of emails, unless it names another", () => {
    const email = { fromName: "North Clinic Front Desk", replyTo: "desk@north.example" };
    expect(clinicOf({ email })?.email).toEqual(email);
  });

  test("has messages of its own compiled", () => {
    const texts = { es: { reminder: "Cita: {date}, {time}" } };
    expect(clinicOf({ texts })?.texts).toEqual({
      es: { reminder: ["Cita: ", { value: "date" }, ", ", { value: "time" }] },
    });
  });

  test.each([
    [{ senderId: "NORTH" }, {}],
    [{ originationNumber: "+12065550100" }, { originationCountry: "US" }],
    [{ originationNumber: "+14165550100" }, { originationCountry: "CA" }],
    // A short code does not say its country.
    [{ originationNumber: "60606" }, { originationCountry: "GB" }],
  ])("that sends texts from %j has the country that gets them", (sms, country) => {
    const own = { defaultCountry: "GB", countries: ["GB", "US", "CA"], sms };
    expect(clinicOf(own)?.sms).toEqual({ ...sms, ...country });
  });

  test.each([
    [{ id: "North" }, "clinic North, id: it must be 1 to 64 lower-case letters, digits and hyphens"],
    [{ id: "-north" }, "clinic -north, id: it must be 1 to 64 lower-case letters, digits and hyphens"],
    [{ name: "" }, "clinic north, name: it must be text of 1 to 60 characters on one line"],
    [{ name: "North\nClinic" }, "clinic north, name: it must be text of 1 to 60 characters on one line"],
    [{ name: "North \u202eClinic" }, "clinic north, name: it must be text of 1 to 60 characters on one line"],
    [{ name: "\u200b" }, "clinic north, name: it must be text of 1 to 60 characters on one line"],
    [{ name: "\u3164" }, "clinic north, name: it must be text of 1 to 60 characters on one line"],
    [{ name: "North\u00a0Clinic" }, "clinic north, name: it must be text of 1 to 60 characters on one line"],
    [{ name: "..." }, "clinic north, name: it must be text of 1 to 60 characters on one line"],
    [{ name: undefined }, "clinic north, name: it must be text of 1 to 60 characters on one line"],
    [{ timeZone: "EST" }, "clinic north, timeZone: it must be an IANA time zone with a region"],
    [{ timeZone: "America/Nowhere" }, "clinic north, timeZone: it must be an IANA time zone with a region"],
    [{ defaultCountry: "UK" }, "clinic north, defaultCountry: it must be an ISO 3166-1 country code"],
    [{ countries: [] }, "clinic north, countries: it must be "],
    [{ countries: ["XX"] }, "clinic north, countries: it must be "],
    [{ language: "tlh" }, "clinic north, language: it must be one of en, es"],
    [{ reminderPlan: "" }, "clinic north, reminderPlan: it must be 1 to 6 different steps"],
    [{ reminderPlan: "1d, 1d" }, "clinic north, reminderPlan: it must be 1 to 6 different steps"],
    [{ wording: "rhyme" }, "clinic north, wording: it must be one of keys, reply, no-reply"],
    [{ sms: { senderId: "NORTH CLINIC" } }, "clinic north, sms.senderId: it must be 3 to 11 letters and digits"],
    [{ sms: { senderId: "NO" } }, "clinic north, sms.senderId: it must be 3 to 11 letters and digits"],
    [{ sms: { senderId: "NORTHCLINICS" } }, "clinic north, sms.senderId: it must be 3 to 11 letters and digits"],
    [{ sms: { senderId: "12345" } }, "clinic north, sms.senderId: it must be 3 to 11 letters and digits"],
    [{ sms: { originationNumber: "(206) 555-0100" } }, "clinic north, sms.originationNumber: it must be a number"],
    [{ sms: { originationNumber: "12065550100" } }, "clinic north, sms.originationNumber: it must be a number"],
    [{ sms: { originationNumber: "+120655501000" } }, "clinic north, sms.originationNumber: it must be a number"],
    [{ sms: { originationNumber: "+123456789012345" } }, "clinic north, sms.originationNumber: it must be a number"],
    [{ sms: { originationNumber: "5501" } }, "clinic north, sms.originationNumber: it must be a number"],
    [{ email: { replyTo: "desk" } }, "clinic north, email.replyTo: it must be an email address"],
    [{ email: { replyTo: "a@north.example\r\nBcc: b@x.example" } }, "clinic north, email.replyTo: it must be"],
    [{ linkDomains: ["https://north.example"] }, "clinic north, linkDomains: it must be a list of up to 20 domains"],
    [{ sendWindow: "09:00-09:00" }, "clinic north, sendWindow: it must be always, or two different times of day"],
    [{ sendWindow: "09:00-24:00" }, "clinic north, sendWindow: it must be always, or two different times of day"],
    [{ sendWindow: "never" }, "clinic north, sendWindow: it must be always, or two different times of day"],
    [{ privacy: "some" }, "clinic north, privacy: it must be one of full, minimal, named"],
    [{ texts: { tlh: { reminder: "..." } } }, "clinic north, texts"],
    [{ texts: { es: { remainder: "..." } } }, "clinic north, texts.es.remainder: there is no such message; there are"],
    [
      { texts: { es: { reminder: "{date} {time} {doctor}" } } },
      "clinic north, texts.es.reminder: the message has no placeholder {doctor}",
    ],
    [{ texts: { en: { emailSubject: " " } } }, "clinic north, texts.en.emailSubject: the message has no letter"],
    [
      { texts: { es: { reminder: "Cita d'{clinic}: {date} {time}" } } },
      "clinic north, texts.es.reminder: the message has {clinic} as text",
    ],
    [{ linkDomains: ["com"] }, "clinic north, linkDomains: it must be a list of up to 20 domains"],
    [{ timezone: "America/New_York" }, "clinic north: there is no field timezone"],
    [{ sms: { sender: "NORTH" } }, "clinic north, sms: there is no field sender"],
  ])("that has %j is refused, with its clinic, its field and what that takes", (wrong, problem) => {
    const problems = problemsOf({ ...NORTH, ...wrong });
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(problem);
  });

  test("that has malformed fields is refused with a line for its other problems, too", () => {
    const wrong = {
      ...NORTH,
      timezone: "UTC",
      language: "tlh",
      linkDomains: ["co.uk"],
      texts: { en: { emailSubject: " " } },
    };
    expect(problemsOf(wrong, { ...NORTH, texts: { xx: {} } })).toEqual([
      expect.stringContaining("clinic north, language: it must be one of"),
      "clinic north: there is no field timezone (it is timeZone)",
      expect.stringContaining("clinic north, texts: there are no messages in xx; languages are en,"),
      "clinic north: there are 2 clinics with this id",
      "clinic north, linkDomains: anyone can have a name under co.uk; give the clinic's own domain",
      "clinic north, texts.en.emailSubject: the message has no letter and no digit",
    ]);
  });

  test("that is wrong in several places is refused with a line for each", () => {
    const problems = problemsOf({ ...NORTH, timeZone: "EST", language: "tlh" }, { id: "south" });
    expect(problems.map((line) => line.split(":")[0])).toEqual([
      "clinic north, timeZone",
      "clinic north, language",
      "clinic south, name",
    ]);
  });
});

test("two clinics may not have one name of a sender's, in whatever case", () => {
  const south = { id: "south", name: "South Clinic", senderNames: ["loc-12"] };
  expect(problemsOf({ ...NORTH, senderNames: ["NORTH", "LOC-12"] }, south)).toEqual([
    "clinic south, senderNames: clinic north has one of these names, too",
  ]);
  expect(problemsOf({ ...NORTH, senderNames: ["NORTH", "north"] }, { ...south, senderNames: ["SOUTH"] })).toEqual([]);
});

test.each(["co.uk", "com.au", "github.io", "web.app", "s3.amazonaws.com", "anything.ck"])(
  "links may not lead to a domain under which strangers have names, such as %s",
  (domain) => {
    expect(problemsOf({ ...NORTH, linkDomains: ["north.example", domain] })).toEqual([
      `clinic north, linkDomains: anyone can have a name under ${domain}; give the clinic's own domain`,
    ]);
  },
);

test("a sender's number of no certain country is refused if it cannot be of one of the clinic's", () => {
  const sms = { originationNumber: "+447700900123" };
  expect(problemsOf({ ...NORTH, defaultCountry: "GB", sms })).toEqual([]);
  expect(problemsOf({ ...NORTH, defaultCountry: "US", countries: "all", sms })).toEqual([
    "clinic north, sms.originationNumber: its range belongs to several countries, none of which is the clinic's",
  ]);
});

test("a phone with too many digits is refused, since nobody can call it", () => {
  const phone = "(206) 555-0100 - 911";
  expect(problemsOf({ ...NORTH, phone, defaultCountry: "US" })).toEqual([
    "clinic north, phone: it has more digits than a number of US; give one, or separate several by /",
  ]);
});

test.each(["north.example", "north.co.uk", "video.north.nhs.uk", "north.github.io", "www.ck", "north.internal"])(
  "links may lead to the clinic's own domain, such as %s",
  (domain) => {
    expect(problemsOf({ ...NORTH, linkDomains: [domain] })).toEqual([]);
  },
);

test("a message of a profile may show the name alone, and the phone alone if there is one", () => {
  const texts = (field: string) => ({ en: { calendarSummary: `{${field}, select, none {} other {{${field}}}}` } });
  expect(problemsOf({ ...NORTH, texts: texts("clinic") })).toEqual([]);
  expect(problemsOf({ ...NORTH, phone: "(206) 555-0100", texts: texts("clinic") })).toEqual([]);
  const contact = { en: { calendarContact: "{clinicPhone, select, none {} other {{clinicPhone}}}" } };
  expect(problemsOf({ ...NORTH, phone: "(206) 555-0100", texts: contact })).toEqual([]);
  expect(problemsOf({ ...NORTH, phone: undefined, texts: contact })).toHaveLength(1);
});

describe("A file of profiles", () => {
  test.each([
    [[NORTH, NORTH], "clinic north: there are 2 clinics with this id"],
    [[{ id: "south", name: "South Clinic" }], "default: there is no clinic north"],
    [[{ ...NORTH, defaultCountry: "US", countries: ["CA"] }], "clinic north, countries: it must include"],
    [
      [{ ...NORTH, sms: { senderId: "NORTH", originationNumber: "+12065550100" } }],
      "clinic north, sms: it takes either",
    ],
    [
      [{ ...NORTH, defaultCountry: "US", sms: { senderId: "NORTH" } }],
      "clinic north, sms.senderId: phones in US, PR, GU, VI, AS, MP show no sender IDs",
    ],
    [
      [{ ...NORTH, defaultCountry: "GB", sms: { originationNumber: "+12065550100" } }],
      "clinic north, sms.originationNumber: it is a number of US, which is not one of the clinic's countries",
    ],
    [[NORTH, { id: "default", name: "South Clinic" }], "clinic default: only the default clinic may have this id"],
    [[], "clinics: it must be a list"],
  ])("%j is refused", (clinics, problem) => {
    expect(problemsOf(...clinics)).toEqual([expect.stringContaining(problem)]);
  });

  test.each(["", "{", "[]", "null", '{"default":"north"}'])("%j is refused, and nothing throws", (text) => {
    expect(checkClinics(text).ok).toBe(false);
  });

  test("may point editors to the schema", () => {
    const text = JSON.stringify({ $schema: "./clinics.v1.schema.json", default: "north", clinics: [NORTH] });
    expect(checkClinics(text).ok).toBe(true);
  });

  test("has a published schema, which is the declaration's", () => {
    const file = join(import.meta.dirname, "../../../contracts/clinics.v1.schema.json");
    const published = JSON.parse(readFileSync(file, "utf8"));
    expect(published).toEqual(JSON.parse(JSON.stringify(clinicsJsonSchema())));
    const keeps = new Ajv({ allErrors: true }).compile(published);
    expect(keeps({ default: "north", clinics: [NORTH] })).toBe(true);
    expect(keeps({ default: "north", clinics: [{ ...NORTH, timezone: "UTC" }] })).toBe(false);
    expect(keeps({ default: "north", clinics: [{ ...NORTH, language: "tlh" }] })).toBe(false);
  });
});

test.each([
  [{ countries: ["GB"] }, "clinic north, countries: it must include the clinic's defaultCountry, US"],
  [{ sms: { originationNumber: "+442071838750" } }, "clinic north, sms.originationNumber: it is a number of GB"],
  [{ sms: { senderId: "NORTH" } }, "clinic north, sms.senderId: phones in US, PR, GU, VI, AS, MP show no sender IDs"],
])("a profile that has %j and no country contradicts the deployment's country", (wrong, problem) => {
  const text = JSON.stringify({ default: "north", clinics: [{ ...NORTH, ...wrong }] });
  const result = checkClinics(text, DEFAULTS);
  expect(result.ok ? [] : result.problems).toEqual([expect.stringContaining(problem)]);
});
