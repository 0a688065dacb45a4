/** Identifiers of business, for resources whose id is not known outside the message. */
import { child, codesOf, type Element, isObject, items, textOf } from "./element";
import { includes } from "./period";

/** By use (FHIR R4, value set identifier-use), the best first. `old` and `temp` do not last. */
const USES: readonly (string | undefined)[] = ["official", "usual", undefined, "secondary"];
const TYPES = "http://terminology.hl7.org/CodeSystem/v2-0203";
/** HL7's table 0203: medical record number, then internal ids of patients. */
const PATIENT_TYPES = ["MR", "PI", "PT"];
/** Numbers of a person outside healthcare, or of who pays: social security, licences, passport, tax, insurance. */
const PRIVATE_TYPES = new Set(["SS", "DL", "PPN", "TAX", "SB", "MB", "NIIP", "HC"]);

/**
 * The identifier that lasts longest: by type for a patient, then by use.
 * @param moment ISO 8601; identifiers of other periods are left out
 */
export function bestIdentifier(resource: Element, moment: string): Element | undefined {
  const types = (identifier: Element) => {
    const { value, path } = child(identifier, "type");
    return codesOf({ value: { type: value }, path }, "type", TYPES);
  };
  const typeRank = (identifier: Element) => {
    const ranks = types(identifier)
      .map((type) => PATIENT_TYPES.indexOf(type))
      .filter((rank) => rank >= 0);
    return ranks.length > 0 ? Math.min(...ranks) : PATIENT_TYPES.length;
  };
  const useRank = (identifier: Element) => USES.indexOf(textOf(identifier, "use"));
  return items(resource, "identifier")
    .filter((one) => textOf(one, "value") !== undefined && useRank(one) >= 0 && includes(one, moment))
    .filter((one) => !types(one).some((type) => PRIVATE_TYPES.has(type)))
    .sort((a, b) => typeRank(a) - typeRank(b) || useRank(a) - useRank(b))[0];
}

/** More than any place or organization has. */
const MAX_VALUES = 100;
/** By resource: a message may have many appointments at one place. */
const KNOWN_VALUES = new WeakMap<object, readonly string[]>();

/** The values that are in use, in the order of the message. */
export function identifierValues(resource: Element): readonly string[] {
  const { value } = resource;
  if (!isObject(value)) return [];
  const known = KNOWN_VALUES.get(value);
  if (known) return known;
  const values = items(resource, "identifier")
    .filter((identifier) => textOf(identifier, "use") !== "old")
    .flatMap((identifier) => textOf(identifier, "value") ?? [])
    .slice(0, MAX_VALUES);
  KNOWN_VALUES.set(value, values);
  return values;
}
