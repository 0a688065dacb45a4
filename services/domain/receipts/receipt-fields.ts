/** Fields that the carriers' events have in common. */
import * as z from "zod/mini";
import type { ReceiptCode } from "../../../contracts/receipts/receipt-codes";
import { type ReadReceipt, type ReceiptReference, violates } from "./receipt";

/** The provider's id of a message: AWS documents UUIDs for texts, and up to 60 characters for emails. */
export const messageId = z.string().check(z.regex(/^[A-Za-z0-9_.:@-]{1,128}$/));

/** A duration in ms; a number that is none is as good as no number. */
export const milliseconds = z.catch(z.optional(z.number().check(z.gte(0), z.lte(10 * 86_400_000))), undefined);

/** ms. */
const GIVEN_UP_AFTER = 71 * 3_600_000;

/**
 * Whether a failure only says that no carrier reported anything: after 72 hours End User Messaging, by which SNS sends too,
 * ends such a text as UNKNOWN ("Event destinations in AWS End User Messaging SMS", User Guide). It may have been delivered.
 * @param took ms since the text was accepted
 */
export function isGivenUp(code: ReceiptCode, took = 0): boolean {
  return code === "UNKNOWN" && took > GIVEN_UP_AFTER;
}

const referenceSchema = z.object({
  notificationId: z.string().check(z.regex(/^[0-9a-f]{32}$/)),
  timestamp: z.string().check(z.regex(/^\d{1,15}$/)),
  claimId: z.string().check(z.regex(/^[A-Za-z0-9-]{1,64}$/)),
  fallback: z.optional(z.string()),
});

/** Reads what was given to the carrier with the message. @returns undefined if it is not this pipeline's */
export function readReference(value: unknown): ReceiptReference | undefined {
  const { success, data } = referenceSchema.safeParse(value);
  if (!success) return undefined;
  const key = { notificationId: data.notificationId, timestamp: Number(data.timestamp) };
  return { key, claimId: data.claimId, hasFallback: data.fallback === "EMAIL" };
}

/** The first field that breaks a schema, by its path. */
export function violationOf(error: z.core.$ZodError): ReadReceipt {
  const [issue] = error.issues;
  return violates(issue?.path.join(".") ?? "");
}

export function seconds(ms: number | undefined): number | undefined {
  return ms === undefined ? undefined : ms / 1_000;
}
