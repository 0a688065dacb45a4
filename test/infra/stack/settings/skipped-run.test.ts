import { Temporal } from "temporal-polyfill";
import { checkSettings } from "../../../../infra/stack/settings/check-settings";
import { nextDayWithout } from "../../../../infra/stack/settings/skipped-run";

const FROM = Temporal.Instant.from("2026-11-22T12:00:00Z");

test.each([
  ["02:00", "America/New_York", "2027-03-14"],
  ["02:59", "America/New_York", "2027-03-14"],
  ["01:30", "Europe/London", "2027-03-28"],
  // At midnight, so that the day starts at one.
  ["00:15", "Asia/Beirut", "2027-03-28"],
  // By half an hour.
  ["02:15", "Australia/Lord_Howe", "2027-10-03"],
])("%s is skipped in %s on %s", (time, zone, day) => {
  expect(nextDayWithout(time, zone, FROM)).toBe(day);
});

test.each([
  ["01:59", "America/New_York"],
  ["03:00", "America/New_York"],
  ["09:00", "America/New_York"],
  // It occurs twice when the clocks go back, but is never skipped.
  ["01:30", "America/New_York"],
  ["02:30", "America/Phoenix"],
  ["02:30", "UTC"],
  ["02:45", "Australia/Lord_Howe"],
])("%s occurs every day in %s", (time, zone) => {
  expect(nextDayWithout(time, zone, FROM)).toBeUndefined();
});

test("a time that the clocks skip is refused for the daily run", () => {
  expect(() => checkSettings({ schedule: "02:30", timeZone: "Europe/Berlin" })).toThrow(
    /^Settings schedule=02:30 and timeZone=Europe\/Berlin conflict: on \d{4}-03-\d\d the clocks skip this time, .*/,
  );
  expect(checkSettings({ schedule: "02:30", timeZone: "America/Phoenix" }).schedule).toBe("02:30");
});
