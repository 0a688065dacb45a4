/** The parts of FHIR R4 resources that events are made of: https://hl7.org/fhir/R4/datatypes.html. */
import { createHash } from "node:crypto";

export interface Coding {
  readonly system: string;
  readonly code: string;
}

export interface CodeableConcept {
  readonly coding?: readonly Coding[];
  readonly text?: string;
}

export interface Identifier {
  readonly value: string;
}

/** A literal reference, or a logical one: https://hl7.org/fhir/R4/references.html. */
export type Reference<Type extends string> =
  | { readonly reference: `${Type}/${string}` }
  | { readonly type: Type; readonly identifier: Identifier };

export interface Meta {
  /** Of two versions of a resource, the higher one is the later one. */
  readonly versionId?: string;
  /** An `instant`: ISO 8601 with seconds and an offset. */
  readonly lastUpdated: string;
}

/** The type `id`: https://hl7.org/fhir/R4/datatypes.html#id. */
const FHIR_ID = /^[A-Za-z0-9\-.]{1,64}$/;

/**
 * The id of a resource: the id of its event or, if FHIR does not allow that, a digest of it. The same event always has the
 * same one.
 */
export function resourceId(eventId: string): string {
  return FHIR_ID.test(eventId) ? eventId : createHash("sha256").update(eventId).digest("hex");
}

/** A reference to a resource of the receiver, by its id or, if that cannot be the id of a resource, as an identifier. */
export function referenceTo<Type extends string>(type: Type, id: string): Reference<Type> {
  return FHIR_ID.test(id) ? { reference: `${type}/${id}` } : { type, identifier: { value: id } };
}
