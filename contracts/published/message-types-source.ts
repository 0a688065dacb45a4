/** Writes the types of messages from their JSON Schemas, so that an editor shows what each field means. */
import { appointmentJsonSchema } from "../appointment-message";
import { bookingJsonSchema } from "../bookings/booking-message";
import { outcomeEventJsonSchema, replyEventJsonSchema } from "../events/event-schemas";
import { commentLines } from "./comment-lines";
import { FIELDS_TO_BOOK, FIELDS_TO_SEND } from "./sent-fields";

interface Schema {
  readonly description?: string;
  readonly type?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly anyOf?: readonly Schema[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly pattern?: string;
  readonly $defs?: Readonly<Record<string, Schema>>;
}

/** Characters of a line, as in `biome.json`. */
const WIDTH = 120;
const WRITTEN = "Written by `npm run schema`.";

/** The content of `message-types.ts`: what senders write. */
export function messageTypesSource(): string {
  const booking = bookingJsonSchema() as Schema;
  return source(`What senders may write into a message. ${WRITTEN}`, [
    interfaceOf(
      "AppointmentToSend",
      "An appointment whose patient is to be reminded now: contract v1 of the appointments queue.",
      appointmentJsonSchema() as Schema,
      FIELDS_TO_SEND,
    ),
    interfaceOf(
      "AppointmentToBook",
      "An appointment as it is now, in a booking.",
      booking.$defs?.appointment ?? {},
      FIELDS_TO_BOOK,
    ),
  ]);
}

/** The content of `event-types.ts`: what subscribers read. */
export function eventTypesSource(): string {
  const outcome = outcomeEventJsonSchema() as Schema;
  const reply = replyEventJsonSchema() as Schema;
  return source(`The events of the topic. ${WRITTEN}`, [
    interfaceOf("OutcomeEvent", outcome.description ?? "", outcome),
    interfaceOf("ReplyEvent", reply.description ?? "", reply),
  ]);
}

function source(description: string, interfaces: readonly string[]): string {
  return `${[`/** ${description} */`, ...interfaces].join("\n\n")}\n`;
}

function interfaceOf(name: string, description: string, schema: Schema, only?: ReadonlySet<string>): string {
  const fields = Object.entries(schema.properties ?? {}).filter(([field]) => only?.has(field) ?? true);
  const lines = fields.flatMap(([field, value]) => [
    ...comment(value.description ?? "", "  "),
    property(`  readonly ${field}${schema.required?.includes(field) ? "" : "?"}:`, typesOf(value)),
  ]);
  return [...comment(description, ""), `export interface ${name} {`, ...lines, "}"].join("\n");
}

/** As the formatter writes it, in one line or one for each type. */
function property(name: string, types: readonly string[]): string {
  const single = `${name} ${types.join(" | ")};`;
  return single.length <= WIDTH ? single : `${[name, ...types.map((type) => `    | ${type}`)].join("\n")};`;
}

/** The types of a field's values. A blank text, which stands for no value, is the empty one. */
function typesOf({ anyOf, enum: values, const: value, pattern, type }: Schema): string[] {
  if (anyOf) {
    const types = [...new Set(anyOf.flatMap(typesOf))];
    return types.includes("string") ? types.filter((one) => !one.startsWith('"')) : types;
  }
  if (value !== undefined) return [JSON.stringify(value)];
  if (values) return values.map((one) => JSON.stringify(one));
  if (pattern === "^\\s*$") return ['""'];
  if (type === "integer" || type === "number") return ["number"];
  if (type === "string" || type === "null") return [type];
  throw new Error(`no type is written for the JSON Schema type ${type}`);
}

/** A comment, in lines of at most {@link WIDTH} characters. */
function comment(text: string, indent: string): string[] {
  const single = `${indent}/** ${text} */`;
  if (single.length <= WIDTH) return [single];
  const lines = commentLines(text, WIDTH - 3 - indent.length);
  return [`${indent}/**`, ...lines.map((line) => `${indent} * ${line}`), `${indent} */`];
}
