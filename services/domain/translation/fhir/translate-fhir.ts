/** Translates FHIR R4 in JSON. */
import type { ContractViolation } from "../../../../contracts/appointment-check";
import type { Translate } from "../translation";
import { FhirMessage } from "./fhir-message";
import { resourceOf } from "./reading/resources";
import { translateAppointment } from "./translate-appointment";
import { translateBundle } from "./translate-bundle";

/**
 * Translates an Appointment, or a Bundle with Appointments. FHIR R4: https://hl7.org/fhir/R4/appointment.html; the
 * rules are in docs/ehr.md.
 */
export const translateFhir: Translate = (body, context) => {
  const refused = (field: string, problem: string, reason: ContractViolation["reason"] = "CONTRACT_VIOLATION") =>
    [{ kind: "untranslatable", violations: [{ field, problem, reason }], original: () => body }] as const;
  const json = body.replace(/^\ufeff/, "");
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    const isXml = /^\s*</.test(json);
    return refused("", isXml ? "must be FHIR in JSON: XML is not read" : "must be FHIR in JSON", "INVALID_JSON");
  }
  const root = resourceOf({ value, path: "" });
  if (!root) return refused("resourceType", "is required: the message must be a FHIR resource");
  const { type } = root;
  if (type !== "Appointment" && type !== "Bundle") return refused("resourceType", "must be Appointment or Bundle");
  const resource = { ...root, element: { value, path: type } };
  const message = new FhirMessage(json, resource);
  if (type === "Bundle") return translateBundle(message, resource.element, context);
  const [first, ...others] = translateAppointment(resource, message, context);
  return first ? [first, ...others] : refused("Appointment.participant", "must have a Patient as an actor");
};
