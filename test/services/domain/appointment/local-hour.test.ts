import { comesTwice, localHour } from "../../../../services/domain/appointment/local-hour";

const NEW_YORK = "America/New_York";

test.each([
  ["2027-03-14T02:30", NEW_YORK, "skipped"],
  ["2027-03-14T01:59", NEW_YORK, "ordinary"],
  ["2027-03-14T03:00", NEW_YORK, "ordinary"],
  ["2027-11-07T01:30", NEW_YORK, "twice"],
  ["2027-11-07T00:59:59", NEW_YORK, "ordinary"],
  ["2027-11-07T02:00", NEW_YORK, "ordinary"],
  ["2027-10-31T01:30", "Europe/London", "twice"],
  // The clocks of Lord Howe Island change by half an hour.
  ["2027-04-04T01:45", "Australia/Lord_Howe", "twice"],
  ["2027-04-04T01:15", "Australia/Lord_Howe", "ordinary"],
  ["2027-03-14T02:30", "America/Phoenix", "ordinary"],
])("%s in %s is %s", (localTime, zone, expected) => {
  expect(localHour(localTime, zone)).toBe(expected);
});

test("both moments of an hour that occurs twice are recognised, and their neighbours are not", () => {
  const at = (utc: string) => comesTwice(Date.parse(utc), NEW_YORK);
  expect(at("2027-11-07T05:30:00Z")).toBe(true);
  expect(at("2027-11-07T06:30:00Z")).toBe(true);
  expect(at("2027-11-07T04:30:00Z")).toBe(false);
  expect(at("2027-11-07T07:00:00Z")).toBe(false);
});
