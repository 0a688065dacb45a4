import { readFileSync } from "node:fs";
import { join } from "node:path";
import Ajv from "ajv/dist/2020";
import { parseAppointment } from "../../contracts/appointment-check";
import { appointmentJsonSchema } from "../../contracts/appointment-message";
import { bodyOf, invalidExamples, validExamples } from "../support/data/examples";

const published = JSON.parse(
  readFileSync(join(import.meta.dirname, "../../contracts/appointment-message.v1.schema.json"), "utf8"),
) as { properties: Record<string, unknown> };
const fields = Object.keys(published.properties);
const keepsSchema = new Ajv({ allErrors: true }).compile(published);

/** Rules that JSON Schema has no words for: the run-time check alone holds them. */
const BEYOND_JSON_SCHEMA = [
  "reminder-plan-with-a-step-twice",
  "appointment-time-no-such-day",
  "appointment-time-no-leap-year",
  "time-zone-etc-offset",
  "time-zone-unknown",
];

describe("The valid examples", () => {
  test.each(validExamples())("%s keeps the contract", (_, message) => {
    expect(parseAppointment(JSON.stringify(message))).toMatchObject({ ok: true });
  });

  test.each(validExamples())("%s gives its known fields that hold something, unchanged", (_, message) => {
    const holding = Object.entries(message).filter(
      ([field, value]) => fields.includes(field) && value !== null && String(value).trim() !== "",
    );
    expect(parseAppointment(JSON.stringify(message))).toMatchObject({ appointment: Object.fromEntries(holding) });
    const check = parseAppointment(JSON.stringify(message));
    expect(check.ok && Object.keys(check.appointment).sort()).toEqual(holding.map(([field]) => field).sort());
  });

  test.each(validExamples())("%s keeps the published schema", (_, message) => {
    expect(keepsSchema(message)).toBe(true);
  });

  test("there is one for every field", () => {
    const shown = new Set(validExamples().flatMap(([, message]) => Object.keys(message)));
    expect(fields.filter((field) => !shown.has(field))).toEqual([]);
  });
});

describe("The invalid examples", () => {
  test.each(invalidExamples())("%s is refused for its reason and field", (_, example) => {
    const check = parseAppointment(bodyOf(example));
    expect(!check.ok && check.violations[0]).toMatchObject({ reason: example.reason, field: example.field });
  });

  test("there is one for every field", () => {
    const shown = new Set(invalidExamples().map(([, { field }]) => field));
    expect(fields.filter((field) => !shown.has(field))).toEqual([]);
  });

  test.each(
    invalidExamples().filter(([name, { reason }]) => reason !== "INVALID_JSON" && !BEYOND_JSON_SCHEMA.includes(name)),
  )("%s breaks the published schema too", (_, example) => {
    expect(keepsSchema(JSON.parse(bodyOf(example)))).toBe(false);
  });

  test("the published schema lets through only what it has no words for", () => {
    const passed = invalidExamples().filter(
      ([, example]) => example.reason !== "INVALID_JSON" && keepsSchema(JSON.parse(bodyOf(example))),
    );
    expect(passed.map(([name]) => name).sort()).toEqual([...BEYOND_JSON_SCHEMA].sort());
  });
});

test("the published schema is the declaration's", () => {
  expect(published).toEqual(JSON.parse(JSON.stringify(appointmentJsonSchema())));
});
