import { PublishBatchCommand, type SNSClient } from "@aws-sdk/client-sns";
import { OUTCOME_ATTRIBUTES, type OutcomeEvent } from "../../contracts/outcome-event";
import { inBatches } from "../domain/concurrency/batches";
import type { OutcomeTopic } from "../domain/ports";

/** The topic of outcome events, to which other systems subscribe. */
export function snsOutcomeTopic(client: SNSClient, topicArn: string): OutcomeTopic {
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

function toEntry(event: OutcomeEvent, index: number) {
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
