import { SMS_WORDINGS } from "../../contracts/sms-wording";
import { readSettings, SETTINGS, SettingsError } from "../../infra/settings";

const read = (given: Record<string, unknown>) => readSettings((name) => given[name]);

test("without context every setting has its default", () => {
  expect(read({})).toEqual({
    environmentSuffix: "dev",
    emailDomain: "example.com",
    timeZone: "America/New_York",
    schedule: "09:00",
    defaultCountry: "US",
    smsPartsPerSecond: 20,
    retentionDays: 90,
    catchUpDays: 7,
    smsWording: "reply",
    selfManagedOptOuts: "unstated",
  });
});

test("every default is a value that its setting takes", () => {
  for (const { default: byDefault, parse } of Object.values(SETTINGS)) expect(parse(byDefault)).toBe(byDefault);
});

test("numbers and switches are read from the command line, where all is text, as from a file", () => {
  const fromText = read({ retentionDays: "365", smsPartsPerSecond: "1", selfManagedOptOuts: "true" });
  expect(fromText).toEqual(read({ retentionDays: 365, smsPartsPerSecond: 1, selfManagedOptOuts: true }));
});

test("the wordings to choose from are those that there are", () => {
  expect(SMS_WORDINGS.map((wording) => read({ smsWording: wording }).smsWording)).toEqual(SMS_WORDINGS);
  expect(SETTINGS.smsWording.takes).toBe(`one of ${SMS_WORDINGS.join(", ")}`);
});

test.each([
  ["environmentSuffix", "dlq-dev"],
  ["environmentSuffix", "Dev"],
  ["environmentSuffix", ""],
  ["environmentSuffix", "a".repeat(21)],
  ["emailDomain", "clinic"],
  ["emailDomain", "Clinic.org"],
  ["emailDomain", "noreply@clinic.org"],
  ["emailDomain", "-clinic.org"],
  ["emailDomain", ["clinic.org"]],
  ["timeZone", "Mars/Olympus"],
  ["timeZone", "+01:00"],
  ["schedule", "9:00"],
  ["schedule", "24:00"],
  ["schedule", "cron(0 9 * * ? *)"],
  ["defaultCountry", "us"],
  ["defaultCountry", "XX"],
  ["smsPartsPerSecond", 0],
  ["smsPartsPerSecond", -1],
  ["smsPartsPerSecond", 2.5],
  ["smsPartsPerSecond", "twenty"],
  ["smsPartsPerSecond", true],
  ["retentionDays", 42],
  ["retentionDays", ""],
  ["catchUpDays", 0],
  ["catchUpDays", null],
  ["smsWording", "loud"],
  ["selfManagedOptOuts", "maybe"],
] as const)("%s does not take %j, and says what it got and what it takes", (name, value) => {
  const expected = `Setting ${name} got ${JSON.stringify(value)}; it takes ${SETTINGS[name].takes}.`;
  expect(() => read({ [name]: value })).toThrow(new SettingsError(expected));
});

test.each(["clinic.org", "mail.st-mary.example", "xn--bcher-kva.example", "clinic.xn--p1ai"])(
  "%s is a domain",
  (domain) => {
    expect(read({ emailDomain: domain }).emailDomain).toBe(domain);
  },
);

test("all bad settings are told at once", () => {
  expect(() => read({ smsWording: "loud", timeZone: "Mars/Olympus" })).toThrow(/timeZone.*\n.*smsWording/);
});

test("a number that is too large says its range", () => {
  expect(() => read({ smsPartsPerSecond: 1001 })).toThrow("it takes a whole number from 1 to 1000.");
});

test("every setting describes itself", () => {
  for (const { description, takes } of Object.values(SETTINGS)) expect(`${takes} ${description}`).toMatch(/\w+ .*\.$/s);
});
