/** Reads the events of the topic `healthcare-appointment-notifications-<env>`, for subscribers. */
import type { ContractViolation } from "../appointment-check";
import { EVENT_VERSION, outcomeEventSchema, replyEventSchema } from "../events/event-schemas";
import type { OutcomeEvent, ReplyEvent } from "../events/event-types";

export type EventCheck =
  /** An answer of a patient has a `replyId`; an outcome has none. */
  | { readonly ok: true; readonly event: OutcomeEvent | ReplyEvent }
  | { readonly ok: false; readonly violations: readonly [ContractViolation, ...ContractViolation[]] };

/**
 * Reads an event from the body of a message that SNS delivered to a queue or a function, raw or in SNS's own JSON.
 * @param body the text of the message
 * @returns the event with known fields only, or every violation by field name; it never throws. An event in FHIR is a
 * violation of `resourceType`: a subscription to events in JSON has the filter policy `{"format": ["json"]}`
 */
export function parseEvent(body: string): EventCheck {
  const value = jsonObject(body);
  if (!value)
    return { ok: false, violations: [{ field: "", problem: "must be a JSON object", reason: "INVALID_JSON" }] };
  // SNS's own JSON: https://docs.aws.amazon.com/sns/latest/dg/sns-message-and-json-formats.html
  if (value.Type === "Notification" && typeof value.Message === "string") return parseEvent(value.Message);
  if ("resourceType" in value)
    return refused("resourceType", "is FHIR: filter the subscription by the attribute format");
  if (value.schemaVersion !== EVENT_VERSION) {
    const reason = "UNSUPPORTED_SCHEMA_VERSION";
    return { ok: false, violations: [{ field: "schemaVersion", problem: `must be ${EVENT_VERSION}`, reason }] };
  }
  const parsed = "replyId" in value ? replyEventSchema.safeParse(value) : outcomeEventSchema.safeParse(value);
  if (parsed.success) return { ok: true, event: parsed.data };
  const fields = [...new Set(parsed.error.issues.map(({ path }) => String(path[0] ?? "")))];
  const [first = "", ...others] = fields;
  return { ok: false, violations: [violation(first, value), ...others.map((field) => violation(field, value))] };
}

function violation(field: string, value: Readonly<Record<string, unknown>>): ContractViolation {
  const problem = value[field] === undefined ? "is required" : "is not a value of the contract, version 1";
  return { field, problem, reason: "CONTRACT_VIOLATION" };
}

function refused(field: string, problem: string): EventCheck {
  return { ok: false, violations: [{ field, problem, reason: "CONTRACT_VIOLATION" }] };
}

function jsonObject(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}
