/**
 * Receipts of emails: the events that SES publishes. Shape: "Contents of event data that Amazon SES publishes to Amazon
 * SNS" (https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html).
 */
import * as z from "zod/mini";
import type { ReceiptCode } from "../../../contracts/receipts/receipt-codes";
import { delivered, failed, IGNORED, type ReadReceipt, type ReceiptResult, violates } from "./receipt";
import { messageId, milliseconds, readReference, seconds, violationOf } from "./receipt-fields";

const texts = z.catch(z.optional(z.array(z.string())), undefined);
const subType = z.catch(z.optional(z.string()), undefined);
const bounceSchema = z.object({
  bounceType: z.enum(["Permanent", "Transient", "Undetermined"]),
  bounceSubType: subType,
});

const schema = z.object({
  eventType: z.string(),
  mail: z.object({
    messageId,
    sendingAccountId: z.optional(z.string()),
    tags: z.catch(z.optional(z.object({ notificationId: texts, timestamp: texts, claimId: texts })), undefined),
  }),
  bounce: z.optional(bounceSchema),
  complaint: z.optional(z.object({ complaintSubType: subType })),
  delivery: z.optional(z.object({ processingTimeMillis: milliseconds })),
});
type SesEvent = z.infer<typeof schema>;

/** The sub-types of a bounce; those of an unlisted one have the code of its type. */
const SUB_TYPES: Readonly<Record<string, ReceiptCode>> = {
  NoEmail: "NO_MAILBOX",
  Suppressed: "SUPPRESSED",
  OnAccountSuppressionList: "SUPPRESSED",
  MailboxFull: "MAILBOX_FULL",
  MessageTooLarge: "EMAIL_REJECTED",
  ContentRejected: "EMAIL_REJECTED",
  AttachmentRejected: "EMAIL_REJECTED",
};
const TYPES = { Permanent: "NO_MAILBOX", Transient: "UNREACHABLE", Undetermined: "UNKNOWN" } as const;

/** @param account the account that sends the pipeline's emails */
export function readSesReceipt(value: unknown, account: string): ReadReceipt {
  const { success, data, error } = schema.safeParse(value);
  if (!success) return violationOf(error);
  const { mail } = data;
  if (mail.sendingAccountId !== undefined && mail.sendingAccountId !== account)
    return violates("mail.sendingAccountId");
  const result = resultOf(data);
  if (result === "incomplete") return violates(data.eventType.toLowerCase());
  if (!result) return IGNORED;
  const { notificationId, timestamp, claimId } = mail.tags ?? {};
  const reference = readReference({
    notificationId: notificationId?.[0],
    timestamp: timestamp?.[0],
    claimId: claimId?.[0],
  });
  const receipt = { channel: "EMAIL", messageId: mail.messageId, ...(reference && { reference }), result } as const;
  return { kind: "receipt", receipt };
}

function resultOf({ eventType, bounce, complaint, delivery }: SesEvent): ReceiptResult | "incomplete" | undefined {
  switch (eventType) {
    case "Delivery":
      return delivered(seconds(delivery?.processingTimeMillis));
    case "Bounce":
      return bounce ? failed(codeOf(bounce), bounce.bounceType !== "Permanent") : "incomplete";
    case "Complaint":
      // SES did not send it: an earlier email to this address was marked as spam.
      if (complaint?.complaintSubType === "OnAccountSuppressionList") return failed("SUPPRESSED");
      return delivered(undefined, "COMPLAINT");
    case "Reject":
      return failed("EMAIL_REJECTED");
    default:
      return undefined;
  }
}

function codeOf({ bounceType, bounceSubType = "" }: z.infer<typeof bounceSchema>): ReceiptCode {
  return (Object.hasOwn(SUB_TYPES, bounceSubType) ? SUB_TYPES[bounceSubType] : undefined) ?? TYPES[bounceType];
}
