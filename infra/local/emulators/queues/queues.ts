/** The APIs of SQS and SNS topics, with the template's queues and topics in the emulator. */
import { QUEUE_COUNT_ATTRIBUTES, type QueueCounts, queueCounts } from "../../../../services/domain/queue-counts";
import { type Call, jsonParameters, queryParameters, type ReadonlyParameters, type Service } from "../../protocol/call";
import type { LocalResources, Resource } from "../../template/resource-types";
import { type Emulator, emulatorQueueUrl, type SqsAnswer, withQueueOrigin } from "./fauxqs";
import { dependsOnTimes, divideTimes, type QueueTimes } from "./queue-time";

type Parameters = Readonly<Record<string, unknown>>;

export interface Queues {
  readonly sqs: Service;
  readonly sns: Service;
  readonly sts: Service;
  /** A call by the local run itself to one of the template's queues; its times are not divided. */
  operate<T>(operation: string, queueName: string, parameters: Parameters): Promise<T>;
  /** Publishes a message to a topic on behalf of an AWS service. */
  publish(topicArn: string, message: string): Promise<void>;
  /** Makes receivers that wait for a message of this queue return empty. */
  endLongPolls(queueName: string): void;
  /** By queue name. */
  counts(): Promise<Record<string, QueueCounts>>;
}

/**
 * @param endpoint the origin of queue URLs
 * @param timeFactor divides the delays and visibility timeouts of all calls to {@link Queues.sqs}
 */
export async function createQueues(
  emulator: Emulator,
  { queues, topics, topicSubscriptions }: Pick<LocalResources, "queues" | "topics" | "topicSubscriptions">,
  endpoint: string,
  timeFactor: number,
): Promise<Queues> {
  const operate = async <T>(operation: string, queueName: string, parameters: Parameters): Promise<T> => {
    const answer = await emulator.sqs(operation, { ...parameters, QueueUrl: emulatorQueueUrl(queueName) });
    return accepted(answer, `${operation} on ${queueName}`) as T;
  };
  for (const queue of queues) {
    const created = await emulator.sqs("CreateQueue", { QueueName: queue.name, Attributes: queueAttributes(queue) });
    accepted(created, `${queue.logicalId} of the template`);
  }
  for (const { name, logicalId } of topics) {
    const created = await emulator.query(Object.entries({ Action: "CreateTopic", Name: name }));
    if (created.status !== 200) throw new Error(`${logicalId} of the template: ${created.body}`);
  }
  for (const { topicArn, queueArn, raw } of topicSubscriptions) {
    const attribute = { "Attributes.entry.1.key": "RawMessageDelivery", "Attributes.entry.1.value": String(raw) };
    const form = { Action: "Subscribe", TopicArn: topicArn, Protocol: "sqs", Endpoint: queueArn, ...attribute };
    const subscribed = await emulator.query(Object.entries(form));
    if (subscribed.status !== 200) throw new Error(`subscription of ${queueArn} to ${topicArn}: ${subscribed.body}`);
  }
  const timesOf = async (url: unknown): Promise<QueueTimes> => {
    const AttributeNames = ["DelaySeconds", "VisibilityTimeout"];
    const answer = await emulator.sqs("GetQueueAttributes", { QueueUrl: emulatorQueueUrl(url), AttributeNames });
    return (answer.result as { Attributes?: QueueTimes }).Attributes ?? {};
  };

  return {
    operate,
    publish: async (topicArn, message) => {
      const form = { Action: "Publish", TopicArn: topicArn, Message: message };
      const published = await emulator.query(Object.entries(form));
      if (published.status !== 200) throw new Error(`Publish to ${topicArn}: ${published.body}`);
    },
    endLongPolls: emulator.endLongPolls,
    sqs: async (call) => {
      const asked = jsonParameters(call);
      const times = dependsOnTimes(call.operation) ? await timesOf(asked.QueueUrl) : {};
      const divided = divideTimes(call.operation, asked, times, timeFactor);
      const queue = asked.QueueUrl !== undefined && { QueueUrl: emulatorQueueUrl(asked.QueueUrl) };
      const { result, ...answer } = await emulator.sqs(call.operation, { ...divided, ...queue });
      if (call.operation === "ReceiveMessage" && answer.status === 200) {
        return { ...answer, body: JSON.stringify(withAttributesAsked(result, asked, emulator.digestOf)) };
      }
      return { ...answer, body: withQueueOrigin(JSON.stringify(result), endpoint) };
    },
    sns: (call) => emulator.query(queryParameters(call).entries()),
    sts: (call) => emulator.query(queryParameters(call).entries()),
    counts: async () => {
      const countsOf = async ({ name }: Resource) => {
        const AttributeNames = Object.values(QUEUE_COUNT_ATTRIBUTES);
        type Answered = { Attributes: Record<string, string> };
        const { Attributes } = await operate<Answered>("GetQueueAttributes", name, { AttributeNames });
        return [name, queueCounts(Attributes)] as const;
      };
      return Object.fromEntries(await Promise.all(queues.map(countsOf)));
    },
  };
}

function queueAttributes({ properties }: Resource): Record<string, string> {
  const given = Object.entries(properties).filter(([name]) => name !== "QueueName");
  return Object.fromEntries(
    given.map(([name, value]) => [name, typeof value === "object" ? JSON.stringify(value) : String(value)]),
  );
}

/**
 * SQS returns the message attributes that a receiver asks for, with their digest. The emulator returns all attributes to a
 * receiver that asks for none, and the digest of all of them to one that asks for some.
 */
function withAttributesAsked(result: Parameters, asked: Parameters, digestOf: Emulator["digestOf"]): Parameters {
  const { Messages } = result as { Messages?: Parameters[] };
  const asksForSome = ((asked.MessageAttributeNames ?? []) as string[]).length > 0;
  const received = Messages?.map(({ MessageAttributes, MD5OfMessageAttributes: _, ...message }) => {
    if (!asksForSome || MessageAttributes === undefined) return message;
    return { ...message, MessageAttributes, MD5OfMessageAttributes: digestOf(MessageAttributes as Parameters) };
  });
  return { Messages: received };
}

function accepted({ status, result }: SqsAnswer, what: string): unknown {
  if (status !== 200) throw new Error(`${what}: ${JSON.stringify(result)}`);
  return result;
}

/** Whether this SNS call is about a phone, not a topic. */
export function isAboutPhone(call: Call, parameters: ReadonlyParameters): boolean {
  return (
    call.operation === "CheckIfPhoneNumberIsOptedOut" || (call.operation === "Publish" && parameters.has("PhoneNumber"))
  );
}
