/** In which format a message of the bookings queue is. */
import type { ContractViolation } from "../../../contracts/appointment-check";
import { MESSAGE_FORMATS, type MessageFormat } from "../../../contracts/queue-attributes";

/**
 * A batch or a message of HL7 v2 begins with one of these segments and the field separator: HL7 v2.5.1, 2.10.3 and
 * 2.14.9. Before it may be the marks of MLLP, or what SQS makes of them.
 */
const HL7 = /^[\s\ufeff\ufffd\p{Cc}]*(?:MSH|FHS|BHS)[^\w\s]/iu;
/** Each resource of FHIR names its type: https://hl7.org/fhir/R4/json.html#resources */
const RESOURCE_TYPE = /"resourceType"\s*:/;

export const UNKNOWN_FORMAT: ContractViolation = {
  field: "message attribute format",
  problem: `must be one of ${MESSAGE_FORMATS.join(", ")}, or absent`,
  reason: "CONTRACT_VIOLATION",
};

/**
 * The format of a message by its attribute, or else by its body.
 * @param given the value of the message attribute `format`
 * @returns undefined if the attribute has a value that is no format
 */
export function formatOf(body: string, given: string | undefined): MessageFormat | undefined {
  if (given !== undefined) return MESSAGE_FORMATS.find((format) => format === given.trim().toLowerCase());
  if (HL7.test(body)) return "hl7";
  // The contract ignores unknown fields, and they may have a resource.
  return RESOURCE_TYPE.test(body) && isResource(body) ? "fhir" : "json";
}

function isResource(body: string): boolean {
  try {
    const { resourceType } = Object(JSON.parse(body.replace(/^\ufeff/, ""))) as { readonly resourceType?: unknown };
    return typeof resourceType === "string";
  } catch {
    // Either translator rejects what is no JSON, and FHIR's says more.
    return true;
  }
}
