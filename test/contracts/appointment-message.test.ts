import { checkAppointment, parseAppointment } from "../../contracts/appointment-check";
import { appointmentJsonSchema } from "../../contracts/appointment-message";
import { startOf } from "../../services/domain/appointment/appointment-time";
import { anyCharacter, fc } from "../support/data/properties";

const required = { patientId: "patient-1", appointmentTime: "2026-12-01T14:30:00-05:00" };
const fields = Object.keys((appointmentJsonSchema() as { properties: object }).properties);
const optional = fields.filter((field) => !(field in required));

/** A value that occurs nowhere else in the project: a result that has it has leaked it. */
const PLANTED = "Quetzalcoatl-7f3a";

describe("Optional fields", () => {
  test.each(optional)("%s that is null or undefined is absent", (field) => {
    for (const nothing of [null, undefined]) {
      const check = checkAppointment({ ...required, [field]: nothing });
      expect(check).toStrictEqual({ ok: true, appointment: required });
    }
  });

  test.each(optional.filter((field) => field !== "schemaVersion" && field !== "revision"))(
    "%s that is blank is absent",
    (field) => {
      for (const blank of ["", " ", "\t\n"]) {
        expect(checkAppointment({ ...required, [field]: blank })).toEqual({ ok: true, appointment: required });
      }
    },
  );

  test("keep the spaces around what they hold", () => {
    expect(checkAppointment({ ...required, location: " Room 3 " })).toMatchObject({
      appointment: { location: " Room 3 " },
    });
  });
});

test("A revision of -0, which JSON can say, is a revision of 0", () => {
  const check = parseAppointment(JSON.stringify(required).replace("}", ',"revision":-0}'));
  expect(check).toEqual({ ok: true, appointment: { ...required, revision: 0 } });
});

describe("Ids", () => {
  const marks = [" ", "\u00a0", "\u3000", "\u2028", "\u200b", "\u200e", "\u202a", "\ufeff", "\u2060", "\0", "\t\r\n"];

  test.each(["patientId", "appointmentId"])(
    "such as %s lose spaces and invisible characters at their ends",
    (field) => {
      for (const mark of marks) {
        const check = checkAppointment({ ...required, [field]: `${mark}A-1 b${mark}${mark}` });
        expect(check).toEqual({ ok: true, appointment: { ...required, [field]: "A-1 b" } });
      }
    },
  );

  test("of nothing that anybody sees are missing", () => {
    for (const mark of marks) {
      expect(checkAppointment({ ...required, patientId: mark })).toMatchObject({
        violations: [{ field: "patientId" }],
      });
      expect(checkAppointment({ ...required, appointmentId: mark })).toEqual({ ok: true, appointment: required });
    }
  });
});

test("half of a surrogate pair, which no provider accepts, is replaced", () => {
  const check = parseAppointment(
    `{"location": "Room \\ud83c", "doctorName": "\\udfe5 Zoë 🏥", ${JSON.stringify(required).slice(1)}`,
  );
  expect(check).toMatchObject({ appointment: { location: "Room \ufffd", doctorName: "\ufffd Zoë 🏥" } });
});

describe("Unknown fields", () => {
  test("are ignored, with any value", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (others) => {
        const unknown = Object.fromEntries(Object.entries(others).filter(([name]) => !fields.includes(name)));
        expect(checkAppointment({ ...unknown, ...required })).toEqual({ ok: true, appointment: required });
      }),
    );
  });

  test("that are named like an object's own parts change nothing", () => {
    const body = `{"__proto__": {"email": "${PLANTED}", "polluted": true}, "constructor": {"prototype": {"polluted": true}},
      "toString": 1, "hasOwnProperty": null, ${JSON.stringify(required).slice(1)}`;
    const check = parseAppointment(body);
    expect(check).toEqual({ ok: true, appointment: required });
    expect(check.ok && check.appointment.email).toBeUndefined();
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  test("do not replace a required one", () => {
    const check = parseAppointment(`{"__proto__": ${JSON.stringify(required)}}`);
    expect(!check.ok && check.violations.map(({ field }) => field)).toEqual(["patientId", "appointmentTime"]);
  });
});

