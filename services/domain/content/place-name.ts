import { sanitized } from "../appointment/sanitized-value";
import { isPlaceholder, shownLines } from "../appointment/shown-value";
import { isLink } from "./link";

/** A label in the value: the message has a label of its own before the location. */
const LABEL = /^(?:location|place|where|address) ?:+ ?/i;

/** How spreadsheets and databases may write an empty cell. */
const ZERO = /^0+(?:[.,:]0+)*$/;

/** No comma is added after these, or after a link. */
const SEPARATED = /[,;:.!?\u2026\u3001\u3002\p{Pd}]$/u;

/**
 * The lines of the location ({@link shownLines}); none if there is nothing to show. The components of HL7 v2
 * (`NORTH CLINIC^ROOM 3^^MAIN&1.2.3`, data type PL) are written as words.
 * @param location contract v1
 */
export function placeLines(location: string | undefined): string[] {
  const [first = "", ...others] = shownLines(location);
  const lines = [first.replace(LABEL, ""), ...others].filter(
    (line) => !isPlaceholder(line.replaceAll("^", " ").trim()),
  );
  const shown = lines.map((line) => hl7Names(line) || (lines.length === 1 ? line : "")).filter((line) => line !== "");
  return shown.every((line) => ZERO.test(line)) ? [] : shown;
}

/** The lines of a location in one line, separated by commas; "" if there are none. */
export function inOneLine(lines: readonly string[]): string {
  return lines.reduce((before, line) => `${before}${separatorAfter(before)}${line}`, "");
}

function separatorAfter(text: string): string {
  if (!text) return "";
  return SEPARATED.test(text) || isLink(text.split(" ").at(-1) ?? "") ? " " : ", ";
}

/** The named components of an HL7 v2 location; "" if there are none. Other text is returned unchanged. */
function hl7Names(place: string): string {
  if (!place.includes("^")) return place;
  // The first sub-component is the name.
  const names = place.split("^").map((component) => sanitized(component.split("&")[0]));
  return names.filter((name) => !isPlaceholder(name)).join(", ");
}
