/** A FHIR message: one resource, or a bundle. */
import { child, type Element, isObject, items, textOf } from "./reading/element";
import { type Resource, Resources, resourceOf } from "./reading/resources";

export interface BundleEntry {
  readonly element: Element;
  readonly index: number;
  readonly resource?: Resource;
  /** The method of the request, such as `DELETE`; "" if there is none. */
  readonly method: string;
  /** What the entry is about, such as `Appointment/1`; "" if it does not say. */
  readonly url: string;
}

export class FhirMessage {
  readonly bundle?: Element;
  readonly entries: readonly BundleEntry[];
  readonly resources: Resources;

  /**
   * @param body the text
   * @param root the resource that the text is
   */
  constructor(
    readonly body: string,
    readonly root: Resource,
  ) {
    const isBundle = root.type === "Bundle";
    if (isBundle) this.bundle = root.element;
    this.entries = isBundle ? items(root.element, "entry").map(readEntry) : [];
    this.resources = new Resources(isBundle ? this.entries.flatMap(({ resource }) => resource ?? []) : [root]);
  }

  /**
   * A message with one resource, and those that it needs.
   * @param value the resource as it is to be, which may have less in it
   * @param needed indexes of entries
   */
  withOnly(resource: Resource, value: unknown, needed: ReadonlySet<number>): string {
    const isWhole = value === resource.element.value;
    if (!this.bundle) return isWhole ? this.body : this.#written(value);
    const own = this.entries.filter(
      ({ index, resource: other }) =>
        index === resource.entry || this.#isHeader(index) || (needed.has(index) && other?.type !== "Appointment"),
    );
    if (isWhole && own.length === this.entries.length) return this.body;
    return this.#bundleOf(
      own.map(({ element, index }) =>
        index === resource.entry && isObject(element.value) ? { ...element.value, resource: value } : element.value,
      ),
    );
  }

  /** A message with one entry. */
  withEntry(entry: BundleEntry): string {
    const kept = this.entries.filter(({ index }) => index === entry.index || this.#isHeader(index));
    return kept.length === this.entries.length ? this.body : this.#bundleOf(kept.map(({ element }) => element.value));
  }

  /** The first entry of a message or of a notification says what the others are. */
  #isHeader(index: number): boolean {
    const type = this.entries[index]?.resource?.type ?? "";
    return index === 0 && ["MessageHeader", "Parameters", "SubscriptionStatus"].includes(type);
  }

  /** A signature and a total would no longer be right. */
  #bundleOf(entry: readonly unknown[]): string {
    const { signature: _signature, total: _total, ...bundle } = this.root.element.value as Record<string, unknown>;
    return this.#written({ ...bundle, entry });
  }

  /** JSON in characters that SQS accepts: these two can be in a message only as escapes. */
  #written(value: unknown): string {
    const escaped = (character: string) => `\\u${character.charCodeAt(0).toString(16)}`;
    try {
      return JSON.stringify(value).replace(/[\ufffe\uffff]/g, escaped);
    } catch {
      // Nested too deeply to be written.
      return this.body;
    }
  }
}

function readEntry(element: Element, index: number): BundleEntry {
  const fullUrl = textOf(element, "fullUrl");
  const request = child(element, "request");
  const resource = resourceOf(child(element, "resource"), { entry: index, ...(fullUrl !== undefined && { fullUrl }) });
  return {
    element,
    index,
    ...(resource && { resource }),
    method: textOf(request, "method")?.toUpperCase() ?? "",
    url: textOf(request, "url") ?? fullUrl ?? "",
  };
}
