import { createHash } from "node:crypto";
import { type AwsCall, AwsFailure, type AwsServer, sqsTakes } from "./aws-server";

/** The queues of receipts, for tests in which they stay empty. */
export const RECEIPT_QUEUES = ["healthcare-delivery-receipts-test", "healthcare-delivery-receipts-dlq-test"];

/** The queues of answers, for tests in which they stay empty. */
export const REPLY_QUEUES = ["healthcare-replies-test", "healthcare-replies-dlq-test"];

/** The queues that the commands look at, of the environment `test`. */
export const ALL_QUEUES = [
  "healthcare-appointments-test",
  "healthcare-email-fallback-test",
  "healthcare-appointments-dlq-test",
  "healthcare-bookings-test",
  "healthcare-bookings-dlq-test",
  ...RECEIPT_QUEUES,
  ...REPLY_QUEUES,
  "sms-receipt-collector-dlq-test",
  "daily-notification-dlq-test",
];

interface Served {
  readonly id: string;
  readonly body: string;
  readonly attributes: object;
  /** ms since 1970 */
  readonly sentAt: number;
  hidden: boolean;
}

/** The queues of a test's SQS: sent messages are kept, received messages are hidden. */
export class ServedQueues {
  readonly #queues = new Map<string, Served[]>();
  #messages = 0;

  constructor(
    private readonly aws: AwsServer,
    ...names: readonly string[]
  ) {
    for (const name of names) this.#queues.set(name, []);
    this.serve();
  }

  /** Answers from now on, in place of responses that a test has set. */
  serve(): void {
    const { aws } = this;
    aws.on("GetQueueUrl", ({ parameters }) => this.#url(String(parameters.QueueName)));
    aws.on("SendMessage", (call) => this.send(call));
    aws.on("ReceiveMessage", (call) => this.receive(call));
    aws.on("DeleteMessage", (call) => this.delete(call));
    aws.on("GetQueueAttributes", (call) => {
      const hidden = this.#of(call).filter((message) => message.hidden).length;
      const Attributes = {
        ApproximateNumberOfMessages: String(this.#of(call).length - hidden),
        ApproximateNumberOfMessagesNotVisible: String(hidden),
        ApproximateNumberOfMessagesDelayed: "0",
      };
      return { Attributes };
    });
    aws.on("ChangeMessageVisibility", (call) => {
      const message = this.#of(call).find(isOf(call));
      if (message) message.hidden = call.parameters.VisibilityTimeout !== 0;
      return {};
    });
  }

  send(call: AwsCall) {
    const { MessageBody, MessageAttributes = {} } = call.parameters;
    this.#of(call).push(this.#message(String(MessageBody), MessageAttributes as object, Date.now()));
    return sqsTakes(call);
  }

  receive(call: AwsCall) {
    const received = this.#of(call).filter(({ hidden }) => !hidden);
    for (const message of received.slice(0, 10)) message.hidden = true;
    return { Messages: received.slice(0, 10).map(toSqs) };
  }

  delete(call: AwsCall) {
    const messages = this.#of(call);
    messages.splice(messages.findIndex(isOf(call)), 1);
    return {};
  }

  /** The bodies of all messages in a queue, hidden or not. */
  bodiesIn(queue: string): string[] {
    return (this.#queues.get(queue) ?? []).map(({ body }) => body);
  }

  /** All messages in a queue, hidden or not. */
  messagesIn(queue: string): readonly Pick<Served, "id" | "body" | "attributes">[] {
    return this.#queues.get(queue) ?? [];
  }

  idsIn(queue: string): string[] {
    return (this.#queues.get(queue) ?? []).map(({ id }) => id);
  }

  /**
   * Puts a message on a queue.
   * @param sentAt ms since 1970; an hour ago unless said otherwise
   */
  put(
    queue: string,
    body: string,
    attributes: Readonly<Record<string, string>> = {},
    sentAt = Date.now() - 3_600_000,
  ): void {
    const texts = Object.entries(attributes).map(([name, StringValue]) => [name, { DataType: "String", StringValue }]);
    this.#queues.get(queue)?.push(this.#message(body, Object.fromEntries(texts), sentAt));
  }

  /** The bodies of the visible messages in a queue. */
  visibleIn(queue: string): string[] {
    return (this.#queues.get(queue) ?? []).filter(({ hidden }) => !hidden).map(({ body }) => body);
  }

  #url(name: string) {
    if (!this.#queues.has(name)) return new AwsFailure("AWS.SimpleQueueService.NonExistentQueue", 400, "no such queue");
    return { QueueUrl: `${this.aws.endpoint}/000000000000/${name}` };
  }

  #of({ parameters }: AwsCall): Served[] {
    return this.#queues.get(String(parameters.QueueUrl).split("/").at(-1) ?? "") ?? [];
  }

  #message(body: string, attributes: object, sentAt: number): Served {
    this.#messages += 1;
    return { id: `message-${this.#messages}`, body, attributes, sentAt, hidden: false };
  }
}

const isOf =
  ({ parameters }: AwsCall) =>
  ({ id }: Served) =>
    id === parameters.ReceiptHandle;

function toSqs({ id, body, attributes, sentAt }: Served) {
  return {
    MessageId: id,
    ReceiptHandle: id,
    Body: body,
    MD5OfBody: createHash("md5").update(body).digest("hex"),
    MessageAttributes: attributes,
    Attributes: { SentTimestamp: String(sentAt) },
  };
}
