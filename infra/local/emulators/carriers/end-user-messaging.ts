/** SendTextMessage of AWS End User Messaging SMS: adds each accepted text to the outbox. */
import { randomUUID } from "node:crypto";
import { isInGsm7, smsParts } from "../../../../services/domain/content/sms-parts";
import { AwsError, jsonAnswer, jsonParameters, type Service } from "../../protocol/call";
import type { SentSms } from "../outbox";
import type { OnAccepted } from "./accepted-message";
import { createTestContacts, type TestContacts } from "./test-contacts";

export interface EndUserMessagingParts {
  /** Receives the accepted texts. */
  readonly sent: SentSms[];
  readonly contacts?: TestContacts;
  /** The names that a text may use. */
  readonly configurationSets?: readonly string[];
  readonly onAccepted?: OnAccepted;
}

/** The parameters of SendTextMessage that the local run knows, as in the API Reference. */
const FIELDS: Readonly<Record<string, (value: unknown) => boolean>> = {
  DestinationPhoneNumber: isText(/^\+[1-9]\d{6,14}$/),
  MessageBody: (value) => typeof value === "string" && value.trim() !== "" && value.length <= 1_600,
  OriginationIdentity: isOptional(isText(/^[A-Za-z0-9_:/+-]{1,256}$/)),
  MessageType: isOptional(isText(/^(?:TRANSACTIONAL|PROMOTIONAL)$/)),
  ConfigurationSetName: isOptional(isText(/^[A-Za-z0-9_:/-]{1,256}$/)),
  MaxPrice: isOptional(isText(/^\d{0,2}\.\d{1,5}$/)),
  TimeToLive: isOptional((value) => Number.isInteger(value) && Number(value) >= 5 && Number(value) <= 259_200),
  Context: isOptional(isContext),
  DryRun: isOptional((value) => typeof value === "boolean"),
};

export function createEndUserMessaging(parts: EndUserMessagingParts): Service {
  const { sent, contacts = createTestContacts(), configurationSets = [], onAccepted = () => {} } = parts;
  return async (call) => {
    if (call.operation !== "SendTextMessage") {
      // The local carrier sends without an origination number, so there is none to describe.
      throw new AwsError("UnsupportedOperation", 400, `The local run has no sms-voice ${call.operation}`);
    }
    const parameters = jsonParameters(call);
    const unknown = Object.keys(parameters).filter((name) => !Object.hasOwn(FIELDS, name));
    if (unknown.length > 0) throw new AwsError("UnsupportedOperation", 400, `The local run has no ${unknown.join()}`);
    const invalid = Object.keys(FIELDS).filter((name) => !FIELDS[name]?.(parameters[name]));
    if (invalid.length > 0) throw invalidParameters(invalid);
    const { DestinationPhoneNumber, MessageBody, OriginationIdentity, ConfigurationSetName, Context, DryRun } =
      parameters as unknown as Parameters;
    if (ConfigurationSetName !== undefined && !configurationSets.includes(ConfigurationSetName)) {
      const of = { ResourceType: "configuration-set", ResourceId: ConfigurationSetName };
      throw new AwsError("ResourceNotFoundException", 400, "The configuration set does not exist", undefined, of);
    }
    const outcome = contacts.smsOutcome(DestinationPhoneNumber, MessageBody);
    if (outcome === "refused") throw invalidParameters(["DestinationPhoneNumber"]);
    if (outcome === "throttled") throw endUserMessagingThrottle();
    if (outcome === "failed") throw endUserMessagingError();
    if (outcome === "opted-out") throw conflict("DESTINATION_PHONE_NUMBER_OPTED_OUT");
    const messageId = randomUUID();
    if (DryRun) return jsonAnswer({ MessageId: messageId });
    const from = OriginationIdentity && { from: OriginationIdentity };
    const at = new Date().toISOString();
    sent.push({ messageId, ...from, phoneNumber: DestinationPhoneNumber, message: MessageBody, at });
    onAccepted({
      carrier: "sms-voice",
      messageId,
      phoneNumber: DestinationPhoneNumber,
      ...from,
      parts: smsParts(MessageBody),
      isInGsm7: isInGsm7(MessageBody),
      ...(Context && { context: Context }),
      ...(ConfigurationSetName && { configurationSet: ConfigurationSetName }),
    });
    return jsonAnswer({ MessageId: messageId });
  };
}

interface Parameters {
  readonly DestinationPhoneNumber: string;
  readonly MessageBody: string;
  readonly OriginationIdentity?: string;
  readonly ConfigurationSetName?: string;
  readonly Context?: Readonly<Record<string, string>>;
  /** Everything is checked, and nothing is sent. */
  readonly DryRun?: boolean;
}

export function endUserMessagingError(): AwsError {
  return new AwsError("InternalServerException", 500, "The API encountered an unexpected error");
}

export function endUserMessagingThrottle(): AwsError {
  return new AwsError("ThrottlingException", 400, "Rate exceeded");
}

/** @param fields the names of the invalid parameters */
export function invalidParameters(fields: readonly string[]): AwsError {
  const Fields = fields.map((Name) => ({ Name, Message: "is not valid" }));
  const more = { Reason: "INVALID_PARAMETER", Fields };
  return new AwsError("ValidationException", 400, `Invalid: ${fields.join()}`, undefined, more);
}

function conflict(Reason: string): AwsError {
  return new AwsError("ConflictException", 400, `The text is refused: ${Reason}`, undefined, { Reason });
}

function isText(format: RegExp) {
  return (value: unknown) => typeof value === "string" && format.test(value);
}

function isOptional(isValid: (value: unknown) => boolean) {
  return (value: unknown) => value === undefined || isValid(value);
}

/** "ContextMap", API Reference. */
function isContext(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  const entries = Object.entries(value);
  const isEntry = ([key, text]: [string, unknown]) =>
    /^\S{1,100}$/.test(key) && typeof text === "string" && text.length <= 800 && text !== "" && text.trim() === text;
  return entries.length <= 5 && entries.every(isEntry);
}
