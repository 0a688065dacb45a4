import { type PinpointSMSVoiceV2Client, SendTextMessageCommand } from "@aws-sdk/client-pinpoint-sms-voice-v2";
import { ACKNOWLEDGEMENT, CONTEXT_PURPOSE } from "../../../contracts/receipts/text-receipts";
import { MAX_SMS_PRICE, type SendReference, type SmsCarrier } from "../../domain/delivery/carriers";
import type { Clock } from "../../domain/ports";
import { reasonCode } from "./end-user-messaging-error";
import { providerCall } from "./provider-error";

/** Seconds for which AWS tries to hand a text to the carrier: "TimeToLive", SendTextMessage, API Reference. */
const MIN_TIME_TO_LIVE = 5;
const MAX_TIME_TO_LIVE = 259_200;

/**
 * Sends SMS by AWS End User Messaging, which refuses numbers that have opted out.
 * @param client a client that does not retry
 * @param configurationSet its event destinations receive what becomes of the texts
 */
export function endUserMessagingCarrier(
  client: PinpointSMSVoiceV2Client,
  configurationSet: string,
  clock: Pick<Clock, "now">,
): SmsCarrier {
  return {
    async send(phoneNumber, text, { senderId, originationNumber }, reference) {
      const command = new SendTextMessageCommand({
        DestinationPhoneNumber: phoneNumber,
        // Without either, AWS chooses one of the account's.
        OriginationIdentity: senderId ?? originationNumber,
        MessageBody: text,
        MessageType: "TRANSACTIONAL",
        ConfigurationSetName: configurationSet,
        MaxPrice: MAX_SMS_PRICE,
        TimeToLive: timeToLive(reference, clock.now()),
        Context: contextOf(reference),
      });
      const { MessageId } = await providerCall(() => client.send(command), reasonCode);
      return MessageId ?? "";
    },
  };
}

/** Seconds after which a text of no notification, which answers its recipient, is of no use. */
const ANSWER_TIME_TO_LIVE = 3_600;

/** Seconds until the appointment starts: a text that arrives later is of no use. */
function timeToLive(reference: SendReference | undefined, now: number): number {
  if (!reference) return ANSWER_TIME_TO_LIVE;
  const seconds = Math.floor((reference.timestamp - now) / 1_000);
  return Math.min(MAX_TIME_TO_LIVE, Math.max(MIN_TIME_TO_LIVE, seconds));
}

/** At most five pairs: "ContextMap", SendTextMessage, API Reference. No data of a patient: it is in every event. */
function contextOf(reference: SendReference | undefined): Record<string, string> {
  if (!reference) return { [CONTEXT_PURPOSE]: ACKNOWLEDGEMENT };
  const { notificationId, timestamp, claimId, fallback } = reference;
  return { notificationId, timestamp: String(timestamp), claimId, ...(fallback && { fallback: "EMAIL" }) };
}
