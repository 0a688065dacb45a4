/**
 * Receipts of texts by SNS: the lines of its delivery status logs. Shape: "Viewing Amazon CloudWatch metrics and logs for
 * SMS deliveries", Amazon SNS Developer Guide (https://docs.aws.amazon.com/sns/latest/dg/sms_stats_cloudwatch.html).
 */
import * as z from "zod/mini";
import type { ReceiptCode } from "../../../contracts/receipts/receipt-codes";
import { delivered, failed, IGNORED, type ReadReceipt } from "./receipt";
import { isGivenUp, messageId, milliseconds, seconds, violationOf } from "./receipt-fields";

const schema = z.object({
  notification: z.object({ messageId }),
  // The record of a number that has opted out has less.
  delivery: z.optional(
    z.object({
      providerResponse: z.catch(z.optional(z.string()), undefined),
      dwellTimeMs: milliseconds,
      dwellTimeMsUntilDeviceAck: milliseconds,
    }),
  ),
  status: z.enum(["SUCCESS", "FAILURE"]),
});

/** The reasons of failure that AWS lists on the same page, and three that are known from accounts only. */
const CODES: readonly (readonly [text: string, code: ReceiptCode])[] = [
  ["Blocked as spam by phone carrier", "SPAM"],
  ["Destination is on a blocked list", "CARRIER_BLOCKED"],
  ["Invalid phone number", "INVALID_NUMBER"],
  ["Message body is invalid", "INVALID_MESSAGE"],
  ["Phone carrier has blocked this message", "CARRIER_BLOCKED"],
  ["Phone carrier is currently unreachable/unavailable", "UNREACHABLE"],
  ["Phone has blocked SMS", "CARRIER_BLOCKED"],
  ["Phone is on a blocked list", "CARRIER_BLOCKED"],
  ["Phone is currently unreachable/unavailable", "UNREACHABLE"],
  ["Phone number is opted out", "OPTED_OUT"],
  ["This delivery would exceed max price", "OVER_MAX_PRICE"],
  ["Unknown error attempting to reach phone", "UNKNOWN"],
  ["No quota left for account", "NO_QUOTA"],
  ["No origination identity available to send to destination number", "NO_ORIGINATION"],
  ["Sandboxed account unable to send to number", "SANDBOX"],
];
const CODE_OF = new Map(CODES.map(([text, code]) => [text.toLowerCase(), code]));

export function readSnsReceipt(value: unknown): ReadReceipt {
  const { success, data, error } = schema.safeParse(value);
  if (!success) return violationOf(error);
  const { notification, delivery = {}, status } = data;
  const took = delivery.dwellTimeMsUntilDeviceAck ?? delivery.dwellTimeMs;
  const code = codeOf(delivery.providerResponse);
  if (status === "FAILURE" && isGivenUp(code, delivery.dwellTimeMs)) return IGNORED;
  const result = status === "SUCCESS" ? delivered(seconds(took)) : failed(code);
  return { kind: "receipt", receipt: { channel: "SMS", messageId: notification.messageId, result } };
}

/** By the whole text, apart from case and a full stop: providers add numbers to other texts. */
function codeOf(text = ""): ReceiptCode {
  return CODE_OF.get(text.trim().replace(/\.$/, "").toLowerCase()) ?? "UNKNOWN";
}
