/** Translates a response from AWS JSON to the XML of the query protocol. */
import { escapeXml } from "./call";
import { type Shape, wireName } from "./shape";

/** @returns the content of the element for a value, without members that are not in the shape */
export function contentOf(value: unknown, shape: Shape): string {
  switch (shape.kind) {
    case "list":
      return elements("member", value, shape.of);
    case "structure":
      return Object.entries(shape.members)
        .map(([member, of]) => memberOf(member, (value as Record<string, unknown>)[member], of))
        .join("");
    case "time":
      return new Date(Number(value) * 1_000).toISOString();
    default:
      return escapeXml(String(value));
  }
}

function memberOf(member: string, value: unknown, shape: Shape): string {
  if (value === undefined || value === null) return "";
  const name = wireName(member, shape);
  if (shape.kind === "list" && shape.flattenedAs) return elements(name, value, shape.of);
  if (shape.kind !== "map") return element(name, contentOf(value, shape));
  const entries = Object.entries(value as Record<string, unknown>);
  const content = entries.map(([key, of]) => element("Name", escapeXml(key)) + memberOf("Value", of, shape.of));
  return content.map((entry) => element(name, entry)).join("");
}

function elements(name: string, values: unknown, of: Shape): string {
  return (values as unknown[]).map((value) => element(name, contentOf(value, of))).join("");
}

function element(name: string, content: string): string {
  return `<${name}>${content}</${name}>`;
}
