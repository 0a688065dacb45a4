import { Annotations, Match } from "aws-cdk-lib/assertions";
import type { Settings } from "../../../infra/stack/settings/settings";
import { TestFolder } from "../../support/test-folder";
import { buildStack } from "./build-stack";

const folder = new TestFolder();
afterAll(() => folder.remove());
afterEach(() => jest.restoreAllMocks());

/** Settings without remarks. */
const FINE = {
  emailDomain: "clinic.org",
  alarmEmail: "on-call@clinic.org",
  smsWording: "no-reply",
  deletionProtection: true,
} as const;

function notesOn(given: Partial<Settings>) {
  // CDK also prints warnings.
  jest.spyOn(console, "error").mockReturnValue();
  const notes = Annotations.fromStack(buildStack({ ...FINE, ...given }));
  // Without clinic profiles, what patients read has remarks of its own (text-advice.test.ts).
  const infos = notes.findInfo("*", Match.anyValue()).filter(({ entry }) => !/profile/.test(String(entry.data)));
  return { notes, infos, warnings: notes.findWarning("*", Match.anyValue()) };
}

test("a wording with CANCEL is a warning if AWS treats it as an opt-out", () => {
  const { notes } = notesOn({ smsWording: "reply", selfManagedOptOuts: "false" });
  expect(notes.findWarning("*", Match.stringLikeRegexp("CANCEL.*smsWording=keys"))).toHaveLength(1);
});

test("a wording with CANCEL is an INFO if it is unstated how opt-outs are managed", () => {
  const { notes, warnings } = notesOn({ smsWording: "reply" });
  expect(warnings).toEqual([]);
  expect(notes.findInfo("*", Match.stringLikeRegexp("CANCEL.*selfManagedOptOuts"))).toHaveLength(1);
});

test("alarms that nobody gets are an INFO, unless a topic of the platform gets them", () => {
  const count = (given: Partial<Settings>) =>
    notesOn({ alarmEmail: "", ...given }).notes.findInfo("*", Match.stringLikeRegexp("nobody gets the alarms"));
  expect(count({})).toHaveLength(1);
  expect(count({ alarmTopicArns: ["arn:aws:sns:us-east-1:123456789012:on-call"] })).toEqual([]);
});

test("data that is retained without deletion protection is an INFO", () => {
  const count = (given: Partial<Settings>) =>
    notesOn({ deletionProtection: false, ...given }).notes.findInfo(
      "*",
      Match.stringLikeRegexp("deletionProtection is false"),
    );
  expect(count({})).toHaveLength(1);
  expect(count({ retainData: false })).toEqual([]);
  expect(notesOn({}).infos).toEqual([]);
});

test("numbers without an opt-out list are an INFO, since the opt-out check may be refused", () => {
  const numbers = ["phone-number/phone-1"];
  const { notes } = notesOn({ smsResources: numbers });
  expect(notes.findInfo("*", Match.stringLikeRegexp("opt-out-list/Default"))).toHaveLength(1);
  expect(notesOn({ smsResources: [...numbers, "opt-out-list/Default"] }).infos).toEqual([]);
});

test("numbers without an opt-out list need no INFO if the carrier checks opt-outs itself", () => {
  const given = { smsCarrier: "end-user-messaging", smsResources: ["phone-number/phone-1"] } as const;
  expect(notesOn({ ...given, smsTextsPerSecond: 1 }).infos).toEqual([]);
});

test.each([
  ["end-user-messaging", 1, 0],
  ["end-user-messaging", 2, 1],
  ["sns", 50, 0],
] as const)("texts by %s at %d a second have %d INFO about its quota", (smsCarrier, smsTextsPerSecond, count) => {
  const { notes } = notesOn({ smsCarrier, smsTextsPerSecond });
  expect(notes.findInfo("*", Match.stringLikeRegexp("SendTextMessage.*until it has raised"))).toHaveLength(count);
});

test.each([
  ["06:00", "09:00-20:00", 1],
  ["09:00", "09:00-20:00", 0],
  ["20:00", "09:00-20:00", 1],
  ["01:30", "20:00-02:00", 0],
  ["03:00", "always", 0],
])("a daily run at %s with the send window %s has %d INFO that its texts wait", (schedule, sendWindow, count) => {
  const { notes } = notesOn({ schedule, sendWindow });
  expect(notes.findInfo("*", Match.stringLikeRegexp("^schedule=.* is outside of sendWindow"))).toHaveLength(count);
});

test("a domain from which nobody can send is an INFO", () => {
  const { notes } = notesOn({ emailDomain: "example.com" });
  expect(notes.findInfo("*", Match.stringLikeRegexp("^emailDomain is example.com"))).toHaveLength(1);
});

test("alarms without an address are an INFO", () => {
  const { notes } = notesOn({ alarmEmail: "" });
  expect(notes.findInfo("*", Match.stringLikeRegexp("^alarmEmail is not set"))).toHaveLength(1);
});

test.each([
  { smsWording: "reply", selfManagedOptOuts: "true" },
  { smsWording: "no-reply", selfManagedOptOuts: "false" },
  { smsWording: "no-reply", selfManagedOptOuts: "unstated" },
] as const)("%j has no remarks", (settings) => {
  const { infos, warnings } = notesOn(settings);
  expect([...infos, ...warnings]).toEqual([]);
});

test("more clinics than have metrics by default are an INFO, with the cost of changing it", () => {
  const clinics = Array.from({ length: 51 }, (_, index) => ({ id: `clinic-${index}`, name: `Clinic ${index}` }));
  const file = (count: number) => {
    return folder.write(`${count}.json`, JSON.stringify({ default: "clinic-0", clinics: clinics.slice(0, count) }));
  };
  const infosOn = (given: Partial<Settings>) =>
    notesOn(given).notes.findInfo("*", Match.stringLikeRegexp("^clinicMetrics=auto .*50 clinics .* 51\\..*0\\.90"));
  expect(infosOn({ clinics: file(51) })).toHaveLength(1);
  expect(infosOn({ clinics: file(50) })).toEqual([]);
  expect(infosOn({ clinics: file(51), clinicMetrics: "on" })).toEqual([]);
  expect(infosOn({ clinics: file(51), clinicMetrics: "off" })).toEqual([]);
});
