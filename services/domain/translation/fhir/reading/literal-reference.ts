/** The parts of a reference to a server, such as `https://ehr.example/fhir/Patient/1/_history/2`. */
export interface LiteralReference {
  /** `https://ehr.example/fhir`; "" in a relative reference. */
  readonly server: string;
  readonly type: string;
  readonly id: string;
  readonly version?: string;
  /** Without the version. */
  readonly url: string;
}

/** @returns undefined if it is none, such as a urn */
export function literalReference(reference: string): LiteralReference | undefined {
  const [whole = "", version] = reference.split("/_history/");
  const parts = whole.split("/");
  const id = parts.pop() ?? "";
  const type = parts.pop() ?? "";
  if (!/^[A-Z][A-Za-z]+$/.test(type) || !/^[^\s#]+$/.test(id)) return undefined;
  return { server: parts.join("/"), type, id, url: whole, ...(version !== undefined && { version }) };
}
