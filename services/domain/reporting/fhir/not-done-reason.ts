/** Why a patient got no message, as FHIR R4 says it: https://hl7.org/fhir/R4/valueset-communication-not-done-reason.html. */
import type { Outcome } from "../../../../contracts/delivery-log";
import type { OutcomeEvent } from "../../../../contracts/events/event-types";
import type { ReceiptCode } from "../../../../contracts/receipts/receipt-codes";
import type { CodeableConcept } from "./fhir-elements";

const SYSTEM = "http://terminology.hl7.org/CodeSystem/communication-not-done-reason";

type NotDoneReason =
  | "unknown"
  | "system-error"
  | "invalid-phone-number"
  | "recipient-unavailable"
  | "patient-objection";

const OF_RECEIPTS: Readonly<Record<ReceiptCode, NotDoneReason>> = {
  OPTED_OUT: "patient-objection",
  COMPLAINT: "patient-objection",
  INVALID_NUMBER: "invalid-phone-number",
  UNREACHABLE: "recipient-unavailable",
  TTL_EXPIRED: "recipient-unavailable",
  MAILBOX_FULL: "recipient-unavailable",
  NO_MAILBOX: "recipient-unavailable",
  SUPPRESSED: "recipient-unavailable",
  CARRIER_BLOCKED: "system-error",
  SPAM: "system-error",
  INVALID_MESSAGE: "system-error",
  OVER_MAX_PRICE: "system-error",
  NO_QUOTA: "system-error",
  NO_ORIGINATION: "system-error",
  SANDBOX: "system-error",
  PROTECTED: "system-error",
  EMAIL_REJECTED: "system-error",
  UNKNOWN: "unknown",
};

/** Of outcomes whose reason is no receipt's code. HL7 has no code for the others: nothing had to be sent, or nothing could. */
const OF_OUTCOMES: Readonly<Partial<Record<Outcome, NotDoneReason>>> = {
  DECLINED: "patient-objection",
  UNDELIVERED: "unknown",
  ALL_FAILED: "system-error",
};

/** With these, `ALL_FAILED` is no error of a system: an operator dropped the message, or no address was left to try. */
const NO_ERRORS: readonly string[] = ["DROPPED", "NO_USABLE_EMAIL"];
/** Reasons are codes. What is none is not published. */
const CODE = /^[A-Za-z][A-Za-z_.]{0,63}$/;

/** HL7's code, if there is one, and in `text` the outcome and its reason, such as `UNDELIVERED: UNREACHABLE`. */
export function notDoneReason({ status, reason = "" }: OutcomeEvent): CodeableConcept {
  const code = codeOf(status, reason);
  const text = CODE.test(reason) ? `${status}: ${reason}` : status;
  return { ...(code && { coding: [{ system: SYSTEM, code }] }), text };
}

function codeOf(status: Outcome, reason: string): NotDoneReason | undefined {
  if (isReceiptCode(reason)) return OF_RECEIPTS[reason];
  return NO_ERRORS.includes(reason) ? undefined : OF_OUTCOMES[status];
}

function isReceiptCode(reason: string): reason is ReceiptCode {
  return Object.hasOwn(OF_RECEIPTS, reason);
}
