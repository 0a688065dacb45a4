import { child, type Element, text } from "../reading/element";
import { bestIdentifier } from "../reading/identifiers";
import type { Target } from "../reading/resources";

export interface PatientId {
  readonly id: string;
  readonly element: Element;
}

/**
 * Who the patient is: the id in the reference, or else that of the resource; without one, the best identifier. A
 * contained resource has no id outside its message.
 * @param moment ISO 8601; identifiers of other periods are left out
 */
export function patientIdOf({ element, resource, id, identifier }: Target, moment: string): PatientId | undefined {
  if (id !== undefined) return { id, element: child(element, "reference") };
  const own = resource && !resource.container ? child(resource.element, "id") : undefined;
  const best = resource && bestIdentifier(resource.element, moment);
  const candidates = [own, best && child(best, "value")].flatMap((one) => one ?? []);
  const found = candidates.find((one) => text(one) !== undefined);
  if (found) return { id: text(found) ?? "", element: found };
  if (identifier === undefined) return undefined;
  const literal = child(element, "reference");
  return {
    id: identifier,
    element: literal.value === undefined ? child(child(element, "identifier"), "value") : literal,
  };
}
