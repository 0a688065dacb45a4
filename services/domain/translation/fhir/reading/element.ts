/**
 * Elements of a FHIR message in JSON. Nothing has checked the message: an element of another type than FHIR's is
 * absent, except for what some senders write, namely a single element in place of a list, and numbers and booleans as
 * texts.
 */

/** A value of the message, with its path such as `Bundle.entry[2].resource.start`. */
export interface Element {
  readonly value: unknown;
  readonly path: string;
}

/** The element of a name; its value is undefined if there is none. */
export function child({ value, path }: Element, name: string): Element {
  return { value: isObject(value) ? value[name] : undefined, path: `${path}.${name}` };
}

/** The elements of a list. A single element is read as a list of one. */
export function items(parent: Element, name: string): Element[] {
  const { value, path } = child(parent, name);
  if (Array.isArray(value)) return value.map((item, index) => ({ value: item, path: `${path}[${index}]` }));
  return value === undefined || value === null ? [] : [{ value, path: `${path}[0]` }];
}

/** The text of a primitive element without the spaces around it; undefined if it is blank. */
export function text({ value }: Element): string | undefined {
  if (typeof value === "number") return String(value);
  return typeof value === "string" ? value.trim() || undefined : undefined;
}

/** The text of the element of a name: see {@link text}. */
export function textOf(parent: Element, name: string): string | undefined {
  return text(child(parent, name));
}

/** Whether the element of a name is `true`. */
export function isTrue(parent: Element, name: string): boolean {
  const { value } = child(parent, name);
  return value === true || value === "true";
}

/** A positive whole number; undefined if the element is none. */
export function countOf(parent: Element, name: string): number | undefined {
  const count = Number(textOf(parent, name));
  return Number.isSafeInteger(count) && count > 0 ? count : undefined;
}

/**
 * The extensions with a URL.
 * @param url absolute, or the name of a part of a complex extension
 */
export function extensions(parent: Element, url: string): Element[] {
  return items(parent, "extension").filter((extension) => textOf(extension, "url") === url);
}

/** Whether the value of an element is a JSON object. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The codes of a list of CodeableConcepts, of one code system. */
export function codesOf(parent: Element, name: string, system: string): string[] {
  return items(parent, name)
    .flatMap((concept) => items(concept, "coding"))
    .filter((coding) => textOf(coding, "system") === system)
    .flatMap((coding) => textOf(coding, "code") ?? []);
}
