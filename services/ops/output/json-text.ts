/**
 * A result as JSON that is safe to show in a terminal: control, direction, line-separator and other invisible
 * characters are escaped. JSON itself requires this only for the first 32 characters (RFC 8259, section 7).
 * @param indent spaces for each level
 */
export function jsonText(value: unknown, indent?: number): string {
  return JSON.stringify(value, null, indent).replace(/[\x7f-\x9f\p{Cf}\p{Zl}\p{Zp}]/gu, escaped);
}

function escaped(character: string): string {
  const units = Array.from({ length: character.length }, (_, index) => character.charCodeAt(index));
  return units.map((unit) => `\\u${unit.toString(16).padStart(4, "0")}`).join("");
}
