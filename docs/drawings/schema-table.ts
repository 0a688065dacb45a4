/** A JSON Schema as a table of its fields. */

export interface Schema {
  readonly $ref?: string;
  readonly type?: string;
  readonly description?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly anyOf?: readonly Schema[];
  readonly items?: Schema;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly maxLength?: number;
  readonly pattern?: string;
}

interface Schemas {
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

/** @returns the schema that a reference names, or the schema itself */
export function resolved({ components }: Schemas, schema: Schema): Schema {
  const name = schema.$ref?.split("/").at(-1);
  return (name && components.schemas[name]) || schema;
}

/** Its fields, of which those in bold are required, as a Markdown table. Those that are to be left out are not in it. */
export function fieldTable(document: Schemas, { properties = {}, required = [] }: Schema): string {
  const rows = Object.entries(properties).flatMap(([field, schema]) => {
    const name = required.includes(field) ? `**\`${field}\`**` : `\`${field}\``;
    const values = valuesOf(document, schema);
    return values ? [`| ${name} | ${values} | ${schema.description ?? ""} |`] : [];
  });
  return ["| | | |", "| --- | --- | --- |", ...rows].join("\n");
}

/** What a field's values are, in words. A value in place of one that is not known is left out. */
function valuesOf(document: Schemas, schema: Schema): string {
  if (schema.$ref) return "an [appointment](#appointment-of-a-booking)";
  if (schema.anyOf) {
    const known = schema.anyOf.filter(({ type, pattern }) => type !== "null" && pattern !== "^\\s*$");
    return known.map((one) => valuesOf(document, one)).join(", or ");
  }
  if (schema.const !== undefined) return `\`${schema.const}\``;
  if (schema.enum) return schema.enum.map((value) => `\`${value}\``).join(", ");
  if (schema.type === "array") return "a list of them";
  if (schema.type === "integer") return "a whole number";
  if (schema.type === "object") return "an object";
  return schema.maxLength ? `a text of up to ${schema.maxLength} characters` : "a text";
}
