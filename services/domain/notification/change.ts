/** A change of one attribute of a notification's item. */
import type { DeliveryLogItem } from "../../../contracts/delivery-log";

export type Attribute = keyof DeliveryLogItem;

/** A change of one attribute; those of one write are about different ones. */
export type Change =
  | { readonly kind: "set" | "set if new"; readonly attribute: Attribute; readonly value: unknown }
  | { readonly kind: "remove"; readonly attribute: Attribute }
  /** Absent, it counts as 0. */
  | { readonly kind: "add"; readonly attribute: Attribute; readonly amount: number }
  /** To a list. */
  | { readonly kind: "append"; readonly attribute: Attribute; readonly value: unknown }
  /** The value of another attribute. */
  | { readonly kind: "copy"; readonly attribute: Attribute; readonly from: Attribute; readonly otherwise: unknown };

export function set(attribute: Attribute, value: unknown): Change {
  return { kind: "set", attribute, value };
}

/** Leaves the attribute as it is where there is no value. */
export function setWhereGiven(attribute: Attribute, value: unknown): Change[] {
  return value === undefined ? [] : [set(attribute, value)];
}
