import { type DueRules, dueProblems } from "../../../../services/domain/producer/due-problems";
import { CLINICS } from "../../../support/data/clinics";

/** Tuesday morning in New York; the daily run reads back to November 24. */
const rules: DueRules = {
  now: Date.parse("2026-12-01T15:00:00Z"),
  clinicTimeZone: "America/New_York",
  catchUpDays: 7,
  clinics: CLINICS,
};
const item = {
  appointmentId: "a-1",
  patientId: "p-1",
  appointmentTime: "2027-03-09T14:30",
  phoneNumber: "+12065550100",
  reminderDate: "2027-03-08",
};
const told = (changes: object, under: DueRules = rules) =>
  dueProblems({ ...item, ...changes }, under).map(({ code, field }) => `${code} ${field}`);

test.each([
  {},
  { reminderDate: "2027-03-08#0" },
  { reminderDate: "2027-03-08#f" },
  { reminderDate: "2026-12-01" },
  { reminderDate: "2026-11-24" },
  { reminderDate: "2026-11-24#7" },
  { reminderDate: "2027-03-09" },
  { reminderDate: undefined, reminderQueuedAt: "2027-03-08T14:00:00.000Z" },
  { reminderDate: undefined, reminderMissedAt: "2027-03-08T14:00:00.000Z", appointmentTime: "broken" },
  { reminderDate: undefined, appointmentTime: "2026-11-30T14:30" },
  { reminderQueuedAt: "2027-03-08T14:00:00.000Z" },
  { reminderDate: "2027-03-08T14:15", reminderStep: "1d@09:15", reminderPlan: "1d@09:15" },
  { reminderDate: "2027-03-08T14:15#c", reminderStep: "90m" },
  { reminderDate: "2026-11-24T15:00" },
  { reminderDate: "2027-03-08", reminderStep: "1d" },
])("an item is as it should be: %j", (changes) => {
  expect(told(changes)).toEqual([]);
});

test.each([
  "3/8/2027",
  "08.03.2027",
  "2027-3-8",
  "2027-02-29",
  "2027-13-01",
  "2027-03-08T09:10",
  "2027-03-08T09:00Z",
  "2027-02-29T09:00",
  "20270308",
  " 2027-03-08",
  "2027-03-08 ",
  "tomorrow",
  "#0",
])("a reminderDate that is neither a day nor a quarter of an hour is never due: %j", (reminderDate) => {
  expect(told({ reminderDate })).toEqual(["NO_DATE reminderDate"]);
});

test.each([
  "2027-03-08T14:15#",
  "2027-03-08T14:15#x",
  "2027-03-08#",
  "2027-03-08#F",
  "2027-03-08#10",
  "2027-03-08#g",
  "2027-03-08#0#0",
])("a part that no run reads is never due: %j", (reminderDate) => {
  expect(told({ reminderDate })).toEqual(["UNKNOWN_PART reminderDate"]);
});

test("a reminder from before the days that the daily run reads is never due, by the clinic's days", () => {
  expect(told({ reminderDate: "2026-11-23" })).toEqual(["LONG_PAST reminderDate"]);
  expect(told({ reminderDate: "2026-11-23#4" })).toEqual(["LONG_PAST reminderDate"]);
  expect(told({ reminderDate: "2026-11-23" }, { ...rules, catchUpDays: 8 })).toEqual([]);
  const lateEvening = { ...rules, now: Date.parse("2026-12-01T03:00:00Z") };
  expect(told({ reminderDate: "2026-11-23" }, lateEvening)).toEqual([]);
});

test("a long past reminder whose appointment is over has a code of its own: it was never sent", () => {
  expect(told({ reminderDate: "2026-11-01", appointmentTime: "2026-11-02T09:00" })).toEqual(["LEFT_OVER reminderDate"]);
});

test("a reminder after the day of its appointment is too late, by the clinic's days", () => {
  expect(told({ reminderDate: "2027-03-10" })).toEqual(["AFTER_APPOINTMENT reminderDate"]);
  const evening = { appointmentTime: "2027-03-10T02:00:00Z", reminderDate: "2027-03-10" };
  expect(told(evening)).toEqual(["AFTER_APPOINTMENT reminderDate"]);
  expect(told({ ...evening, reminderDate: "2027-03-09" })).toEqual([]);
});

