import { startOf } from "../../../../../services/domain/appointment/appointment-time";
import { formatTime } from "../../../../support/american-time";

const NEW_YORK = "America/New_York";

describe("A time in an American text", () => {
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

  test("that a change of clocks skips is read as if they had not changed yet", () => {
    const skipped = startOf("2026-03-08T02:30", NEW_YORK);
    expect(formatTime(skipped, NEW_YORK, "short", false)).toBe("Sun, Mar 8 at 3:30 AM");
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
