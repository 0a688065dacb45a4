import { MessageRejected, type SESClient, SendEmailCommand } from "@aws-sdk/client-ses";
import type { EmailCarrier } from "../../domain/delivery/carriers";
import { providerCall } from "./provider-error";
import { rejectionCode } from "./ses-rejection";

const CHARSET = "UTF-8";

/**
 * Sends emails by SES.
 * @param sender the sender's address
 * @param configurationSet the SES configuration set
 */
export function sesEmailCarrier(client: SESClient, sender: string, configurationSet: string): EmailCarrier {
  return {
    async send(address, { subject, text, html }) {
      const command = new SendEmailCommand({
        Source: sender,
        ConfigurationSetName: configurationSet,
        Destination: { ToAddresses: [address] },
        Message: {
          Subject: { Charset: CHARSET, Data: subject },
          Body: { Text: { Charset: CHARSET, Data: text }, Html: { Charset: CHARSET, Data: html } },
        },
      });
      const { MessageId } = await providerCall(
        () => client.send(command),
        (error) => (error instanceof MessageRejected ? rejectionCode(error.message, sender) : undefined),
      );
      return MessageId ?? "";
    },
  };
}
