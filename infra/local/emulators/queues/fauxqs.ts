/** SQS and SNS topics in memory: fauxqs, called in the process. It does not listen. */
import { buildApp } from "fauxqs";
import type { Answer } from "../../protocol/call";
import { ACCOUNT, REGION } from "../../template/references";

/** The origin of queue URLs in the emulator; callers see the server's. */
const QUEUE_ORIGIN = `http://sqs.${REGION}.localhost`;
const AUTHORIZATION = `AWS4-HMAC-SHA256 Credential=local/20260101/${REGION}/sqs/aws4_request`;

type Stores = NonNullable<NonNullable<Parameters<typeof buildApp>[0]>["stores"]>;

export interface Emulator {
  sqs(operation: string, parameters: Record<string, unknown>): Promise<Answer>;
  /** @param form a call in the query protocol, for SNS or STS */
  query(form: string): Promise<Answer>;
  /** The MD5 digest that SQS returns with message attributes. */
  digestOf(messageAttributes: Record<string, unknown>): string;
  /** Makes receivers that wait for a message of this queue return empty. */
  endLongPolls(queueName: string): void;
  /** Ends the long polls. */
  close(): Promise<void>;
}

export async function startEmulator(): Promise<Emulator> {
  await acceptAllCharacters();
  const { md5OfMessageAttributes } = await moduleOfEmulator<{ md5OfMessageAttributes: Emulator["digestOf"] }>(
    "common/md5",
  );
  const stores = await createStores();
  const app = buildApp({ logger: false, stores });
  const post = async (payload: string, headers: Record<string, string>): Promise<Answer> => {
    const fixed = { host: "localhost", authorization: AUTHORIZATION };
    const response = await app.inject({ method: "POST", url: "/", payload, headers: { ...headers, ...fixed } });
    const kept = ["content-type", "x-amzn-query-error"].filter((name) => response.headers[name] !== undefined);
    return {
      status: response.statusCode,
      headers: Object.fromEntries(kept.map((name) => [name, String(response.headers[name])])),
      body: response.payload,
    };
  };
  return {
    sqs: (operation, parameters) =>
      post(JSON.stringify(parameters), {
        "content-type": "application/x-amz-json-1.0",
        "x-amz-target": `AmazonSQS.${operation}`,
      }),
    query: (form) => post(form, { "content-type": "application/x-www-form-urlencoded" }),
    digestOf: md5OfMessageAttributes,
    endLongPolls: (queueName) => stores.sqsStore.getQueueByName(queueName)?.cancelWaiters(),
    close: () => app.close().then(() => undefined),
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
  const { INVALID_MESSAGE_BODY_CHAR } = await moduleOfEmulator<{ INVALID_MESSAGE_BODY_CHAR: RegExp }>("sqs/sqsTypes");
  const refused = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/u;
  INVALID_MESSAGE_BODY_CHAR.test = (body) => refused.test(body);
}

/** The stores that fauxqs would otherwise create itself, without access to them. */
async function createStores(): Promise<Stores> {
  const { SqsStore } = await moduleOfEmulator<{ SqsStore: new () => Stores["sqsStore"] }>("sqs/sqsStore");
  const { SnsStore } = await moduleOfEmulator<{ SnsStore: new () => Stores["snsStore"] }>("sns/snsStore");
  const { S3Store } = await moduleOfEmulator<{ S3Store: new () => Stores["s3Store"] }>("s3/s3Store");
  return { sqsStore: new SqsStore(), snsStore: new SnsStore(), s3Store: new S3Store() };
}

/** A module of fauxqs that is not exported. */
async function moduleOfEmulator<T>(path: string): Promise<T> {
  return (await import(new URL(`./${path}.js`, import.meta.resolve("fauxqs")).href)) as T;
}
