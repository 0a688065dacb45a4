/** The resources of a message, and what its references refer to. */
import { child, type Element, isObject, items, text, textOf } from "./element";
import { type LiteralReference, literalReference } from "./literal-reference";

export interface Resource {
  readonly element: Element;
  readonly type: string;
  /** Where it is in the bundle's list; undefined in a message of one resource. */
  readonly entry?: number;
  /** As the bundle has it. */
  readonly fullUrl?: string;
  /**
   * The resource that contains this one: "it cannot be identified independently" then (FHIR R4, references, contained).
   */
  readonly container?: Resource;
}

/** What an element of the type Reference says. */
export interface Target {
  readonly element: Element;
  /** The resource, if the message has it. */
  readonly resource?: Resource;
  /** `Patient`, for instance. */
  readonly type?: string;
  /** The id in the reference, on the server that the sender speaks of. */
  readonly id?: string;
  /** The value of the identifier, if that is the reference. */
  readonly identifier?: string;
  readonly display?: string;
}

/** A resource of the message; undefined if the element is none. */
export function resourceOf(element: Element, at: Omit<Resource, "element" | "type"> = {}): Resource | undefined {
  const type = isObject(element.value) ? textOf(element, "resourceType") : undefined;
  return type === undefined ? undefined : { element, type, ...at };
}

/** Elements of roles, places, services, slots and schedules by which they refer to others. */
const REFERENCES = [
  ...["practitioner", "organization", "location", "managingOrganization", "partOf", "providedBy"],
  ...["schedule", "actor"],
];

/** From a slot to what the organization of the place of its practitioner's role is part of; deeper parts are not read. */
const MAX_LEVELS = 12;

export class Resources {
  readonly #byUrl = new Map<string, Resource[]>();
  readonly #byId = new Map<string, Resource[]>();
  /** By system and value; made when it is first needed. */
  #byIdentifier: Map<string, Resource[]> | undefined;
  /** The resources that one contains, by their ids there. */
  readonly #contained = new WeakMap<object, Map<string, Element>>();

