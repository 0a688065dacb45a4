import {
  CheckIfPhoneNumberIsOptedOutCommand,
  type MessageAttributeValue,
  PublishCommand,
  type SNSClient,
} from "@aws-sdk/client-sns";
import type { SmsSender } from "../../domain/clinics/sms-sender";
import { MAX_SMS_PRICE, type SmsCarrier } from "../../domain/delivery/carriers";
import { providerCall } from "./provider-error";

/**
 * Sends SMS by SNS.
 * @param sender a client that does not retry
 * @param checker a client for opt-out checks, which may retry
 */
export function snsSmsCarrier(sender: SNSClient, checker: SNSClient): Required<SmsCarrier> {
  return {
    async isOptedOut(phoneNumber) {
      const command = new CheckIfPhoneNumberIsOptedOutCommand({ phoneNumber });
      const { isOptedOut } = await providerCall(() => checker.send(command));
      return isOptedOut === true;
    },
    async send(phoneNumber, text, sentBy) {
      const command = new PublishCommand({
        PhoneNumber: phoneNumber,
        Message: text,
        MessageAttributes: {
          "AWS.SNS.SMS.SMSType": { DataType: "String", StringValue: "Transactional" },
          "AWS.SNS.SMS.MaxPrice": { DataType: "Number", StringValue: MAX_SMS_PRICE },
          ...senderAttributes(sentBy),
        },
      });
      const { MessageId } = await providerCall(() => sender.send(command));
      return MessageId ?? "";
    },
  };
}

/** "Publishing SMS messages to a mobile phone", Amazon SNS Developer Guide. */
function senderAttributes({ senderId, originationNumber }: SmsSender): Record<string, MessageAttributeValue> {
  return {
    ...(senderId && { "AWS.SNS.SMS.SenderID": { DataType: "String", StringValue: senderId } }),
    ...(originationNumber && {
      "AWS.MM.SMS.OriginationNumber": { DataType: "String", StringValue: originationNumber },
    }),
  };
}
