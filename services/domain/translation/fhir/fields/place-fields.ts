/** Where an appointment takes place, and the names by which the clinic may be known. */

import { child, type Element, items, text, textOf } from "../reading/element";
import { identifierValues } from "../reading/identifiers";
import { unknownModifier } from "../reading/modifiers";
import type { Target } from "../reading/resources";
import type { Draft } from "./draft";
import { attending, type Participant, type Resolve } from "./participants";

/** Rooms in buildings on sites: parts of parts beyond this are ignored, which also ends circles. */
const MAX_DEPTH = 4;
/** Services and practitioners whose places and organizations are read. */
const MAX_OTHERS = 20;

export interface Site {
  /** What the sender calls the clinic, the most exact first. */
  readonly clinicNames: readonly string[];
  /** The elements that may have the zone of the place. */
  readonly zoned: readonly Element[];
}

/**
 * Sets `location`, and finds the clinic. A Location that attends is the place, or else that of the service or of the
 * practitioner's role. The name of a service is not shown: it may be that of a condition.
 */
export function setPlace(draft: Draft, participants: readonly Participant[], resolve: Resolve, moment: string): Site {
  const places = attending(participants, "place", moment).map(({ target }) => target);
  const others = (["service", "practitioner"] as const).flatMap((kind) =>
    attending(participants, kind, moment).slice(0, MAX_OTHERS),
  );
  const offered = others.flatMap(({ target: { resource } }) =>
    resource ? items(resource.element, "location").map((location) => resolve(location, resource)) : [],
  );
  const [place, ...more] = places.length > 0 ? places : offered.slice(0, 1);
  const chain = place ? partsOf(place, resolve) : [];
  const lines = [...shownNames(chain), ...addressLines(chain)];
  if (place && lines.length > 0) draft.setShown("location", lines.join("\n"), place.resource?.element ?? place.element);
  if (more[0]) draft.note(more[0].element, "is left out: one place is shown");
  const services = others.map(({ target }) => target).filter(({ type }) => type === "HealthcareService");
  const organizations = [...chain, ...others.map(({ target }) => target)].flatMap((target) =>
    ownersOf(target, resolve),
  );
  const names = [...chain, ...services, ...organizations].flatMap(namesOf);
  const zoned = chain.flatMap(({ resource }) =>
    resource ? [resource.element, child(resource.element, "address")] : [],
  );
  return { clinicNames: [...new Set(names)], zoned };
}

/** A place, and what it is part of. */
function partsOf(place: Target, resolve: Resolve): Target[] {
  const parts = [place];
  for (let last = place.resource; last && parts.length < MAX_DEPTH; last = parts.at(-1)?.resource) {
    const whole = resolve(child(last.element, "partOf"), last);
    if (!whole.resource && whole.id === undefined && whole.identifier === undefined && !whole.display) break;
    if (whole.resource && unknownModifier(whole.resource.element)) break;
    parts.push(whole);
  }
  return parts;
}

/** The organizations of a place, a service or a role, and what these are part of. */
function ownersOf({ resource }: Target, resolve: Resolve): Target[] {
  if (!resource) return [];
  const owners = ["managingOrganization", "providedBy", "organization"].map((name) => child(resource.element, name));
  return owners
    .filter(({ value }) => value !== undefined)
    .flatMap((owner) => partsOf(resolve(owner, resource), resolve));
}

function namesOf({ resource, id, identifier, display }: Target): string[] {
  const element = resource?.element ?? { value: undefined, path: "" };
  const own = [resource && !resource.container ? textOf(element, "id") : undefined, textOf(element, "name")];
  return [id, own[0], ...identifierValues(element), identifier, own[1], display].flatMap((name) => name ?? []);
}

/** The widest first, as in an address: `North Clinic`, `Room 3`. */
function shownNames(chain: readonly Target[]): string[] {
  const shown: string[] = [];
  for (const { resource, display } of chain) {
    const name = (resource && placeName(resource.element)) ?? display;
    if (name !== undefined && !shown.some((narrower) => narrower.includes(name))) shown.push(name);
  }
  return shown.reverse();
}

/** `description` may say more than a text should; it is used where there is no name. */
function placeName(place: Element): string | undefined {
  return textOf(place, "name") ?? items(place, "alias").map(text).find(Boolean) ?? textOf(place, "description");
}

/** The address of the narrowest part that has one. */
function addressLines(chain: readonly Target[]): string[] {
  for (const { resource } of chain) {
    const address = child(resource?.element ?? { value: undefined, path: "" }, "address");
    const street = items(address, "line").flatMap((line) => text(line) ?? []);
    const region = [textOf(address, "state"), textOf(address, "postalCode")].filter(Boolean).join(" ");
    const city = [textOf(address, "city"), region].filter(Boolean).join(", ");
    const parts = [street.join(", "), city].filter(Boolean);
    const lines = parts.length > 0 ? parts : [textOf(address, "text")].flatMap((whole) => whole ?? []);
    if (lines.length > 0) return lines;
  }
  return [];
}
