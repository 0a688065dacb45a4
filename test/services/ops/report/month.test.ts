import { knownDays, monthBefore, monthName } from "../../../../services/ops/report/figures/month";
import { unknownNotes } from "../../../../services/ops/report/tables/month-notes";
import { monthText } from "../../../../services/ops/report/tables/month-text";
import { marchFigures } from "../../../support/data/month-figures";

const asked = (at: string, changes = {}) => ({
  now: Date.parse(at),
  timeZone: "America/New_York",
  retentionDays: 90,
  ...changes,
});

test.each([
  ["2027-01", 31],
  ["2027-02", 28],
  ["2028-02", 29],
  ["2027-03", 31],
  ["2027-04", 30],
  ["2027-12", 31],
])("%s has %i days, from its first to its last", (month, count) => {
  const { days, begun, isRunning } = knownDays(month, asked("2029-06-01T12:00:00Z"));
  expect([days.length, days[0], days.at(-1)]).toEqual([count, `${month}-01`, `${month}-${count}`]);
  expect([begun, isRunning]).toEqual([days, false]);
});

test("a month runs until its last day is over at the clinic", () => {
  expect(knownDays("2027-03", asked("2027-04-01T03:59:59Z")).isRunning).toBe(true);
  expect(knownDays("2027-03", asked("2027-04-01T04:00:00Z")).isRunning).toBe(false);
  expect(knownDays("2027-03", asked("2027-04-01T03:59:59Z", { timeZone: "Europe/London" })).isRunning).toBe(false);
});

test("a day is incomplete once what was written on it can have expired", () => {
  // Kept for 90 days: what was written on 6 May can have expired on 4 August, and what was written on 7 May cannot.
  const { expired } = knownDays("2027-05", asked("2027-08-04T12:00:00-04:00"));
  expect(expired).toEqual(["01", "02", "03", "04", "05", "06"].map((day) => `2027-05-${day}`));
  expect(knownDays("2027-05", asked("2027-07-29T12:00:00-04:00")).expired).toEqual([]);
  expect(knownDays("2027-05", asked("2027-09-01T12:00:00-04:00")).expired).toHaveLength(31);
  expect(knownDays("2027-05", asked("2027-05-03T12:00:00-04:00", { retentionDays: 1 })).expired).toHaveLength(2);
});

test.each([
  ["2027-03", "2027-02", "March 2027"],
  ["2027-01", "2026-12", "January 2027"],
])("the month before %s is %s", (month, before, name) => {
  expect([monthBefore(month), monthName(month)]).toEqual([before, name]);
});

test("the days that are incomplete are named, and those of the month before, too", () => {
  const figures = marchFigures();
  const known = knownDays("2027-03", asked("2027-06-10T12:00:00-04:00"));
  const before = figures.before && { ...figures.before, known: { ...figures.before.known, expired: ["2027-02-01"] } };
  const notes = unknownNotes({ ...figures, known, before }).filter((note) => note.includes("incomplete"));
  expect(notes).toEqual([
    expect.stringMatching(
      /^March 2027 is incomplete: the log keeps a reminder for 90 days.+2027-03-01 to 2027-03-12\./,
    ),
    expect.stringMatching(/^February 2027 is incomplete: .+ some or all of 2027-02-01\./),
  ]);
});

test("the month before is shown beside the month, and the difference with its sign", () => {
  const { total, before } = marchFigures();
  const text = monthText(marchFigures(), (id) => id);
  expect(text).toMatch(/\noutcome +reminders +share +February 2027 +change +meaning\n/);
  const [now, then] = [total.reminders, before?.total.reminders ?? Number.NaN];
  const change = `${now > then ? "\\+" : "−"}${Math.abs(now - then).toLocaleString("en-US")}`;
  const shown = [now, then].map((count) => count.toLocaleString("en-US"));
  expect(text).toMatch(new RegExp(`\nAll reminders +${shown[0]} +100\\.0 % +${shown[1]} +${change} +`));
});
