/**
 * Receipts of texts by AWS End User Messaging: its events. Shape and types: "Messaging Events", AWS End User Messaging User
 * Guide (https://docs.aws.amazon.com/end-user-messaging/latest/userguide/nx-features-messaging-events.html), "Event types
 * for SMS, MMS, and voice" (https://docs.aws.amazon.com/sms-voice/latest/userguide/configuration-sets-event-types.html).
 */
import * as z from "zod/mini";
import type { ReceiptCode } from "../../../contracts/receipts/receipt-codes";
import { ACKNOWLEDGEMENT, CONTEXT_PURPOSE } from "../../../contracts/receipts/text-receipts";
import { delivered, failed, IGNORED, type ReadReceipt, type ReceiptResult } from "./receipt";
import { isGivenUp, messageId, milliseconds, readReference, seconds, violationOf } from "./receipt-fields";

const schema = z.object({
  eventType: z.string(),
  messageId,
  isFinal: z.boolean(),
  eventTimestamp: z.number(),
  messageRequestTimestamp: z.catch(z.optional(z.number()), undefined),
  context: z.catch(z.optional(z.unknown()), undefined),
});

/** In some countries the carrier reports only that it accepted the text. */
const SUCCESSES: readonly string[] = ["TEXT_DELIVERED", "TEXT_SUCCESSFUL"];

const FAILURES: Readonly<Record<string, ReceiptCode>> = {
  TEXT_INVALID: "INVALID_NUMBER",
  TEXT_INVALID_MESSAGE: "INVALID_MESSAGE",
  TEXT_UNREACHABLE: "UNREACHABLE",
  TEXT_CARRIER_UNREACHABLE: "UNREACHABLE",
  TEXT_BLOCKED: "CARRIER_BLOCKED",
  TEXT_CARRIER_BLOCKED: "CARRIER_BLOCKED",
  TEXT_SPAM: "SPAM",
  TEXT_TTL_EXPIRED: "TTL_EXPIRED",
  TEXT_PROTECT_BLOCKED: "PROTECTED",
  TEXT_UNKNOWN: "UNKNOWN",
};

export function readEndUserMessagingReceipt(value: unknown): ReadReceipt {
  const { success, data, error } = schema.safeParse(value);
  if (!success) return violationOf(error);
  const result = data.isFinal ? resultOf(data) : undefined;
  if (!result || isAcknowledgement(data.context)) return IGNORED;
  const reference = readReference(data.context);
  const receipt = { channel: "SMS", messageId: data.messageId, ...(reference && { reference }), result } as const;
  return { kind: "receipt", receipt };
}

/** A text that answered a patient's answer: nothing follows if it does not arrive. */
function isAcknowledgement(context: unknown): boolean {
  const { [CONTEXT_PURPOSE]: purpose } = Object(context) as Record<string, unknown>;
  return purpose === ACKNOWLEDGEMENT;
}

function resultOf({
  eventType,
  eventTimestamp,
  messageRequestTimestamp = Number.NaN,
}: z.infer<typeof schema>): ReceiptResult | undefined {
  const took = milliseconds.parse(eventTimestamp - messageRequestTimestamp);
  if (SUCCESSES.includes(eventType)) return delivered(seconds(took));
  const code = Object.hasOwn(FAILURES, eventType) ? FAILURES[eventType] : undefined;
  if (!code || isGivenUp(code, took)) return undefined;
  return failed(code);
}