describe("Violations", () => {
  test("name every field that breaks the contract, once", () => {
    const check = checkAppointment({ patientId: 1, appointmentTime: "x", email: [], timeZone: "x", doctorName: {} });
    expect(!check.ok && check.violations.map(({ field }) => field)).toEqual([
      "patientId",
      "appointmentTime",
      "email",
      "doctorName",
      "timeZone",
    ]);
  });

  test("begin with the version of a message that is of another", () => {
    const check = checkAppointment({ schemaVersion: 2 });
    expect(!check.ok && check.violations.map(({ field }) => field)).toEqual([
      "schemaVersion",
      "patientId",
      "appointmentTime",
    ]);
  });

  test.each(["patientId", "appointmentTime"])("say of a missing %s that it is required", (field) => {
    const check = checkAppointment({ ...required, [field]: undefined });
    expect(!check.ok && check.violations).toEqual([{ field, problem: "is required", reason: "CONTRACT_VIOLATION" }]);
  });

  test.each([
    ["patientId", "must be a string of 1 to 256 characters"],
    ["appointmentId", "must be a string of 0 to 256 characters"],
    ["phoneNumber", "must be a string of 0 to 64 characters"],
    ["email", "must be a string of 0 to 320 characters"],
    ["doctorName", "must be a string of 0 to 200 characters"],
    ["location", "must be a string of 0 to 500 characters"],
    ["timeZone", "must be an IANA time zone with a region, such as America/New_York, or UTC"],
    ["appointmentTime", "must be an ISO 8601 date and time that exists, such as 2026-12-01T14:30:00-05:00"],
    ["schemaVersion", "must be 1 or absent"],
    ["revision", "must be a whole number from 0 to 2147483647, or absent"],
  ])("say of %s that it %s", (field, problem) => {
    const check = checkAppointment({ ...required, [field]: { a: 1 } });
    expect(!check.ok && check.violations).toMatchObject([{ field, problem }]);
  });

  test("never contain a value", () => {
    const planted = fc.constantFrom<unknown>(
      PLANTED,
      `${PLANTED}\n`.repeat(40),
      [PLANTED],
      { [PLANTED]: PLANTED },
      { toString: PLANTED },
      { patientId: { nested: [PLANTED] } },
    );
    const message = fc.dictionary(fc.constantFrom(...fields, "other", PLANTED, "__proto__"), planted, { minKeys: 1 });
    fc.assert(
      fc.property(message, (value) => {
        expect(JSON.stringify(violationsOf(checkAppointment(value)))).not.toContain(PLANTED);
      }),
    );
  });

  test("never contain a part of a body that is no JSON", () => {
    for (const body of [PLANTED, `{"email": "${PLANTED}`, `{"email": ${PLANTED}}`, `"${PLANTED}"`, `["${PLANTED}"]`]) {
      expect(JSON.stringify(violationsOf(parseAppointment(body)))).not.toContain(PLANTED);
    }
  });
});

test("the check answers for any value and never throws", () => {
  fc.assert(
    fc.property(fc.oneof(fc.anything(), fc.object({ key: fc.constantFrom(...fields) })), (value) => {
      expect([true, false]).toContain(checkAppointment(value).ok);
    }),
  );
});

test("the check answers for any text and never throws", () => {
  fc.assert(
    fc.property(fc.oneof(fc.string({ unit: anyCharacter }), fc.json()), (body) => {
      expect([true, false]).toContain(parseAppointment(body).ok);
    }),
  );
});

test("a time that keeps the contract is a moment, in every zone that keeps it", () => {
  const placed = Intl.supportedValuesOf("timeZone").filter((zone) => zone.includes("/") && !zone.startsWith("Etc/"));
  const zones = fc.constantFrom(...placed, "UTC", "US/Eastern", "america/new_york");
  const time = fc
    .tuple(fc.date({ min: new Date("0001-01-01"), max: new Date("9999-12-31"), noInvalidDate: true }), offset())
    .map(([date, zone]) => date.toISOString().replace("Z", zone));
  fc.assert(
    fc.property(time, zones, (appointmentTime, timeZone) => {
      expect(checkAppointment({ ...required, appointmentTime, timeZone })).toMatchObject({ ok: true });
      expect(Number.isInteger(startOf(appointmentTime, timeZone))).toBe(true);
    }),
  );
});

function offset(): fc.Arbitrary<string> {
  return fc.constantFrom("", "Z", "+00:00", "-00:00", "+05:45", "-12:00", "+14:59");
}

/** At least one violation: a message without any would make a search of them pass for nothing. */
function violationsOf(check: ReturnType<typeof checkAppointment>): readonly unknown[] {
  if (check.ok) throw new Error("the message keeps the contract");
  return check.violations;
}
