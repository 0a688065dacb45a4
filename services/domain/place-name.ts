import { isPlaceholder, shown } from "./shown-value";

/** The text has a label of its own before the place. */
const LABEL = /^(?:location|place|where|address) ?:+ ?/i;

/**
 * The place as a text shows it; "" if there is nothing to show. The components of HL7 v2
 * (`NORTH CLINIC^ROOM 3^^MAIN&1.2.3`, data type PL) are written as words.
 * @param location contract v1
 */
export function placeName(location: string | undefined): string {
  const place = fromHl7(shown(location).replace(LABEL, ""));
  return isPlaceholder(place) ? "" : place;
}

function fromHl7(place: string): string {
  if (!place.includes("^")) return place;
  // The first sub-component is the name.
  const names = place.split("^").map((component) => (component.split("&")[0] ?? "").trim());
  const words = names.filter((name) => !isPlaceholder(name)).join(", ");
  return words || (isPlaceholder(place.replaceAll("^", " ").trim()) ? "" : place);
}
