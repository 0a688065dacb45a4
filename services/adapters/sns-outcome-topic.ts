import { PublishBatchCommand, type SNSClient } from "@aws-sdk/client-sns";
import { OUTCOME_ATTRIBUTES, type OutcomeEvent } from "../../contracts/outcome-event";
import type { ReplyEvent } from "../../contracts/replies/reply-event";
import { inBatches } from "../domain/concurrency/batches";

export interface EventTopic {
  publish(events: readonly (OutcomeEvent | ReplyEvent)[]): Promise<void>;
}

/** The topic of outcome and reply events, to which other systems subscribe. */
export function snsOutcomeTopic(client: SNSClient, topicArn: string): EventTopic {
  return {
    async publish(events) {
      const answers = await Promise.all(
        inBatches(events).map((batch) =>
          client.send(new PublishBatchCommand({ TopicArn: topicArn, PublishBatchRequestEntries: batch.map(toEntry) })),
        ),
      );
      const failed = answers.flatMap(({ Failed = [] }) => Failed);
      if (failed.length > 0) throw Object.assign(new Error(), { name: failed[0]?.Code ?? "PublishFailed" });
    },
  };
}

function toEntry(event: OutcomeEvent | ReplyEvent, index: number) {
  const attribute = (value: string) => ({ DataType: "String", StringValue: value });
  return {
    Id: String(index),
    Message: JSON.stringify(event),
    MessageAttributes: {
      [OUTCOME_ATTRIBUTES.status]: attribute(event.status),
      ...(event.channel && { [OUTCOME_ATTRIBUTES.channel]: attribute(event.channel) }),
    },
  };
}
