import fc from "fast-check";
import { clinicDay, formatTime, lastDays, startOf } from "../../../../services/domain/appointment/appointment-time";

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
    expect(formatTime(startOf("2026-03-08T02:30", NEW_YORK), NEW_YORK, "short", false)).toBe("Sun, Mar 8 at 3:30 AM");
  });

  test("that occurs twice at a clock change is the first", () => {
    expect(iso("2026-11-01T01:30")).toBe("2026-11-01T05:30:00.000Z");
  });

  test("that occurs twice is distinguished by its offset", () => {
    expect(iso("2026-11-01T01:30-05:00")).toBe("2026-11-01T06:30:00.000Z");
  });
});

describe("A time in a text", () => {
  const start = Date.parse("2026-12-01T19:30:00Z");

  test("is short in an SMS and long in an email", () => {
    expect(formatTime(start, NEW_YORK, "short", false)).toBe("Tue, Dec 1 at 2:30 PM");
    expect(formatTime(start, NEW_YORK, "long", false)).toBe("Tuesday, December 1, 2026 at 2:30 PM");
  });

  test("is the appointment's, and names its zone where that is not the clinic's", () => {
    expect(formatTime(start, "America/Los_Angeles", "short", true)).toBe("Tue, Dec 1 at 11:30 AM PST");
    expect(formatTime(start, "America/Los_Angeles", "long", true)).toBe("Tuesday, December 1, 2026 at 11:30 AM PST");
  });

  test("is short with its year in an SMS that needs one", () => {
    expect(formatTime(start, NEW_YORK, "short-with-year", false)).toBe("Tue, Dec 1, 2026 at 2:30 PM");
  });

  test("has two names for the two hours of one clock, in every zone", () => {
    const week = 7 * 24 * 60 * 60 * 1000;
    const nameAt = (moment: number, zone: string) => formatTime(moment, zone, "short", true).replace(/^.* [AP]M /, "");
    const alike = Intl.supportedValuesOf("timeZone").filter((zone) =>
      Array.from({ length: 53 }, (_, index) => start + index * week).some(
        (moment) =>
          startOf(new Date(moment).toISOString().slice(0, 16), zone) - moment !==
            startOf(new Date(moment + week).toISOString().slice(0, 16), zone) - (moment + week) &&
          nameAt(moment, zone) === nameAt(moment + week, zone),
      ),
    );
    expect(alike).toEqual([]);
  });

  test("names the zone by the season of the appointment", () => {
    const summer = Date.parse("2026-07-01T18:30:00Z");
    expect(formatTime(summer, "America/Los_Angeles", "short", true)).toBe("Wed, Jul 1 at 11:30 AM PDT");
  });

  test("is on the other day where the zone's day is another", () => {
    expect(formatTime(start, "Asia/Tokyo", "short", true)).toBe("Wed, Dec 2 at 4:30 AM GMT+9");
  });

  test("has minutes and no leading zero, at noon and midnight too", () => {
    const at = (time: string) => formatTime(startOf(time, NEW_YORK), NEW_YORK, "short", false);
    expect(at("2026-12-01T12:00")).toBe("Tue, Dec 1 at 12:00 PM");
    expect(at("2026-12-01T00:05")).toBe("Tue, Dec 1 at 12:05 AM");
    expect(at("2026-12-01T09:00")).toBe("Tue, Dec 1 at 9:00 AM");
  });

  test("has plain spaces only, in every zone", () => {
    const zones = Intl.supportedValuesOf("timeZone");
    const texts = zones.flatMap((zone) => [
      formatTime(start, zone, "short", zone !== NEW_YORK),
      formatTime(start, zone, "long", zone !== NEW_YORK),
    ]);
    expect(texts.filter((text) => /[^\x20-\x7e]/.test(text))).toEqual([]);
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
