import { checkAppointment } from "../../../contracts/appointment-check";
import { isGivenElsewhere, startOf } from "../../../services/domain/appointment/appointment-time";
import { formatTime } from "../../support/american-time";
import { hostileText } from "../../support/data/arbitraries";
import { fc, runs } from "../../support/data/properties";
import { anyZone, lateTime, nearTime, realTime } from "./written-times";

const SHAPE = /^(\d{4}-\d\d-\d\dT\d\d:\d\d)(?:(:\d\d)(?:\.\d{1,9})?)?(?:Z|[+-](\d\d):[0-5]\d)?$/;
const isTaken = (appointmentTime: string) => checkAppointment({ patientId: "patient-1", appointmentTime }).ok;

/** Has the calendar such a time, and the earth such an offset? Leap seconds and the hour 24 are no times of a clock. */
function exists(text: string): boolean {
  const [, minutes, seconds = ":00", offsetHours = "0"] = SHAPE.exec(text) ?? [];
  const read = new Date(`${minutes}${seconds}Z`);
  const isReal = !Number.isNaN(read.getTime()) && read.toISOString() === `${minutes}${seconds}.000Z`;
  return isReal && Number(offsetHours) <= 14;
}

test("a time is taken exactly where the calendar has it and the earth its offset", () => {
  fc.assert(
    fc.property(fc.oneof(realTime, lateTime, nearTime, hostileText), (text) =>
      expect(isTaken(text)).toBe(exists(text)),
    ),
    runs(2_000),
  );
});

test("a time with an offset is the moment that the calendar gives it, in any zone", () => {
  const withOffset = realTime.filter((text) => /(?:Z|[+-]\d\d:\d\d)$/.test(text));
  fc.assert(
    fc.property(withOffset, anyZone, (text, timeZone) => {
      expect(startOf(text, timeZone)).toBe(Date.parse(text.replace(/(\.\d{3})\d+/, "$1")));
    }),
    runs(300),
  );
});

test("any time is written in letters that every phone has, whatever its year and zone", () => {
  fc.assert(
    fc.property(realTime, anyZone, fc.boolean(), (text, timeZone, named) => {
      const start = startOf(text, timeZone);
      const name = named ? " [ -~]+" : "";
      expect(formatTime(start, timeZone, "short", named)).toMatch(
        new RegExp(`^[A-Z][a-z]{2}, [A-Z][a-z]{2} \\d+ at \\d+:\\d\\d [AP]M${name}$`),
      );
      expect(formatTime(start, timeZone, "long", named)).toMatch(
        new RegExp(`^[A-Z][a-z]+day, [A-Z][a-z]+ \\d+, \\d+ at \\d+:\\d\\d [AP]M${name}$`),
      );
    }),
    runs(300),
  );
});

test("a local time is never given elsewhere, and one with the zone's own offset neither", () => {
  fc.assert(
    fc.property(realTime, anyZone, (text, timeZone) => {
      const local = text.replace(/(?:Z|[+-]\d\d:\d\d)$/, "");
      expect(isGivenElsewhere(local, startOf(local, timeZone), timeZone)).toBe(false);
      expect(isGivenElsewhere(`${local}+05:00`, startOf(`${local}+05:00`, timeZone), "Etc/GMT-5")).toBe(false);
      expect(isGivenElsewhere(`${local}+05:01`, startOf(`${local}+05:01`, timeZone), "Etc/GMT-5")).toBe(true);
    }),
    runs(300),
  );
});

/** RFC 3339, section 4.3: `-00:00` is UTC by a writer that does not say where. */
test.each(["Z", "+00:00", "-00:00"])("UTC written %s names no place, and gives no time elsewhere", (offset) => {
  const start = Date.parse("2026-12-02T19:30:00Z");
  expect(isGivenElsewhere(`2026-12-02T19:30:00${offset}`, start, "America/New_York")).toBe(false);
  expect(isGivenElsewhere(`2026-12-02T19:30:00${offset}`, start, "Europe/London")).toBe(false);
});

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** What the clock of a zone shows at a moment, as if it were UTC's: by Intl, which the product does not ask for this. */
const clocks = new Map<string, Intl.DateTimeFormat>();
function clockOf(timeZone: string, moment: number): number {
  const options = { timeZone, dateStyle: "short", timeStyle: "medium" } as const;
  const clock = clocks.get(timeZone) ?? new Intl.DateTimeFormat("sv", options);
  clocks.set(timeZone, clock);
  return Date.parse(`${clock.format(moment).replace(" ", "T")}Z`);
}

/** Hours around which clocks are turned somewhere: a whole day in Samoa, half an hour on Lord Howe, two in Troll. */
const TURNS = ["2011-12-30T00:00", "2026-03-08T02:00", "2026-03-29T01:00", "2026-04-05T01:30", "2026-10-04T02:00"];
const turn = fc
  .tuple(fc.constantFrom(...TURNS, "2026-10-25T01:00", "2026-11-01T01:00"), fc.integer({ min: -180, max: 180 }))
  .map(([time, minutes]) => Date.parse(`${time}Z`) + minutes * MINUTE);
const anyMinute = fc
  .integer({ min: Date.UTC(1975, 0) / MINUTE, max: Date.UTC(2037, 0) / MINUTE })
  .map((minute) => minute * MINUTE);
const local = (clock: number) => new Date(clock).toISOString().slice(0, 16);

/** The moments at which a zone's clock shows a time, and the one at which it would have, had it not been turned. */
function momentsOf(clock: number, timeZone: string): { shown: number[]; unturned: number } {
  const [before = 0, after = 0] = [-30, 30].map((hours) => {
    const moment = clock + hours * HOUR;
    return clockOf(timeZone, moment) - moment;
  });
  const shown = [clock - before, clock - after].filter((moment) => clockOf(timeZone, moment) === clock);
  return { shown, unturned: clock - before };
}

test("a local time is the first moment at which the zone's clock shows it, or would, had it not been turned", () => {
  fc.assert(
    fc.property(fc.oneof(turn, anyMinute), anyZone, (clock, timeZone) => {
      const { shown, unturned } = momentsOf(clock, timeZone);
      expect(startOf(local(clock), timeZone)).toBe(shown.length > 0 ? Math.min(...shown) : unturned);
    }),
    runs(2_000),
  );
});

test("what is told of a local time is the hour that was given, unless the clocks skip it", () => {
  fc.assert(
    fc.property(fc.oneof(turn, anyMinute), anyZone, (clock, timeZone) => {
      fc.pre(momentsOf(clock, timeZone).shown.length > 0);
      const told = formatTime(startOf(local(clock), timeZone), timeZone, "long", false);
      expect(told).toBe(formatTime(clock, "UTC", "long", false));
    }),
    runs(300),
  );
});
