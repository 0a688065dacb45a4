/**
 * The events that AWS End User Messaging publishes of a text. Shape: "Messaging Events", AWS End User Messaging User Guide
 * (https://docs.aws.amazon.com/end-user-messaging/latest/userguide/nx-features-messaging-events.html); types: "Event types
 * for SMS, MMS, and voice" (https://docs.aws.amazon.com/sms-voice/latest/userguide/configuration-sets-event-types.html).
 */
import type { AcceptedText } from "../carriers/accepted-message";
import type { TextDelivery } from "../carriers/test-contacts";

export interface TextEventType {
  /** As in the template, such as `TEXT_DELIVERED`. */
  readonly eventType: string;
  readonly isFinal: boolean;
  readonly description: string;
}

/** The events before the last one. `TEXT_SENT` is in the API's list of types, but not supported. */
export const INTERIM: readonly TextEventType[] = [
  { eventType: "TEXT_QUEUED", isFinal: false, description: "Message is queued to be delivered" },
  { eventType: "TEXT_PENDING", isFinal: false, description: "Message has not been accepted by the carrier yet" },
];

/** No type is for numbers that opted out at the carrier: the carrier blocks the text. */
export const FINAL: Readonly<Record<TextDelivery["result"], TextEventType>> = {
  delivered: { eventType: "TEXT_DELIVERED", isFinal: true, description: "Message has been accepted by phone" },
  unreachable: {
    eventType: "TEXT_UNREACHABLE",
    isFinal: true,
    description: "Phone is currently unreachable/unavailable",
  },
  "opted-out": {
    eventType: "TEXT_CARRIER_BLOCKED",
    isFinal: true,
    description: "Phone carrier has blocked this message",
  },
};

/** US dollars for a part, and its carrier's fee, as in AWS's sample. */
const PRICE = 0.09582;
const CARRIER_FEE = 0;

/**
 * @param acceptedAt ms since 1970; also `at`
 * @returns an event as it is published
 */
export function textEvent(
  text: AcceptedText,
  { eventType, isFinal, description }: TextEventType,
  acceptedAt: number,
  at: number,
): string {
  return JSON.stringify({
    eventType,
    eventVersion: "1.0",
    eventTimestamp: at,
    isFinal,
    ...(text.from && { originationPhoneNumber: text.from }),
    destinationPhoneNumber: text.phoneNumber,
    isInternationalSend: false,
    mcc: "310",
    mnc: "800",
    messageId: text.messageId,
    messageRequestTimestamp: acceptedAt,
    messageEncoding: text.isInGsm7 ? "GSM" : "UNICODE",
    messageType: "TRANSACTIONAL",
    messageStatus: eventType.replace("TEXT_", ""),
    messageStatusDescription: description,
    ...(text.context && { context: text.context }),
    totalMessageParts: text.parts,
    totalMessagePrice: PRICE * text.parts,
    totalCarrierFee: CARRIER_FEE,
  });
}