  /** @param all without those that others contain */
  constructor(private readonly all: readonly Resource[]) {
    for (const resource of all) {
      const { fullUrl, type, element } = resource;
      const id = textOf(element, "id") ?? (fullUrl && literalReference(fullUrl)?.id);
      if (fullUrl !== undefined) add(this.#byUrl, fullUrl, resource);
      if (id !== undefined) add(this.#byId, `${type}/${id}`, resource);
    }
  }

  /**
   * Resolves a reference (FHIR R4, Bundle, "Resolving references in Bundles"; references, "Contained Resources").
   * @param from the resource that has the reference
   */
  target(element: Element, from: Resource): Target {
    const reference = textOf(element, "reference");
    const named = textOf(element, "type")?.split("/").pop();
    const display = textOf(element, "display");
    const said = { element, ...(display !== undefined && { display }) };
    const system = textOf(child(element, "identifier"), "system");
    const value = textOf(child(element, "identifier"), "value");
    const logical = { ...said, ...(named && { type: named }), ...(value !== undefined && { identifier: value }) };
    if (reference === undefined) {
      return value === undefined ? logical : this.#found(logical, this.#identified(named, system, value));
    }
    if (reference.startsWith("#")) return this.#found(logical, this.#containedIn(from, reference.slice(1)));
    const [path = "", query] = reference.split("?");
    if (query !== undefined) return this.#conditional(logical, path, query);
    const served = literalReference(reference);
    if (!served) return this.#found(logical, newest(this.#byUrl.get(reference) ?? []));
    const { type, id, version } = served;
    const candidates = this.#candidates(served, from);
    const exact = candidates.filter((one) => version && textOf(child(one.element, "meta"), "versionId") === version);
    return this.#found({ ...logical, type, id }, newest(exact.length > 0 ? exact : candidates));
  }

  /** The last version of a resource by its type and id; undefined if the message has none. */
  last(type: string, id: string): Resource | undefined {
    return newest(this.#byId.get(`${type}/${id}`) ?? []);
  }

  /**
   * The indexes of the entries that a resource needs: its own slots, what targets are in, and what these refer to.
   * @param targets what the resource refers to otherwise
   */
  entriesFor(resource: Resource, targets: readonly Target[]): ReadonlySet<number> {
    const slots = items(resource.element, "slot").map((slot) => this.target(slot, resource));
    let level = [...targets, ...slots].flatMap((target) => target.resource ?? []);
    const seen = new Set<unknown>();
    const entries = new Set<number>();
    for (let depth = 0; depth < MAX_LEVELS && level.length > 0; depth += 1) {
      level = level.flatMap((from) => {
        const { element, entry } = from;
        if (seen.has(element.value)) return [];
        seen.add(element.value);
        if (entry !== undefined) entries.add(entry);
        const references = REFERENCES.flatMap((name) => items(element, name));
        return references.flatMap((reference) => this.target(reference, from).resource ?? []);
      });
    }
    return entries;
  }

  /** A search in place of a reference, such as `Patient?identifier=urn:mrn|123` (FHIR R4, http, transaction). */
  #conditional(said: Target, type: string, query: string): Target {
    const given = new URLSearchParams(query).get("identifier") ?? "";
    const bar = given.indexOf("|");
    const [system, value] = bar < 0 ? [undefined, given] : [given.slice(0, bar) || undefined, given.slice(bar + 1)];
    if (!value) return { ...said, type };
    return this.#found({ ...said, type, identifier: value }, this.#identified(type, system, value));
  }

  /** A relative reference is relative to the server of the entry that has it. */
  #candidates({ url, type, id }: LiteralReference, from: Resource): readonly Resource[] {
    const exact = this.#byUrl.get(url);
    if (exact) return exact;
    const relative = `${type}/${id}`;
    const byId = this.#byId.get(relative) ?? [];
    if (url !== relative)
      return byId.filter(({ fullUrl }) => fullUrl === undefined || literalReference(fullUrl) === undefined);
    const own = (from.container ?? from).fullUrl;
    const server = own && literalReference(own)?.server;
    const sameServer = server ? byId.filter(({ fullUrl }) => fullUrl === `${server}/${relative}`) : [];
    if (sameServer.length > 0) return sameServer;
    // Servers differ, and the reference does not say which: nothing is better than another person's phone.
    return new Set(byId.map(({ fullUrl }) => fullUrl)).size > 1 ? [] : byId;
  }

  /** Who else has the same identifier makes it mean nobody. */
  #identified(type: string | undefined, system: string | undefined, value: string): Resource | undefined {
    this.#byIdentifier ??= this.#indexed();
    const same = this.#byIdentifier.get(JSON.stringify([system, value])) ?? [];
    const found = same.filter((one) => type === undefined || one.type === type);
    const owners = new Set(found.map(({ fullUrl, element }) => fullUrl ?? textOf(element, "id")));
    return owners.size > 1 ? undefined : newest(found);
  }

  #indexed(): Map<string, Resource[]> {
    const index = new Map<string, Resource[]>();
    for (const resource of this.all) {
      for (const identifier of items(resource.element, "identifier")) {
        add(index, JSON.stringify([textOf(identifier, "system"), textOf(identifier, "value")]), resource);
      }
    }
    return index;
  }

  /** A contained resource; it may refer to others of its container. */
  #containedIn(from: Resource, id: string): Resource | undefined {
    const container = from.container ?? from;
    const { value } = container.element;
    if (id === "" || !isObject(value)) return container;
    const known = this.#contained.get(value) ?? byOwnId(items(container.element, "contained"));
    this.#contained.set(value, known);
    const found = known.get(id);
    const { entry, fullUrl } = container;
    const at = { container, ...(entry !== undefined && { entry }), ...(fullUrl !== undefined && { fullUrl }) };
    return found && resourceOf(found, at);
  }

  /** Nothing that is read of an appointment is another one: the message with this one only does not have it. */
  #found(said: Target, resource: Resource | undefined): Target {
    if (resource?.type === "Appointment") return { ...said, type: resource.type };
    return resource ? { ...said, type: resource.type, resource } : said;
  }
}

/** By the ids that resources have; of two with the same, the first. */
function byOwnId(elements: readonly Element[]): Map<string, Element> {
  return new Map(elements.map((element) => [textOf(element, "id") ?? "", element] as const).reverse());
}

/** Of several versions, the last one; without times, the last in the bundle. */
function newest(versions: readonly Resource[]): Resource | undefined {
  const time = ({ element }: Resource) => Date.parse(text(child(child(element, "meta"), "lastUpdated")) ?? "") || 0;
  return versions.reduce<Resource | undefined>((best, one) => (best && time(one) < time(best) ? best : one), undefined);
}

function add<Key>(map: Map<Key, Resource[]>, key: Key, resource: Resource): void {
  const list = map.get(key);
  if (list) list.push(resource);
  else map.set(key, [resource]);
}
