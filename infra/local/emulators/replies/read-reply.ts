/** A text that a patient sends to the account's number. */
export interface PatientText {
  /** E.164: the patient's. */
  readonly phoneNumber: string;
  readonly message: string;
  /** The id of the text that it answers, of the outbox; null for none, and absent for the last text to this phone. */
  readonly previousPublishedMessageId?: string | null;
}

/** A text that no phone could send. Names the field, never its value. */
export class InvalidReply extends Error {
  override readonly name = "InvalidReply";
}

/** What End User Messaging sends at most: "SendTextMessage", API Reference. It receives no longer ones either. */
const MAX_CHARACTERS = 1_600;
const ID = /^[A-Za-z0-9-]{1,128}$/;
const E164 = /^\+[1-9]\d{6,14}$/;

/** @throws {InvalidReply} */
export function readReply(value: unknown): PatientText {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new InvalidReply('The body must be a JSON object such as {"phoneNumber": "+12065550100", "message": "C"}');
  }
  const { phoneNumber, message, previousPublishedMessageId: previous, ...others } = value as Record<string, unknown>;
  if (Object.keys(others).length > 0) {
    throw new InvalidReply("The body has a field that is none of phoneNumber, message and previousPublishedMessageId");
  }
  if (previous !== undefined && previous !== null && (typeof previous !== "string" || !ID.test(previous))) {
    throw new InvalidReply(
      "The field previousPublishedMessageId must be the messageId of a text of the outbox, or null",
    );
  }
  if (typeof phoneNumber !== "string" || !E164.test(phoneNumber)) {
    throw new InvalidReply("The field phoneNumber must be a phone number in E.164, such as +12065550100");
  }
  if (typeof message !== "string" || message.trim() === "" || message.length > MAX_CHARACTERS) {
    throw new InvalidReply(`The field message must be a text of 1 to ${MAX_CHARACTERS} characters that is not blank`);
  }
  return { phoneNumber, message, ...(previous !== undefined && { previousPublishedMessageId: previous }) };
}
