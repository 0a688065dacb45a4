import { readFileSync } from "node:fs";
import { join } from "node:path";
import Ajv from "ajv/dist/2020";
import { parseBooking } from "../../../contracts/bookings/booking-check";
import { bookingJsonSchema } from "../../../contracts/bookings/booking-message";
import { bodyOf, invalidExamples, validExamples } from "../../support/data/examples";

interface Published {
  readonly properties: Readonly<Record<string, unknown>>;
  readonly $defs: { readonly appointment: { readonly properties: Readonly<Record<string, unknown>> } };
}

const file = join(import.meta.dirname, "../../../contracts/booking-message.v1.schema.json");
const published = JSON.parse(readFileSync(file, "utf8")) as Published;
const fields = Object.keys(published.properties);
const appointmentFields = Object.keys(published.$defs.appointment.properties);
const keepsSchema = new Ajv({ allErrors: true }).compile(published);

/** A month after the time in the examples' versions. */
const NOW = Date.parse("2026-12-24T12:00:00Z");

/** Rules that JSON Schema has no words for: the run-time check alone holds them. */
const BEYOND_JSON_SCHEMA = [
  "appointment-with-an-id-of-the-pipeline",
  "version-a-year-ahead",
  "version-in-microseconds",
];

const valid = validExamples("bookings");
const invalid = invalidExamples("bookings");

function appointmentsOf(message: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>>[] {
  return [message.appointment].flat() as Readonly<Record<string, unknown>>[];
}

describe("The valid examples of bookings", () => {
  test.each(valid)("%s keeps the contract, and gives its known fields that hold something, unchanged", (_, message) => {
    const { status, version } = message;
    const expected = appointmentsOf(message).map((appointment) => ({
      ok: true,
      booking: {
        status,
        ...(typeof version === "number" && { version }),
        appointment: Object.fromEntries(
          Object.entries(appointment).filter(([field, value]) => appointmentFields.includes(field) && value !== null),
        ),
      },
    }));
    expect(parseBooking(JSON.stringify(message), NOW)).toEqual({ ok: true, entries: expected });
  });

  test.each(valid)("%s keeps the published schema", (_, message) => {
    expect(keepsSchema(message)).toBe(true);
  });

  test("there is one for every field, and one for every field of the appointment", () => {
    const shown = new Set(valid.flatMap(([, message]) => Object.keys(message)));
    expect(fields.filter((field) => !shown.has(field))).toEqual([]);
    const inside = new Set(valid.flatMap(([, message]) => appointmentsOf(message).flatMap(Object.keys)));
    expect(appointmentFields.filter((field) => !inside.has(field))).toEqual([]);
  });
});

describe("The invalid examples of bookings", () => {
  test.each(invalid)("%s is refused for its reason and field", (_, example) => {
    const check = parseBooking(bodyOf(example), NOW);
    const entries = check.ok ? check.entries : [check];
    const first = entries.flatMap((entry) => (entry.ok ? [] : entry.violations))[0];
    expect(first).toMatchObject({ reason: example.reason, field: example.field });
  });

  test("there is one for every field", () => {
    const shown = new Set(invalid.map(([, { field }]) => field));
    expect(fields.filter((field) => !shown.has(field))).toEqual([]);
  });

  test("the published schema lets through only what it has no words for", () => {
    const passed = invalid.filter(
      ([, example]) => example.reason !== "INVALID_JSON" && keepsSchema(JSON.parse(bodyOf(example))),
    );
    expect(passed.map(([name]) => name).sort()).toEqual(BEYOND_JSON_SCHEMA);
  });
});

test("the published schema of bookings is the declaration's", () => {
  expect(published).toEqual(JSON.parse(JSON.stringify(bookingJsonSchema())));
});
