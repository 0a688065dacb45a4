/**
 * SQS and SNS topics in memory: the actions of fauxqs. They are called as functions: its HTTP server, and the services that
 * the local run does not use, are not loaded.
 */
import type { Answer } from "../../protocol/call";
import { ACCOUNT, REGION } from "../../template/references";

/** The origin of queue URLs in the emulator; callers see the server's. */
const QUEUE_ORIGIN = `http://sqs.${REGION}.localhost`;
/** Of each call; the emulator takes the region of a queue or topic from them. */
const REQUEST = {
  headers: {
    host: "localhost",
    authorization: `AWS4-HMAC-SHA256 Credential=local/20260101/${REGION}/sqs/aws4_request`,
  },
};

const SQS_ACTIONS = [
  "ChangeMessageVisibility",
  "ChangeMessageVisibilityBatch",
  "CreateQueue",
  "DeleteMessage",
  "DeleteMessageBatch",
  "DeleteQueue",
  "GetQueueAttributes",
  "GetQueueUrl",
  "ListQueues",
  "ListQueueTags",
  "PurgeQueue",
  "ReceiveMessage",
  "SendMessage",
  "SendMessageBatch",
  "SetQueueAttributes",
  "TagQueue",
  "UntagQueue",
];
/** By module. */
const SNS_ACTIONS = {
  confirmSubscription: ["ConfirmSubscription"],
  createTopic: ["CreateTopic"],
  deleteTopic: ["DeleteTopic"],
  getSubscriptionAttributes: ["GetSubscriptionAttributes"],
  getTopicAttributes: ["GetTopicAttributes"],
  listSubscriptions: ["ListSubscriptions", "ListSubscriptionsByTopic"],
  listTopics: ["ListTopics"],
  publish: ["Publish", "PublishBatch"],
  setSubscriptionAttributes: ["SetSubscriptionAttributes"],
  setTopicAttributes: ["SetTopicAttributes"],
  subscribe: ["Subscribe"],
  tagResource: ["ListTagsForResource", "TagResource", "UntagResource"],
  unsubscribe: ["Unsubscribe"],
};

type Parameters = Readonly<Record<string, unknown>>;
type Action = (parameters: Parameters, ...stores: unknown[]) => Promise<unknown>;

/** What an action of SQS returns. */
export interface SqsAnswer extends Omit<Answer, "body"> {
  readonly result: Record<string, unknown>;
}

export interface Emulator {
  sqs(operation: string, parameters: Parameters): Promise<SqsAnswer>;
  /** A call in the query protocol, for SNS or STS. */
  query(form: Iterable<[string, string]>): Promise<Answer>;
  /** The MD5 digest that SQS returns with message attributes. */
  digestOf(messageAttributes: Record<string, unknown>): string;
  /** Makes receivers that wait for a message of this queue return empty. */
  endLongPolls(queueName: string): void;
  /** Ends the long polls. */
  close(): Promise<void>;
}

interface SqsStore {
  getQueueByName(name: string): { cancelWaiters(): void } | undefined;
  shutdown(): void;
}

interface SqsError extends Error {
  readonly statusCode: number;
  readonly queryErrorHeader: string;
  toJSON(): Record<string, unknown>;
}

interface SnsError extends Error {
  readonly code: string;
  readonly statusCode: number;
  readonly senderFault: boolean;
}

