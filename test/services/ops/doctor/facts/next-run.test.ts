import { dailyTime, nextRun } from "../../../../../services/ops/doctor/facts/next-run";

const ZONE = "America/New_York";
const next = (time: string, now: string, zone = ZONE) => {
  const at = nextRun(time, zone, Date.parse(now));
  return at && new Date(at).toISOString();
};

test("a daily run is read from the expression that the stack makes, and from no other", () => {
  expect(dailyTime("cron(0 9 * * ? *)")).toBe("09:00");
  expect(dailyTime("cron(45 17 * * ? *)")).toBe("17:45");
  const others = ["cron(0 9 ? * MON-FRI *)", "rate(1 day)", "cron(0/5 9 * * ? *)", "at(2026-12-01T09:00:00)", ""];
  expect(others.map(dailyTime)).toEqual(others.map(() => undefined));
});

test("the next run is today's until it has begun, and then tomorrow's", () => {
  expect(next("09:00", "2026-12-01T13:59:59Z")).toBe("2026-12-01T14:00:00.000Z");
  expect(next("09:00", "2026-12-01T14:00:00Z")).toBe("2026-12-02T14:00:00.000Z");
});

test("the current day is that of the zone", () => {
  expect(next("09:00", "2026-12-01T22:00:00Z", "Asia/Tokyo")).toBe("2026-12-02T00:00:00.000Z");
  expect(next("20:00", "2026-12-02T02:00:00Z")).toBe("2026-12-03T01:00:00.000Z");
});

test("the run keeps to the clinic's clock where daylight saving time ends", () => {
  expect(next("09:00", "2026-10-31T14:00:00Z")).toBe("2026-11-01T14:00:00.000Z");
});

test("a time that the clocks skip has no run that day", () => {
  expect(next("02:30", "2027-03-14T05:00:00Z")).toBe("2027-03-15T06:30:00.000Z");
  expect(next("02:30", "2027-03-13T08:00:00Z")).toBe("2027-03-15T06:30:00.000Z");
});

test("a time that occurs twice runs only the first time", () => {
  expect(next("01:30", "2026-11-01T05:00:00Z")).toBe("2026-11-01T05:30:00.000Z");
  expect(next("01:30", "2026-11-01T05:31:00Z")).toBe("2026-11-02T06:30:00.000Z");
});
