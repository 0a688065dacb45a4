import { isPlaceholder, shown } from "./shown-value";

/** The text has a label of its own before the place. */
const LABEL = /^(?:location|place|where|address) ?:+ ?/i;

/**
 * Where the patient is expected, as it may stand in a text; empty where there is nothing to say. The components of HL7 v2
 * (`NORTH CLINIC^ROOM 3^^MAIN&1.2.3`, data type PL) are put in words.
 * @param location contract v1
 */
export function placeName(location: string | undefined): string {
  const place = fromHl7(shown(location).replace(LABEL, ""));
  return isPlaceholder(place) ? "" : place;
}

function fromHl7(place: string): string {
  if (!place.includes("^")) return place;
  // Of a component's sub-components the name comes first.
  const names = place.split("^").map((component) => (component.split("&")[0] ?? "").trim());
  const words = names.filter((name) => !isPlaceholder(name)).join(", ");
  return words || (isPlaceholder(place.replaceAll("^", " ").trim()) ? "" : place);
}
