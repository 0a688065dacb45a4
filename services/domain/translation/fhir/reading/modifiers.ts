import { child, type Element, items, text } from "./element";

/**
 * The first element that may change the meaning of the others in a way that this code does not know: a modifier
 * extension ("Applications processing a resource are required to check for modifier extensions", FHIR R4,
 * BackboneElement), or `implicitRules`, "which must be understood when processing the content" (Resource). Other
 * extensions are ignored.
 */
export function unknownModifier(element: Element): Element | undefined {
  const rules = child(element, "implicitRules");
  return items(element, "modifierExtension")[0] ?? (text(rules) === undefined ? undefined : rules);
}

export const MODIFIER_PROBLEM = "may change the meaning of what it is part of: it is not known, and must be left out";
