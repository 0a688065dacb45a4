/** SNS texts to phones: adds each accepted text to the outbox. */
import { randomUUID } from "node:crypto";
import { isInGsm7, smsParts } from "../../../../services/domain/content/sms-parts";
import {
  type Answer,
  AwsError,
  type Call,
  queryParameters,
  type ReadonlyParameters,
  type Service,
  xmlAnswer,
} from "../../protocol/call";
import type { SentSms } from "../outbox";
import type { OnAccepted } from "./accepted-message";
import { createTestContacts, type TestContacts } from "./test-contacts";

const NAMESPACE = "http://sns.amazonaws.com/doc/2010-03-31/";
/** SNS's maximum length of a text. */
const MAX_CHARACTERS = 1600;

/** @param sent receives the accepted texts, except those that are dropped */
export function createSmsCarrier(
  sent: SentSms[],
  contacts: TestContacts = createTestContacts(),
  onAccepted: OnAccepted = () => {},
): Service {
  const publish = (call: Call): Answer => {
    const parameters = queryParameters(call);
    const phoneNumber = parameters.get("PhoneNumber") ?? "";
    const message = parameters.get("Message") ?? "";
    if (!/^\+[1-9]\d{6,14}$/.test(phoneNumber)) throw invalid("PhoneNumber Reason: not a valid E.164 number");
    if (message === "") throw invalid("Empty message");
    if (message.length > MAX_CHARACTERS) throw invalid("Message too long");
    const from = senderOf(parameters);
    const outcome = contacts.smsOutcome(phoneNumber, message);
    if (outcome === "refused") throw invalid("PhoneNumber Reason: not valid to publish to");
    if (outcome === "throttled") throw smsThrottle();
    if (outcome === "failed") throw new AwsError("InternalError", 500, "Internal error");
    const messageId = randomUUID();
    if (outcome === "accepted") {
      sent.push({ messageId, ...(from && { from }), phoneNumber, message, at: new Date().toISOString() });
    }
    const length = { parts: smsParts(message), isInGsm7: isInGsm7(message) };
    onAccepted({ carrier: "sns", messageId, phoneNumber, ...(from && { from }), ...length });
    return xmlAnswer("Publish", NAMESPACE, `<MessageId>${messageId}</MessageId>`);
  };

  const checkOptOut = (call: Call): Answer => {
    const phoneNumber = queryParameters(call).get("phoneNumber") ?? "";
    const optedOut = contacts.hasOptedOut(phoneNumber);
    return xmlAnswer(call.operation, NAMESPACE, `<isOptedOut>${optedOut}</isOptedOut>`);
  };

  return async (call) => (call.operation === "Publish" ? publish(call) : checkOptOut(call));
}

/** By message attribute: "Publishing SMS messages to a mobile phone", Amazon SNS Developer Guide. */
const SENDERS = {
  "AWS.SNS.SMS.SenderID": /^(?=.*[A-Za-z])[A-Za-z0-9]{3,11}$/,
  "AWS.MM.SMS.OriginationNumber": /^\+?\d{5,14}$/,
} as const;

/**
 * The sender that the caller chose. Whether the account has it is not checked: the local run has no numbers of its own.
 * @throws {AwsError}
 */
function senderOf(parameters: ReadonlyParameters): string | undefined {
  const attributes = new Map(
    [...parameters].flatMap(([key, name]) => {
      const [, entry] = /^MessageAttributes\.entry\.(\d+)\.Name$/.exec(key) ?? [];
      const value = (field: string) => parameters.get(`MessageAttributes.entry.${entry}.Value.${field}`);
      return entry ? [[name, { type: value("DataType"), text: value("StringValue") ?? "" }] as const] : [];
    }),
  );
  const chosen = Object.entries(SENDERS).flatMap(([name, format]) => {
    const attribute = attributes.get(name);
    if (!attribute) return [];
    if (attribute.type !== "String" || !format.test(attribute.text)) throw invalid(`${name} Reason: not valid`);
    return [attribute.text];
  });
  // What SNS does with both is not documented.
  if (chosen.length > 1) throw invalid("The local run takes a sender ID or an origination number, not both");
  return chosen[0];
}

/** The throttling error of Publish; that of CheckIfPhoneNumberIsOptedOut is `Throttled` with status 429. */
export function smsThrottle(): AwsError {
  return new AwsError("Throttling", 400, "Rate exceeded");
}

function invalid(reason: string): AwsError {
  return new AwsError("InvalidParameter", 400, `Invalid parameter: ${reason}`);
}
