/**
 * Reads a message of the replies queue: an answer, as AWS End User Messaging SMS publishes it. Shape: "Example of a two-way SMS
 * message payload for Amazon SNS topics", AWS End User Messaging SMS User Guide
 * (https://docs.aws.amazon.com/sms-voice/latest/userguide/two-way-sms-payload.html).
 */
import * as z from "zod/mini";

/** An answer of a patient. */
export interface InboundReply {
  /** The carrier's id of it. */
  readonly id: string;
  /** Who wrote: E.164; undefined for a sender that is no phone, such as a short code. */
  readonly phoneNumber?: string;
  /** The patient's words, at most {@link MAX_CHARACTERS}; `""` if only a picture was sent. */
  readonly text: string;
  /** The id of the text that it answers, if the carrier knows. */
  readonly answeredId?: string;
}

export type ReadReply =
  | { readonly kind: "reply"; readonly reply: InboundReply }
  /** `field`: what is wrong, or `""` for the whole; never a value. */
  | { readonly kind: "invalid"; readonly reason: "INVALID_JSON" | "CONTRACT_VIOLATION"; readonly field: string };

/** As many as AWS sends of a text ("SendTextMessage", API Reference). What is longer is cut. */
export const MAX_CHARACTERS = 1_600;

const schema = z.object({
  inboundMessageId: z.string().check(z.regex(/^[A-Za-z0-9][A-Za-z0-9_.:/+=@-]{0,127}$/)),
  originationNumber: z.string().check(z.minLength(1), z.maxLength(64)),
  messageBody: z.catch(z.optional(z.string()), ""),
  previousPublishedMessageId: z.catch(z.optional(z.string().check(z.maxLength(256))), undefined),
});

const PHONE_NUMBER = /^\+[1-9]\d{6,14}$/;

/** @param body the text of the message */
export function readReply(body: string): ReadReply {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    return { kind: "invalid", reason: "INVALID_JSON", field: "" };
  }
  const { success, data, error } = schema.safeParse(value);
  if (!success) return { kind: "invalid", reason: "CONTRACT_VIOLATION", field: error.issues[0]?.path.join(".") ?? "" };
  const { inboundMessageId: id, originationNumber, messageBody = "", previousPublishedMessageId: answeredId } = data;
  const phoneNumber = PHONE_NUMBER.test(originationNumber) ? originationNumber : undefined;
  const text = messageBody.slice(0, MAX_CHARACTERS);
  return { kind: "reply", reply: { id, ...(phoneNumber && { phoneNumber }), text, ...(answeredId && { answeredId }) } };
}
