/** The events of the topic: what the published schemas and types say, and what a subscriber reads. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { outcomeEventJsonSchema, replyEventJsonSchema } from "../../../contracts/events/event-schemas";
import { parseEvent } from "../../../contracts/published/contracts";
import { eventTypesSource, messageTypesSource } from "../../../contracts/published/message-types-source";
import { fc, runs } from "../../support/data/properties";
import { checkEvents, eventExamples } from "../../support/data/published-events";

const CONTRACTS = join(import.meta.dirname, "../../../contracts");
const read = (path: string) => readFileSync(join(CONTRACTS, path), "utf8");
const [, delivered = {}] = eventExamples().find(([name]) => name === "sms-delivered") ?? [];
const [, confirmed = {}] = eventExamples().find(([name]) => name === "confirmed") ?? [];

test.each([outcomeEventJsonSchema(), replyEventJsonSchema()])(
  "the published schema $$id is the declaration's",
  (schema) => {
    expect(JSON.parse(read(String(schema.$id)))).toEqual(JSON.parse(JSON.stringify(schema)));
  },
);

test.each([
  ["published/message-types.ts", messageTypesSource()],
  ["events/event-types.ts", eventTypesSource()],
])("%s is what npm run schema writes", (path, source) => {
  expect(read(path)).toBe(source);
});

describe("The examples", () => {
  test.each(eventExamples())("%s keeps its published schema, and is read as it is", (_, event) => {
    expect(() => checkEvents([event])).not.toThrow();
    expect(parseEvent(JSON.stringify(event))).toEqual({ ok: true, event });
  });

  test("there is one for every field", () => {
    const shown = (of: (event: object) => boolean) =>
      new Set(eventExamples().flatMap(([, event]) => (of(event) ? Object.keys(event) : [])));
    const fields = (schema: Record<string, unknown>) => Object.keys(schema.properties ?? {}).sort();
    expect([...shown((event) => !("replyId" in event))].sort()).toEqual(fields(outcomeEventJsonSchema()));
    expect([...shown((event) => "replyId" in event)].sort()).toEqual(fields(replyEventJsonSchema()));
  });
});

describe("A subscriber reads", () => {
  test("an event inside SNS's own JSON like one that is delivered raw", () => {
    const envelope = { Type: "Notification", MessageId: "m-1", Message: JSON.stringify(delivered) };
    expect(parseEvent(JSON.stringify(envelope))).toEqual({ ok: true, event: delivered });
  });

  test("an event with fields that it does not know, without them", () => {
    expect(parseEvent(JSON.stringify({ ...delivered, carrier: "new" }))).toEqual({ ok: true, event: delivered });
  });

  test.each([
    ["not JSON", "{", "", "INVALID_JSON"],
    ["a list", "[]", "", "INVALID_JSON"],
    ["of a newer version", { ...delivered, schemaVersion: 2 }, "schemaVersion", "UNSUPPORTED_SCHEMA_VERSION"],
    ["in FHIR", { resourceType: "Communication", id: "1" }, "resourceType", "CONTRACT_VIOLATION"],
    ["an outcome without its transition", { ...delivered, transition: undefined }, "transition", "CONTRACT_VIOLATION"],
    ["an outcome with the status of an answer", { ...delivered, status: "CONFIRMED" }, "status", "CONTRACT_VIOLATION"],
    ["an answer with the status of an outcome", { ...confirmed, status: "SMS_SENT" }, "status", "CONTRACT_VIOLATION"],
    ["a time in another format", { ...delivered, occurredAt: "1/3/2027" }, "occurredAt", "CONTRACT_VIOLATION"],
  ])("no event from what is %s: the field is named, and no value", (_, body, field, reason) => {
    const check = parseEvent(typeof body === "string" ? body : JSON.stringify(body));
    expect(check).toEqual({ ok: false, violations: [{ field, problem: expect.any(String), reason }] });
    expect(JSON.stringify(check)).not.toMatch(/1\/3\/2027|CONFIRMED/);
  });

  test("whatever comes, without an error", () => {
    const anything = fc.oneof(
      fc.string(),
      fc.json(),
      fc.json().map((Message) => JSON.stringify({ Type: "Notification", Message })),
    );
    fc.assert(
      fc.property(anything, (body) => {
        const check = parseEvent(body);
        return check.ok || check.violations.length > 0;
      }),
      runs(300),
    );
  });
});
