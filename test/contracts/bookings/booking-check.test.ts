import { checkBooking, parseBooking } from "../../../contracts/bookings/booking-check";
import { fc } from "../../support/data/properties";

const NOW = Date.parse("2026-12-01T15:00:00Z");
const DAY = 24 * 60 * 60 * 1_000;
const appointment = { appointmentId: "a-77", patientId: "p-1042", appointmentTime: "2027-03-01T14:30:00-05:00" };
const booking = (changes: object = {}) => ({ status: "booked", appointment, ...changes });
const violationsOf = (value: unknown) => {
  const check = checkBooking(value, NOW);
  return (check.ok ? check.entries : [check]).flatMap((one) =>
    one.ok ? [] : one.violations.map(({ field }) => field),
  );
};

/** A value that occurs nowhere else in the project: a result that has it has leaked it. */
const PLANTED = "Quetzalcoatl-7f3a";

describe("A version", () => {
  test("that counts is accepted up to the first that reads as a time", () => {
    for (const version of [0, 1, 20_270_301, 999_999_999_999]) {
      expect(violationsOf(booking({ version }))).toEqual([]);
    }
  });

  test("that is a time is accepted up to a day ahead, and not beyond", () => {
    expect(violationsOf(booking({ version: NOW }))).toEqual([]);
    expect(violationsOf(booking({ version: NOW + DAY }))).toEqual([]);
    expect(violationsOf(booking({ version: NOW + DAY + 1 }))).toEqual(["version"]);
    expect(violationsOf(booking({ version: NOW + 365 * DAY }))).toEqual(["version"]);
  });

  test("that is no whole number from 0 is refused", () => {
    for (const version of [-1, 1.5, "7", "", true, [7], {}, Number.MAX_SAFE_INTEGER + 1, 1e300]) {
      expect(violationsOf(booking({ version }))).toEqual(["version"]);
    }
  });

  test("of -0, which JSON can say, is a version of 0", () => {
    const check = parseBooking(`{"version":-0,${JSON.stringify(booking()).slice(1)}`, NOW);
    expect(check.ok && check.entries[0]).toEqual({ ok: true, booking: booking({ version: 0 }) });
  });
});

describe("A list", () => {
  const list = Array.from({ length: 500 }, (_, index) => ({ ...appointment, appointmentId: `a-${index}` }));

  test("gives its good entries, and names the bad ones by their places", () => {
    const broken = list.map((one, index) => {
      if (index === 3) return { ...one, patientId: 7 };
      if (index === 77) return { ...one, appointmentTime: "tomorrow", phoneNumber: 5 };
      return index === 499 ? null : one;
    });
    const check = checkBooking(booking({ appointment: broken }), NOW);
    const good = check.ok ? check.entries.filter(({ ok }) => ok) : [];
    expect(good).toHaveLength(497);
    expect(violationsOf(booking({ appointment: broken }))).toEqual([
      "appointment[3].patientId",
      "appointment[77].appointmentTime",
      "appointment[77].phoneNumber",
      "appointment[499]",
    ]);
  });

  test("is refused as a whole if what it shares is bad", () => {
    expect(violationsOf({ status: "moved", appointment: list })).toEqual(["status"]);
  });
});

test("ids of the pipeline's own items are refused, also after spaces, and others that begin with # are not", () => {
  for (const appointmentId of ["#hold:1", " #hold:", "#sweep"]) {
    expect(violationsOf(booking({ appointment: { ...appointment, appointmentId } }))).toEqual([
      "appointment.appointmentId",
    ]);
  }
  expect(violationsOf(booking({ appointment: { ...appointment, appointmentId: "#77" } }))).toEqual([]);
});

test("a newer schema version is reported first", () => {
  expect(violationsOf({ schemaVersion: 2, status: "waitlist", version: -1, appointment: 7 })).toEqual([
    "schemaVersion",
    "status",
    "version",
  ]);
});

test("no value is ever repeated", () => {
  const values = [PLANTED, [PLANTED], { [PLANTED]: PLANTED }, -7.5];
  for (const field of ["schemaVersion", "status", "version", "appointment"]) {
    for (const value of values) {
      expect(JSON.stringify(problems(booking({ [field]: value })))).not.toContain(PLANTED);
    }
  }
  for (const field of Object.keys(appointment)) {
    const changed = { ...appointment, [field]: { [PLANTED]: PLANTED } };
    expect(JSON.stringify(problems(booking({ appointment: [changed] })))).not.toContain(PLANTED);
  }
});

test("anything at all is checked without an error", () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.jsonValue(), (status, one) => {
      expect(() => checkBooking({ status, appointment: one }, NOW)).not.toThrow();
      expect(() => checkBooking({ status: "booked", appointment: [one] }, NOW)).not.toThrow();
      expect(() => checkBooking(one, NOW)).not.toThrow();
    }),
  );
});

function problems(value: unknown) {
  const check = checkBooking(value, NOW);
  return (check.ok ? check.entries : [check]).flatMap((one) => (one.ok ? [] : [one.violations]));
}