export async function startEmulator(): Promise<Emulator> {
  await acceptAllCharacters();
  const { md5OfMessageAttributes } = await load<{ md5OfMessageAttributes: Emulator["digestOf"] }>("common/md5");
  const errors =
    await load<Record<"SqsError" | "SnsError", new (code: string, message: string) => Error>>("common/errors");
  const { snsErrorResponse } = await load<{ snsErrorResponse(...parts: string[]): string }>("common/xml");
  const { getCallerIdentity } = await load<{ getCallerIdentity(): string }>("sts/getCallerIdentity");
  const { SqsStore } = await load<{ SqsStore: new () => SqsStore }>("sqs/sqsStore");
  const { SnsStore } = await load<{ SnsStore: new () => unknown }>("sns/snsStore");
  const queues = await actions(
    "sqs/actions",
    Object.fromEntries(SQS_ACTIONS.map((name) => [uncapitalized(name), [name]])),
  );
  const topics = await actions("sns/actions", SNS_ACTIONS);
  const [sqsStore, snsStore] = [new SqsStore(), new SnsStore()];
  const sqs = (operation: string) => {
    const action = queues.get(operation);
    if (!action) throw new errors.SqsError("InvalidAction", `Unknown action: ${operation}`);
    return action;
  };
  const sns = (name = "") => {
    const action = topics.get(name);
    if (!action) throw new errors.SnsError("InvalidAction", `Unknown action: ${name}`);
    return action;
  };
  return {
    async sqs(operation, parameters) {
      const headers = { "content-type": "application/x-amz-json-1.0" };
      try {
        const act: Action = sqs(operation);
        const result = (await act(parameters, sqsStore, REQUEST)) ?? {};
        return { status: 200, headers, result: result as Record<string, unknown> };
      } catch (error) {
        if (!(error instanceof errors.SqsError)) throw error;
        const { statusCode, queryErrorHeader } = error as SqsError;
        const named = { ...headers, "x-amzn-query-error": queryErrorHeader };
        return { status: statusCode, headers: named, result: (error as SqsError).toJSON() };
      }
    },
    async query(form) {
      const headers = { "content-type": "text/xml" };
      const parameters = Object.fromEntries(form);
      if (parameters.Action === "GetCallerIdentity") return { status: 200, headers, body: getCallerIdentity() };
      try {
        const act: Action = sns(parameters.Action);
        const body = await act(parameters, snsStore, sqsStore, REQUEST);
        return { status: 200, headers, body: String(body) };
      } catch (error) {
        if (!(error instanceof errors.SnsError)) throw error;
        const { code, message, statusCode, senderFault } = error as SnsError;
        return {
          status: statusCode,
          headers,
          body: snsErrorResponse(code, message, senderFault ? "Sender" : "Receiver"),
        };
      }
    },
    digestOf: md5OfMessageAttributes,
    endLongPolls: (queueName) => sqsStore.getQueueByName(queueName)?.cancelWaiters(),
    close: async () => sqsStore.shutdown(),
  };
}

/** The emulator's URL for a queue URL of a caller. */
export function emulatorQueueUrl(url: unknown): string {
  const name = String(url).split("/").at(-1);
  return `${QUEUE_ORIGIN}/${ACCOUNT}/${name}`;
}

/** Replaces the queue URLs in a response with those for callers. */
export function withQueueOrigin(body: string, endpoint: string): string {
  return body.replaceAll(`${QUEUE_ORIGIN}/`, `${endpoint}/`);
}

/** fauxqs 1.9.2 rejects characters beyond U+FFFF, such as emoji, in message bodies; SQS accepts them. */
async function acceptAllCharacters(): Promise<void> {
  const { INVALID_MESSAGE_BODY_CHAR } = await load<{ INVALID_MESSAGE_BODY_CHAR: RegExp }>("sqs/sqsTypes");
  const refused = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/u;
  INVALID_MESSAGE_BODY_CHAR.test = (body) => refused.test(body);
}

/** @param modules the actions of each module, by its name */
async function actions(
  folder: string,
  modules: Readonly<Record<string, readonly string[]>>,
): Promise<ReadonlyMap<string, Action>> {
  const loaded = Object.entries(modules).map(async ([module, names]) => {
    const functions = await load<Record<string, (...given: unknown[]) => unknown>>(`${folder}/${module}`);
    return names.map((name) => [name, asynchronous(functions[uncapitalized(name)])] as const);
  });
  return new Map((await Promise.all(loaded)).flat());
}

/** Only some wait. */
function asynchronous(action: ((...given: unknown[]) => unknown) | undefined): Action {
  return async (...given) => action?.(...given);
}

function uncapitalized(name: string): string {
  return name.charAt(0).toLowerCase() + name.slice(1);
}

/** A module of fauxqs that is not exported. */
async function load<T>(path: string): Promise<T> {
  return (await import(new URL(`./${path}.js`, import.meta.resolve("fauxqs")).href)) as T;
}
