/** Another system that subscribes to the topic of outcomes. */
import { SubscribeCommand } from "@aws-sdk/client-sns";
import { CreateQueueCommand, DeleteMessageBatchCommand, ReceiveMessageCommand } from "@aws-sdk/client-sqs";
import { checkEvents } from "../data/published-events";
import { eventually } from "../eventually";
import type { LocalCloudProcess } from "../servers/local-cloud";

/** An event, with the message attributes by which subscribers filter. */
export interface ReceivedEvent {
  readonly attributes: Readonly<Record<string, string>>;
  readonly [field: string]: unknown;
}

export type Subscriber = Awaited<ReturnType<typeof subscribe>>;

/**
 * Subscribes to a topic.
 * @param topic its name
 * @param filterPolicy of the subscription, on message attributes; without one it gets every event
 * @param queue the name of its queue, which is created
 * @returns what it got, and a function that waits for an event
 */
export async function subscribe(
  cloud: LocalCloudProcess,
  topic: string,
  filterPolicy?: Readonly<Record<string, readonly string[]>>,
  queue = "subscriber",
) {
  const { QueueUrl } = await cloud.sqs.send(new CreateQueueCommand({ QueueName: queue }));
  const TopicArn = `arn:aws:sns:us-east-1:000000000000:${topic}`;
  const Endpoint = `arn:aws:sqs:us-east-1:000000000000:${queue}`;
  const Attributes = {
    RawMessageDelivery: "true",
    ...(filterPolicy && { FilterPolicy: JSON.stringify(filterPolicy) }),
  };
  await cloud.sns.send(new SubscribeCommand({ TopicArn, Protocol: "sqs", Endpoint, Attributes }));
  const events: ReceivedEvent[] = [];
  const receive = async () => {
    const { Messages = [] } = await cloud.sqs.send(
      new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, MessageAttributeNames: ["All"] }),
    );
    for (const { Body = "{}", MessageAttributes = {} } of Messages) {
      const named = Object.entries(MessageAttributes).map(([name, value]) => [name, value.StringValue ?? ""]);
      const content = JSON.parse(Body);
      if (!("resourceType" in content)) checkEvents([content]);
      events.push({ ...content, attributes: Object.fromEntries(named) });
    }
    const Entries = Messages.map(({ ReceiptHandle }, index) => ({ Id: `${index}`, ReceiptHandle }));
    if (Entries.length > 0) await cloud.sqs.send(new DeleteMessageBatchCommand({ QueueUrl, Entries }));
  };
  return {
    /** Every event so far. */
    events: () => events,
    /** Waits for an event with this value in one of its fields. */
    eventWith: (field: string, value: string) =>
      eventually(`an event with the ${field} ${value}`, async () => {
        await receive();
        return events.find((event) => event[field] === value);
      }),
    /** Waits until it has got so many events, and looks whether more are there. */
    got: async (count: number) => {
      await eventually(`${count} events`, async () => {
        await receive();
        return events.length >= count;
      });
      await receive();
      return events;
    },
  };
}
