import { MessageRejected, type SESClient, SendRawEmailCommand } from "@aws-sdk/client-ses";
import type { EmailCarrier } from "../../domain/delivery/carriers";
import { mimeMessage } from "./mime-message";
import { providerCall } from "./provider-error";
import { rejectionCode } from "./ses-rejection";

/**
 * Sends emails by SES. SendEmail takes no attachments, SendRawEmail takes the whole email.
 * @param sender the sender's address
 * @param configurationSet the SES configuration set
 */
export function sesEmailCarrier(client: SESClient, sender: string, configurationSet: string): EmailCarrier {
  return {
    sender,
    async send(address, content, { notificationId, timestamp, claimId }) {
      const message = mimeMessage({ from: sender, to: address }, content);
      const command = new SendRawEmailCommand({
        Source: sender,
        Destinations: [address],
        ConfigurationSetName: configurationSet,
        // Each event that SES publishes about the email has them.
        Tags: Object.entries({ notificationId, timestamp, claimId }).map(([Name, Value]) => ({
          Name,
          Value: String(Value),
        })),
        RawMessage: { Data: Buffer.from(message, "latin1") },
      });
      const { MessageId } = await providerCall(
        () => client.send(command),
        (error) => (error instanceof MessageRejected ? rejectionCode(error.message, sender) : undefined),
      );
      return MessageId ?? "";
    },
  };
}
