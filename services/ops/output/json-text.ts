/**
 * A result as JSON, which a terminal may show and any reader takes: control, direction and line-separator characters, and
 * what else shows nothing, are escaped. JSON itself asks for that of the first 32 only (RFC 8259, 7).
 * @param indent spaces a level
 */
export function jsonText(value: unknown, indent?: number): string {
  return JSON.stringify(value, null, indent).replace(/[\x7f-\x9f\p{Cf}\p{Zl}\p{Zp}]/gu, escaped);
}

function escaped(character: string): string {
  const units = Array.from({ length: character.length }, (_, index) => character.charCodeAt(index));
  return units.map((unit) => `\\u${unit.toString(16).padStart(4, "0")}`).join("");
}
