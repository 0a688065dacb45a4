import { allowedVolume, DAYS_TO_LEARN, recentCounts } from "../../../../services/domain/floods/usual-volume";

const TODAY = "2026-12-01";
const SETTINGS = { factor: 3, minimum: 100 };
/** Counts of the days before today, the last of them yesterday. */
const before = (...counts: number[]) =>
  Object.fromEntries(
    counts.map((count, index) => {
      const day = new Date(Date.UTC(2026, 11, 1 - counts.length + index));
      return [day.toISOString().slice(0, 10), count];
    }),
  );

test("a day may have a multiple of the highest day of the last four weeks", () => {
  expect(allowedVolume(before(50, 60, 50, 90, 0, 10, 50, 50), TODAY, SETTINGS)).toEqual({ usual: 90, limit: 270 });
});

test("a small clinic may always have the minimum", () => {
  expect(allowedVolume(before(5, 6, 5, 9, 1, 1, 5), TODAY, SETTINGS)).toEqual({ usual: 9, limit: 100 });
});

test("any volume is allowed until enough days with reminders are known", () => {
  const days = Array.from({ length: DAYS_TO_LEARN - 1 }, () => 50);
  expect(allowedVolume(before(...days), TODAY, SETTINGS)).toBeUndefined();
  expect(allowedVolume(before(...days, 0), TODAY, SETTINGS)).toBeUndefined();
  expect(allowedVolume(before(...days, 1), TODAY, SETTINGS)).toEqual({ usual: 50, limit: 150 });
});

test("any volume is allowed where the guard is off", () => {
  expect(allowedVolume(before(1, 1, 1, 1, 1, 1, 1), TODAY, { ...SETTINGS, factor: "off" })).toBeUndefined();
});

test("what today has had so far does not make it usual", () => {
  const counts = { ...before(50, 50, 50, 50, 50, 50, 50), [TODAY]: 9_000 };
  expect(allowedVolume(counts, TODAY, SETTINGS)?.limit).toBe(150);
});

test("days more than four weeks ago count no longer, nor days that a wrong clock wrote", () => {
  const old = { "2026-11-02": 4_000, "2026-11-03": 7, "2026-12-02": 9_000, "2026-12-01": 5 };
  expect(recentCounts(old, TODAY)).toEqual({ "2026-11-03": 7, "2026-12-01": 5 });
  expect(allowedVolume({ ...before(50, 50, 50, 50, 50, 50, 50), ...old }, TODAY, SETTINGS)?.usual).toBe(50);
});

test("a count that is no number is left out", () => {
  const counts = { ...before(50, 50, 50, 50, 50, 50, 50), "2026-11-20": Number("many") };
  expect(allowedVolume(counts, TODAY, SETTINGS)?.usual).toBe(50);
});
