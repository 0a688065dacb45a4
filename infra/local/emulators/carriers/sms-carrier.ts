/** SNS texts to phones: adds each accepted text to the outbox. */
import { randomUUID } from "node:crypto";
import { type Answer, AwsError, type Call, queryParameters, type Service, xmlAnswer } from "../../protocol/call";
import type { SentSms } from "../outbox";
import { createTestContacts, type TestContacts } from "./test-contacts";

const NAMESPACE = "http://sns.amazonaws.com/doc/2010-03-31/";
/** SNS's maximum length of a text. */
const MAX_CHARACTERS = 1600;

/** @param sent receives the accepted texts */
export function createSmsCarrier(sent: SentSms[], contacts: TestContacts = createTestContacts()): Service {
  const publish = (call: Call): Answer => {
    const parameters = queryParameters(call);
    const phoneNumber = parameters.get("PhoneNumber") ?? "";
    const message = parameters.get("Message") ?? "";
    if (!/^\+[1-9]\d{6,14}$/.test(phoneNumber)) throw invalid("PhoneNumber Reason: not a valid E.164 number");
    if (message === "") throw invalid("Empty message");
    if (message.length > MAX_CHARACTERS) throw invalid("Message too long");
    const messageId = randomUUID();
    if (contacts.smsOutcome(phoneNumber, message) === "delivered") {
      sent.push({ messageId, phoneNumber, message, at: new Date().toISOString() });
    }
    return xmlAnswer("Publish", NAMESPACE, `<MessageId>${messageId}</MessageId>`);
  };

  const checkOptOut = (call: Call): Answer => {
    const phoneNumber = queryParameters(call).get("phoneNumber") ?? "";
    const optedOut = contacts.hasOptedOut(phoneNumber);
    return xmlAnswer(call.operation, NAMESPACE, `<isOptedOut>${optedOut}</isOptedOut>`);
  };

  return async (call) => (call.operation === "Publish" ? publish(call) : checkOptOut(call));
}

function invalid(reason: string): AwsError {
  return new AwsError("InvalidParameter", 400, `Invalid parameter: ${reason}`);
}
