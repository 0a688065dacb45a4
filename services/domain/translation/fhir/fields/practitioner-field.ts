/** Whom the patient sees. */

import { child, type Element } from "../reading/element";
import { unknownModifier } from "../reading/modifiers";
import type { Target } from "../reading/resources";
import type { Draft } from "./draft";
import type { Participant, Resolve } from "./participants";
import { bestName, shownName } from "./person-name";

/**
 * Sets the field from the first who has a name. It is the contract's `practitioner`, as it is to be shown: `doctorName`
 * would add a title to nurses and therapists, whom FHIR calls practitioners, too.
 * @param practitioners who attend, the most important first
 */
export function setPractitioner(
  draft: Draft,
  practitioners: readonly Participant[],
  resolve: Resolve,
  moment: string,
): void {
  const named = practitioners.flatMap(({ target }) => nameOf(target, resolve, moment) ?? []);
  const [first, ...others] = named;
  if (first) draft.setShown("practitioner", first.name, first.element);
  if (others[0]) draft.note(others[0].element, "is left out: one practitioner is shown");
}

interface Named {
  readonly name: string;
  readonly element: Element;
}

function nameOf(target: Target, resolve: Resolve, moment: string): Named | undefined {
  const { resource } = target;
  const held = resource?.type === "PractitionerRole" ? child(resource.element, "practitioner") : undefined;
  const holder = resource && held && personName(resolve(held, resource), moment);
  return holder ?? personName(target, moment);
}

/** The name of a Practitioner, or else the one in the reference. */
function personName({ element, resource, display }: Target, moment: string): Named | undefined {
  const isPerson = resource?.type === "Practitioner" && !unknownModifier(resource.element);
  const best = isPerson ? bestName(resource.element, moment) : undefined;
  const name = best && shownName(best);
  if (best && name !== undefined) return { name, element: best };
  return display === undefined ? undefined : { name: display, element: child(element, "display") };
}
