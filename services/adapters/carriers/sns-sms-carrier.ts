import { CheckIfPhoneNumberIsOptedOutCommand, PublishCommand, type SNSClient } from "@aws-sdk/client-sns";
import type { SmsCarrier } from "../../domain/delivery/carriers";
import { providerCall } from "./provider-error";

/** USD: the most that one SMS may cost, over all its parts. */
const MAX_PRICE = "0.50";

/**
 * SMS by SNS.
 * @param sender repeats nothing by itself
 * @param asker may repeat what it asks
 */
export function snsSmsCarrier(sender: SNSClient, asker: SNSClient): SmsCarrier {
  return {
    async isOptedOut(phoneNumber) {
      const command = new CheckIfPhoneNumberIsOptedOutCommand({ phoneNumber });
      const { isOptedOut } = await providerCall(() => asker.send(command));
      return isOptedOut === true;
    },
    async send(phoneNumber, text) {
      const command = new PublishCommand({
        PhoneNumber: phoneNumber,
        Message: text,
        MessageAttributes: {
          "AWS.SNS.SMS.SMSType": { DataType: "String", StringValue: "Transactional" },
          "AWS.SNS.SMS.MaxPrice": { DataType: "Number", StringValue: MAX_PRICE },
        },
      });
      const { MessageId } = await providerCall(() => sender.send(command));
      return MessageId ?? "";
    },
  };
}
