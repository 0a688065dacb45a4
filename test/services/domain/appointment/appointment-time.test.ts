import { clinicDay, lastDays, startOf } from "../../../../services/domain/appointment/appointment-time";
import { fc } from "../../../support/data/properties";

const NEW_YORK = "America/New_York";
const iso = (appointmentTime: string, zone = NEW_YORK) => new Date(startOf(appointmentTime, zone)).toISOString();

describe("The start of an appointment", () => {
  test("is the moment of its offset, in any zone", () => {
    expect(iso("2026-12-01T14:30:00-05:00", "Asia/Tokyo")).toBe("2026-12-01T19:30:00.000Z");
    expect(iso("2026-12-01T19:30Z", "Asia/Tokyo")).toBe("2026-12-01T19:30:00.000Z");
  });

  test("without an offset is read in the zone", () => {
    expect(iso("2026-12-01T14:30")).toBe("2026-12-01T19:30:00.000Z");
    expect(iso("2026-07-01T14:30")).toBe("2026-07-01T18:30:00.000Z");
    expect(iso("2026-12-01T14:30", "Asia/Kolkata")).toBe("2026-12-01T09:00:00.000Z");
  });

  test("that a change of clocks skips is read as if they had not changed yet", () => {
    expect(iso("2026-03-08T02:30")).toBe("2026-03-08T07:30:00.000Z");
  });

  test("that occurs twice at a clock change is the first", () => {
    expect(iso("2026-11-01T01:30")).toBe("2026-11-01T05:30:00.000Z");
  });

  test("that occurs twice is distinguished by its offset", () => {
    expect(iso("2026-11-01T01:30-05:00")).toBe("2026-11-01T06:30:00.000Z");
  });
});

describe("The days of a run", () => {
  test("are the days before, the oldest first, and today in the clinic's zone", () => {
    const late = Date.parse("2026-12-02T03:00:00Z");
    expect(lastDays(late, NEW_YORK, 2)).toEqual(["2026-11-29", "2026-11-30", "2026-12-01"]);
    expect(lastDays(late, "Asia/Tokyo", 2)).toEqual(["2026-11-30", "2026-12-01", "2026-12-02"]);
  });

  test("leave out none across a change of clocks", () => {
    expect(lastDays(Date.parse("2026-03-09T04:30:00Z"), NEW_YORK, 3)).toEqual([
      "2026-03-06",
      "2026-03-07",
      "2026-03-08",
      "2026-03-09",
    ]);
  });
});

test("the clinic's day of a write is the day of the daily run, at any moment in any zone", () => {
  const zones = ["America/New_York", "Pacific/Kiritimati", "Pacific/Niue", "Asia/Kolkata", "Europe/London", "UTC"];
  fc.assert(
    fc.property(
      fc.integer({ min: Date.parse("1990-01-01"), max: Date.parse("2190-01-01") }),
      fc.constantFrom(...zones),
      (now, zone) => {
        expect(clinicDay(now, zone)).toBe(lastDays(now, zone, 0)[0]);
        // Clocks may be finer than a millisecond.
        expect(clinicDay(now + 0.5, zone)).toBe(clinicDay(now, zone));
      },
    ),
  );
});

test("the clinic's day changes at midnight, and is formatted once a minute", () => {
  const format = jest.spyOn(Intl.DateTimeFormat.prototype, "formatToParts");
  const midnight = Date.parse("2026-12-01T05:00:00Z");
  expect(clinicDay(midnight - 1, NEW_YORK)).toBe("2026-11-30");
  const moments = Array.from({ length: 61 }, (_, second) => clinicDay(midnight + second * 1_000, NEW_YORK));
  expect(new Set(moments)).toEqual(new Set(["2026-12-01"]));
  expect(format).toHaveBeenCalledTimes(3);
});