test("a reminder in more than two years is likely a mistyped year", () => {
  const late = { appointmentTime: "2072-03-09T14:30" };
  expect(told({ ...late, reminderDate: "2072-03-08" })).toEqual(["FAR_AHEAD reminderDate"]);
  expect(told({ ...late, reminderDate: "2028-11-30" })).toEqual([]);
});

test("an item that breaks the contract is refused by each daily run, and reported by its field", () => {
  expect(told({ patientId: 7 })).toEqual(["BREAKS_CONTRACT patientId"]);
  expect(told({ appointmentTime: "soon", reminderDate: "3/8/2027" })).toEqual([
    "NO_DATE reminderDate",
    "BREAKS_CONTRACT appointmentTime",
  ]);
});

test.each([
  [{ appointmentTime: undefined }, "appointmentTime"],
  [{ appointmentTime: 5 }, "appointmentTime"],
  [{ appointmentTime: null }, "appointmentTime"],
  [{ reminderDate: 20270308 }, "reminderDate"],
  [{ reminderDate: "" }, "reminderDate"],
])("an item without valid keys of the index is not in it, and never due: %j", (changes, field) => {
  expect(told(changes)).toEqual([`NOT_IN_INDEX ${field}`]);
});

test("an appointment that is ahead, has no reminderDate and was never queued is never due", () => {
  expect(told({ reminderDate: undefined })).toEqual(["NO_REMINDER_DATE reminderDate"]);
  expect(told({ reminderDate: undefined, status: "booked" })).toEqual(["NO_REMINDER_DATE reminderDate"]);
  expect(told({ reminderDate: undefined, appointmentTime: "soon" })).toEqual([
    "NO_REMINDER_DATE reminderDate",
    "BREAKS_CONTRACT appointmentTime",
  ]);
});

test("an appointment that has ended is not due, which is no problem", () => {
  expect(told({ reminderDate: undefined, status: "cancelled" })).toEqual([]);
  expect(told({ reminderDate: undefined, status: "noshow" })).toEqual([]);
});

test("no problem contains a value", () => {
  const secret = "Zq9secret";
  const changes = { reminderDate: secret, appointmentTime: secret, phoneNumber: 7, timeZone: secret };
  expect(JSON.stringify(dueProblems({ ...item, ...changes }, rules))).not.toContain(secret);
});

describe("A reminder that is due in a quarter of an hour", () => {
  const past = { appointmentTime: "2026-12-02T14:30", reminderDate: "2026-12-01T13:45" };

  test("is never due from before the hour that the sweep reads again", () => {
    const swept = { ...rules, sweptTo: "2026-12-01T15:00" };
    expect(told(past, swept)).toEqual(["LONG_PAST reminderDate"]);
    expect(told({ ...past, reminderDate: "2026-12-01T14:00" }, swept)).toEqual([]);
    expect(told({ ...past, appointmentTime: "2026-12-01T09:30" }, swept)).toEqual(["LEFT_OVER reminderDate"]);
  });

  test("is still due where the sweep has not run since, up to the days that the daily run reads", () => {
    expect(told(past, { ...rules, sweptTo: "2026-12-01T14:30" })).toEqual([]);
    expect(told(past, rules)).toEqual([]);
    const long = { ...past, reminderDate: "2026-11-24T14:45" };
    expect(told(long, rules)).toEqual(["LONG_PAST reminderDate"]);
    expect(told(long, { ...rules, sweptTo: "2026-10-01T00:00" })).toEqual(["LONG_PAST reminderDate"]);
  });

  test("comes too late at or after the start", () => {
    expect(told({ reminderDate: "2027-03-09T19:15" })).toEqual([]);
    expect(told({ reminderDate: "2027-03-09T19:30" })).toEqual(["AFTER_APPOINTMENT reminderDate"]);
  });

  test("in more than two years probably has the wrong year", () => {
    expect(told({ appointmentTime: "2072-03-09T14:30", reminderDate: "2072-03-08T14:15" })).toEqual([
      "FAR_AHEAD reminderDate",
    ]);
  });
});

test.each([
  ["reminderStep", { reminderStep: "soon" }],
  ["reminderStep", { reminderStep: 7 }],
  ["reminderPlan", { reminderPlan: "soon" }],
])("an invalid %s is refused by each run", (field, changes) => {
  expect(told(changes)).toEqual([`BREAKS_CONTRACT ${field}`]);
});
