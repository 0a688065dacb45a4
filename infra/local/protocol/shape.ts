/** The shape of a value in the query protocol: names and types, from the service models of AWS's SDKs. */

export type Shape =
  | { readonly kind: "text" | "number" | "flag" | "time" }
  | { readonly kind: "list"; readonly of: Shape; readonly flattenedAs?: string }
  | { readonly kind: "map"; readonly of: Shape; readonly flattenedAs: string }
  | Structure;

export interface Structure {
  readonly kind: "structure";
  readonly members: Readonly<Record<string, Shape>>;
}

export interface Operation {
  readonly input: Structure;
  /** Absent if the response has no result. */
  readonly output?: Structure;
}

/** A service that supports both protocols. */
export interface QueryService {
  /** The XML namespace of its responses. */
  readonly namespace: string;
  readonly operations: Readonly<Record<string, Operation>>;
  /** Error codes in the query protocol, by code in JSON; other codes are the same in both. */
  readonly errorCodes: Readonly<Record<string, string>>;
}

export const TEXT = { kind: "text" } as const;
export const NUMBER = { kind: "number" } as const;
export const FLAG = { kind: "flag" } as const;
/** ISO 8601 in the query protocol, seconds since 1970 in JSON. */
export const TIME = { kind: "time" } as const;

export function structure(members: Structure["members"]): Structure {
  return { kind: "structure", members };
}

/** `Name.member.1`, `Name.member.2`, ... */
export function list(of: Shape): Shape {
  return { kind: "list", of };
}

/** `Item.1`, `Item.2`, ..., with the name of an item, not of the list. */
export function flattened(flattenedAs: string, of: Shape): Shape {
  return { kind: "list", of, flattenedAs };
}

/** `Item.1.Name` and `Item.1.Value`, ... */
export function flattenedMap(flattenedAs: string, of: Shape): Shape {
  return { kind: "map", of, flattenedAs };
}

/** The name of a member on the wire. */
export function wireName(member: string, shape: Shape): string {
  return ("flattenedAs" in shape && shape.flattenedAs) || member;
}
