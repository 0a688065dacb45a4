import { PublishCommand, type SNSClient } from "@aws-sdk/client-sns";
import { DIGEST_ATTRIBUTE } from "../../../contracts/digest/digest-event";
import type { DigestTopic } from "../../domain/digest/digest-ports";

/** The topic of the alarms. An attribute distinguishes a digest from an alarm, which has none. */
export function snsDigestTopic(client: SNSClient, topicArn: string): DigestTopic {
  return {
    async publish(subject, text) {
      const kind = { DataType: "String", StringValue: DIGEST_ATTRIBUTE.value };
      await client.send(
        new PublishCommand({
          TopicArn: topicArn,
          Subject: subject,
          Message: text,
          MessageAttributes: { [DIGEST_ATTRIBUTE.name]: kind },
        }),
      );
    },
  };
}
