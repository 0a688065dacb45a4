import type { Settings } from "../../../infra/stack/settings/settings";
import { TestFolder } from "../../support/test-folder";
import { buildStack } from "./build-stack";
import { type Notes, notesOf, notesOn } from "./notes";

const folder = new TestFolder();
afterAll(() => folder.remove());

/** Settings without remarks. */
const FINE = {
  emailDomain: "clinic.org",
  alarmEmail: "on-call@clinic.org",
  smsWording: "no-reply",
  deletionProtection: true,
} as const;

/** The path of a file with this many clinics. */
function clinicsFile(count: number): string {
  const clinics = Array.from({ length: count }, (_, index) => ({ id: `clinic-${index}`, name: `Clinic ${index}` }));
  return folder.write(`${count}.json`, JSON.stringify({ default: "clinic-0", clinics }));
}

function notesWith(given: Partial<Settings>): Notes {
  // What patients read has remarks of its own (text-advice.test.ts).
  return notesOn({ ...FINE, ...given }, false);
}

/** How many INFO match a pattern. */
function countInfos(given: Partial<Settings>, pattern: RegExp): number {
  return notesWith(given).infos.filter((info) => pattern.test(info)).length;
}

describe("A deployment's synth has these notes", () => {
  test("on its settings", () => {
    const settings = {
      smsWording: "reply",
      selfManagedOptOuts: "false",
      smsResources: ["phone-number/phone-1"],
    } as const;
    const notes = notesOf(buildStack(settings));
    expect(notes).toEqual(notesOn(settings));
    expect([notes.infos.length > 3, notes.warnings.length]).toEqual([true, 1]);
  });

  test("on its clinics and their texts", () => {
    const settings = { clinics: clinicsFile(51) };
    const notes = notesOf(buildStack(settings));
    expect(notes).toEqual(notesOn(settings));
    expect(notes.infos).toContainEqual(expect.stringMatching(/^clinicMetrics=/));
    expect(notes.infos).toContainEqual(expect.stringContaining("51.json"));
  });
});

test("a wording with CANCEL is a warning if AWS treats it as an opt-out", () => {
  const { warnings } = notesWith({ smsWording: "reply", selfManagedOptOuts: "false" });
  expect(warnings).toEqual([expect.stringMatching(/CANCEL.*smsWording=keys/)]);
});

test("a wording with CANCEL is an INFO if it is unstated how opt-outs are managed", () => {
  const { infos, warnings } = notesWith({ smsWording: "reply" });
  expect(warnings).toEqual([]);
  expect(infos).toEqual([expect.stringMatching(/CANCEL.*selfManagedOptOuts/)]);
});

test("alarms that nobody gets are an INFO, unless a topic of the platform gets them", () => {
  const count = (given: Partial<Settings>) => countInfos({ alarmEmail: "", ...given }, /nobody gets the alarms/);
  expect(count({})).toBe(1);
  expect(count({ alarmTopicArns: ["arn:aws:sns:us-east-1:123456789012:on-call"] })).toBe(0);
});

test("data that is retained without deletion protection is an INFO", () => {
  const count = (given: Partial<Settings>) =>
    countInfos({ deletionProtection: false, ...given }, /deletionProtection is false/);
  expect(count({})).toBe(1);
  expect(count({ retainData: false })).toBe(0);
  expect(notesWith({}).infos).toEqual([]);
});

test("numbers without an opt-out list are an INFO, since the opt-out check may be refused", () => {
  const numbers = ["phone-number/phone-1"];
  expect(countInfos({ smsResources: numbers }, /opt-out-list\/Default/)).toBe(1);
  expect(notesWith({ smsResources: [...numbers, "opt-out-list/Default"] }).infos).toEqual([]);
});

test("numbers without an opt-out list need no INFO if the carrier checks opt-outs itself", () => {
  const given = { smsCarrier: "end-user-messaging", smsResources: ["phone-number/phone-1"] } as const;
  expect(notesWith({ ...given, smsTextsPerSecond: 1 }).infos).toEqual([]);
});

test.each([
  ["end-user-messaging", 1, 0],
  ["end-user-messaging", 2, 1],
  ["sns", 50, 0],
] as const)("texts by %s at %d a second have %d INFO about its quota", (smsCarrier, smsTextsPerSecond, count) => {
  expect(countInfos({ smsCarrier, smsTextsPerSecond }, /SendTextMessage.*until it has raised/)).toBe(count);
});

test.each([
  ["06:00", "09:00-20:00", 1],
  ["09:00", "09:00-20:00", 0],
  ["20:00", "09:00-20:00", 1],
  ["01:30", "20:00-02:00", 0],
  ["03:00", "always", 0],
])("a daily run at %s with the send window %s has %d INFO that its texts wait", (schedule, sendWindow, count) => {
  expect(countInfos({ schedule, sendWindow }, /^schedule=.* is outside of sendWindow/)).toBe(count);
});

test("a domain from which nobody can send is an INFO", () => {
  expect(countInfos({ emailDomain: "example.com" }, /^emailDomain is example.com/)).toBe(1);
});

test("alarms without an address are an INFO", () => {
  expect(countInfos({ alarmEmail: "" }, /^alarmEmail is not set/)).toBe(1);
});

test.each([
  { smsWording: "reply", selfManagedOptOuts: "true" },
  { smsWording: "no-reply", selfManagedOptOuts: "false" },
  { smsWording: "no-reply", selfManagedOptOuts: "unstated" },
] as const)("%j has no remarks", (settings) => {
  expect(notesWith(settings)).toEqual({ infos: [], warnings: [] });
});

test("more clinics than have metrics by default are an INFO, with the cost of changing it", () => {
  const count = (given: Partial<Settings>) => countInfos(given, /^clinicMetrics=auto .*50 clinics .* 51\..*0\.90/);
  expect(count({ clinics: clinicsFile(51) })).toBe(1);
  expect(count({ clinics: clinicsFile(50) })).toBe(0);
  expect(count({ clinics: clinicsFile(51), clinicMetrics: "on" })).toBe(0);
  expect(count({ clinics: clinicsFile(51), clinicMetrics: "off" })).toBe(0);
});
