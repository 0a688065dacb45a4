import { type ContractViolation, checkAppointment, parseAppointment } from "../../../contracts/appointment-check";
import type { AppointmentMessage } from "../../../contracts/appointment-message";
import {
  anyBody,
  FIELDS,
  hostileText,
  hostileTextOf,
  jsonText,
  LIMITS,
  PROTOTYPE_KEYS,
} from "../../support/data/arbitraries";
import { fc, runs } from "../../support/data/properties";

const required = { patientId: "patient-1", appointmentTime: "2026-12-02T14:30" };
/** What SQS takes in a message: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html */
const SQS_TEXT = /^[\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]*$/u;
/** Bytes that ten messages of one call to SQS may have together, by its older and lower limit. */
const SQS_BATCH_BYTES = 262_144;

const violationsOf = (body: string): readonly ContractViolation[] => {
  const check = parseAppointment(body);
  return check.ok ? [] : check.violations;
};
/** Every violation that there is: said of values that are broken in the plainest way. */
const TELLABLE = [
  ...violationsOf("{"),
  ...violationsOf("[]"),
  ...violationsOf("{}"),
  ...FIELDS.flatMap((field) => violationsOf(JSON.stringify({ ...required, [field]: {} }))),
];

/** A body whose appointment is of use, with all that may be wrong about its texts. */
const goodBody = fc
  .record(Object.fromEntries(Object.entries(LIMITS).map(([field, max]) => [field, hostileTextOf(max)])), {
    requiredKeys: [],
  })
  .map((fields) => JSON.stringify({ ...required, ...fields }));

function ownPartsOfObjects(): string[] {
  return [Object.prototype, Array.prototype, String.prototype].flatMap((parts) => Object.getOwnPropertyNames(parts));
}

test("any body is answered: with an appointment, or with violations that are one of a closed list", () => {
  fc.assert(
    fc.property(anyBody, (body) => {
      for (const violation of violationsOf(body)) expect(TELLABLE).toContainEqual(violation);
    }),
    runs(1_000),
  );
});

test("an appointment has its own known fields only, as text and within their limits", () => {
  const known = Object.entries({ ...LIMITS, appointmentTime: 35, timeZone: 64 });
  fc.assert(
    fc.property(fc.oneof(anyBody, goodBody), (body) => {
      const check = parseAppointment(body);
      fc.pre(check.ok);
      const { schemaVersion, revision, ...texts } = check.appointment;
      expect([1, undefined]).toContain(schemaVersion);
      expect(revision === undefined || (Number.isSafeInteger(revision) && revision >= 0)).toBe(true);
      expect(Object.getPrototypeOf(texts)).toBe(Object.prototype);
      for (const [field, value] of Object.entries(texts)) {
        const max = known.find(([name]) => name === field)?.[1] ?? -1;
        expect(typeof value === "string" && [...value].length <= max && value.trim() !== "").toBe(true);
      }
    }),
    runs(500),
  );
});

test("what was parsed is parsed to the same again, and is text that SQS takes", () => {
  fc.assert(
    fc.property(fc.oneof(anyBody, goodBody), (body) => {
      const check = parseAppointment(body);
      fc.pre(check.ok);
      const again = JSON.stringify(check.appointment);
      expect(parseAppointment(again)).toEqual(check);
      expect(again).toMatch(SQS_TEXT);
    }),
    runs(500),
  );
});

test("ten appointments fit in one call to the queue, however long their fields are written", () => {
  const longest = (unit: string) =>
    Object.fromEntries(Object.entries(LIMITS).map(([field, max]) => [field, unit.repeat(max)]));
  for (const unit of ["\0", "\x1f", '"', "\\", "€", "👍", "\ud800", "\u2028", "\uffff"]) {
    const check = checkAppointment({ ...longest(unit), ...required, patientId: `x${unit.repeat(255)}` });
    if (!check.ok) throw new Error(check.violations[0].field);
    expect(10 * Buffer.byteLength(JSON.stringify(check.appointment))).toBeLessThan(SQS_BATCH_BYTES);
  }
});

test("a field's limit counts characters, whatever they are made of", () => {
  const field = fc.constantFrom(...(Object.keys(LIMITS) as (keyof typeof LIMITS)[]));
  fc.assert(
    fc.property(field, fc.constantFrom("a", "\u0301", "\u200d", "👍", "\u202e", "\0", "ﷺ"), (name, unit) => {
      const ofLength = (length: number) =>
        checkAppointment({ ...required, [name]: `a${unit.repeat(length - 1)}` } as AppointmentMessage).ok;
      expect([ofLength(LIMITS[name]), ofLength(LIMITS[name] + 1)]).toEqual([true, false]);
    }),
    runs(100),
  );
});

test("of a name that comes twice the last value counts, for good and for bad", () => {
  fc.assert(
    fc.property(fc.constantFrom(...Object.keys(LIMITS)), hostileText, (field, text) => {
      const members = (last: string) =>
        `{"patientId":"patient-1","appointmentTime":"2026-12-02T14:30","${field}":${JSON.stringify(text)},"${field}":${last}}`;
      expect(parseAppointment(members('"last"'))).toMatchObject({ appointment: { [field]: "last" } });
      expect(violationsOf(members("[]"))).toMatchObject([{ field }]);
    }),
    runs(100),
  );
});

test("an object's own parts stay as they are, whatever is parsed", () => {
  const before = ownPartsOfObjects();
  const names = fc.array(fc.constantFrom(...PROTOTYPE_KEYS, ...FIELDS), { minLength: 1, maxLength: 4 });
  fc.assert(
    fc.property(names, jsonText, (path, value) => {
      const nested = path.reduceRight((inner, key) => `{"${key}":${inner}}`, value);
      parseAppointment(nested);
      parseAppointment(`{"patientId":"patient-1","appointmentTime":"2026-12-02T14:30",${nested.slice(1)}`);
      expect(ownPartsOfObjects()).toEqual(before);
      expect(Object.keys({})).toEqual([]);
    }),
    runs(300),
  );
});
