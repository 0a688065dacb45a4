/** The payloads of the messages as AsyncAPI's Schema Objects, which are a superset of JSON Schema draft 7. */
import * as z from "zod/mini";
import { appointmentMessageSchema } from "../appointment-message";
import { bookingMessageSchema } from "../bookings/booking-message";
import { outcomeEventSchema, replyEventSchema } from "../events/event-schemas";

export type SchemaObject = Readonly<Record<string, unknown>>;

const declared = {
  appointmentMessage: appointmentMessageSchema,
  bookingMessage: bookingMessageSchema,
  outcomeEvent: outcomeEventSchema,
  replyEvent: replyEventSchema,
};

const DEFINITION = "#/definitions/";
export const SCHEMAS = "#/components/schemas/";

/** @returns the schemas of the contracts by name; a definition inside one is a schema of its own */
export function payloadSchemas(): Record<string, SchemaObject> {
  const schemas: Record<string, SchemaObject> = {};
  for (const [name, schema] of Object.entries(declared)) {
    const { $schema, definitions, ...own } = z.toJSONSchema(schema, { io: "input", target: "draft-7" });
    for (const [id, { id: _, ...definition }] of Object.entries(definitions ?? {})) {
      schemas[nameOf(id)] = withReferences(definition);
    }
    schemas[name] = withReferences(own);
  }
  return schemas;
}

const nameOf = (id: string) => (id === "appointment" ? "bookedAppointment" : id);

function withReferences(schema: object): SchemaObject {
  return JSON.parse(JSON.stringify(schema), (key, value) =>
    key === "$ref" && typeof value === "string" && value.startsWith(DEFINITION)
      ? `${SCHEMAS}${nameOf(value.slice(DEFINITION.length))}`
      : value,
  ) as SchemaObject;
}
