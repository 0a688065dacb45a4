import { isLink } from "./link";
import { isPlaceholder, shownLines } from "./shown-value";

/** The text has a label of its own before the place. */
const LABEL = /^(?:location|place|where|address) ?:+ ?/i;

/** What spreadsheets and databases write for an empty cell. */
const ZERO = /^0+(?:[.,:]0+)*$/;

/** After these, and after a link, nothing else separates a line from the next one. */
const SEPARATED = /[,;:.!?\u2026\u3001\u3002\p{Pd}]$/u;

/**
 * The lines of the place ({@link shownLines}); none if there is nothing to show. The components of HL7 v2
 * (`NORTH CLINIC^ROOM 3^^MAIN&1.2.3`, data type PL) are written as words.
 * @param location contract v1
 */
export function placeLines(location: string | undefined): string[] {
  const lines = shownLines(location).map((line, index) => fromHl7(index === 0 ? line.replace(LABEL, "") : line));
  const shown = lines.filter((line) => !isPlaceholder(line));
  return shown.every((line) => ZERO.test(line)) ? [] : shown;
}

/** The place in one line, its lines separated by commas ({@link placeLines}); "" if there is nothing to show. */
export function placeName(location: string | undefined): string {
  return placeLines(location).reduce((before, line) => `${before}${separatorAfter(before)}${line}`, "");
}

function separatorAfter(text: string): string {
  if (!text) return "";
  return SEPARATED.test(text) || isLink(text.split(" ").at(-1) ?? "") ? " " : ", ";
}

function fromHl7(place: string): string {
  if (!place.includes("^")) return place;
  // The first sub-component is the name.
  const names = place.split("^").map((component) => (component.split("&")[0] ?? "").trim());
  const words = names.filter((name) => !isPlaceholder(name)).join(", ");
  return words || (isPlaceholder(place.replaceAll("^", " ").trim()) ? "" : place);
}
