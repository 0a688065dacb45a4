/** A text that a patient sends to the account's number. */
export interface PatientText {
  /** E.164: the patient's. */
  readonly phoneNumber: string;
  readonly message: string;
}

/** A text that no phone could send. Names the field, never its value. */
export class InvalidReply extends Error {
  override readonly name = "InvalidReply";
}

/** What End User Messaging sends at most: "SendTextMessage", API Reference. It receives no longer ones either. */
const MAX_CHARACTERS = 1_600;
const E164 = /^\+[1-9]\d{6,14}$/;

/** @throws {InvalidReply} */
export function readReply(value: unknown): PatientText {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new InvalidReply('The body must be a JSON object such as {"phoneNumber": "+12065550100", "message": "C"}');
  }
  const { phoneNumber, message, ...others } = value as Record<string, unknown>;
  if (Object.keys(others).length > 0) {
    throw new InvalidReply("The body has a field that is neither phoneNumber nor message");
  }
  if (typeof phoneNumber !== "string" || !E164.test(phoneNumber)) {
    throw new InvalidReply("The field phoneNumber must be a phone number in E.164, such as +12065550100");
  }
  if (typeof message !== "string" || message.trim() === "" || message.length > MAX_CHARACTERS) {
    throw new InvalidReply(`The field message must be a text of 1 to ${MAX_CHARACTERS} characters that is not blank`);
  }
  return { phoneNumber, message };
}
