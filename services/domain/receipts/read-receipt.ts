/** Reads a message of the receipts queue: a carrier's event, as the carrier wrote it. */
import { readEndUserMessagingReceipt } from "./end-user-messaging-receipt";
import { IGNORED, type ReadReceipt, violates } from "./receipt";
import { readSesReceipt } from "./ses-receipt";
import { readSnsReceipt } from "./sns-receipt";

/** SES publishes this text, once, to a topic that becomes its event destination. */
const SES_VALIDATION = /^Successfully validated SNS topic for Amazon SES event publishing\.?$/;

/**
 * @param body the text of the message
 * @param account the pipeline's AWS account
 */
export function readReceipt(body: string, account: string): ReadReceipt {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    return SES_VALIDATION.test(body.trim()) ? IGNORED : { kind: "invalid", reason: "INVALID_JSON", field: "" };
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) return violates("");
  if ("mail" in value) return readSesReceipt(value, account);
  if ("eventType" in value) return readEndUserMessagingReceipt(value);
  if ("notification" in value) return readSnsReceipt(value);
  return violates("");
}
