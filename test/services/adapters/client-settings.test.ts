import type { Agent } from "node:http";
import { PutMetricDataCommand } from "@aws-sdk/client-cloudwatch";
import { SendRawEmailCommand } from "@aws-sdk/client-ses";
import { PublishCommand } from "@aws-sdk/client-sns";
import { SendMessageCommand } from "@aws-sdk/client-sqs";
import { GetCommand } from "@aws-sdk/lib-dynamodb";
import { ses } from "../../../services/adapters/carriers/ses-client";
import { sns, snsPhones } from "../../../services/adapters/carriers/sns-clients";
import { cloudWatch } from "../../../services/adapters/cloudwatch-client";
import { dynamoDocuments } from "../../../services/adapters/dynamodb/dynamo-document-client";
import { sqs } from "../../../services/adapters/sqs-client";
import { awsEnvironment } from "../../support/environment";
import { AwsServer } from "../../support/servers/aws-server";

/** What a consumer keeps of its function's time for what follows a wait, in ms. */
const RESERVED = 10_000;

interface Settings {
  readonly tries: number;
  readonly connectionTimeout: number;
  readonly requestTimeout: number;
  readonly throwOnRequestTimeout: boolean;
  readonly httpAgent: Agent;
  readonly httpsAgent: Agent;
}

interface Client {
  readonly config: {
    maxAttempts(): Promise<number>;
    readonly requestHandler: object;
  };
}

/** What a client goes by; it knows once it has called. */
async function settingsOf(client: Client, call: Promise<unknown>): Promise<Settings> {
  await call;
  const { maxAttempts, requestHandler } = client.config;
  const { httpHandlerConfigs } = requestHandler as { httpHandlerConfigs(): Omit<Settings, "tries"> };
  return { tries: await maxAttempts(), ...httpHandlerConfigs.call(requestHandler) };
}

let aws: AwsServer;
beforeAll(async () => {
  aws = await AwsServer.start();
  awsEnvironment(aws.endpoint);
  aws.on("SendRawEmail", () => ({ MessageId: "email-1" }));
});
afterAll(() => aws.stop());

const REPEATED: Record<string, () => Promise<Settings>> = {
  queues: () => {
    const client = sqs();
    return settingsOf(
      client,
      client.send(new SendMessageCommand({ QueueUrl: `${aws.endpoint}/q`, MessageBody: "{}" })),
    );
  },
  topics: () => {
    const client = sns();
    return settingsOf(client, client.send(new PublishCommand({ TopicArn: "topic", Message: "m" })));
  },
  tables: () => {
    const client = dynamoDocuments();
    return settingsOf(client, client.send(new GetCommand({ TableName: "table", Key: { id: "1" } })));
  },
  metrics: () => {
    const client = cloudWatch();
    return settingsOf(client, client.send(new PutMetricDataCommand({ Namespace: "n", MetricData: [] })));
  },
};

const SENDS: Record<string, () => Promise<Settings>> = {
  SMS: () => {
    const client = snsPhones();
    return settingsOf(client, client.send(new PublishCommand({ PhoneNumber: "+12065550100", Message: "m" })));
  },
  email: () => {
    const client = ses();
    return settingsOf(client, client.send(new SendRawEmailCommand({ RawMessage: { Data: Buffer.from("m") } })));
  },
};

test.each(Object.keys({ ...REPEATED, ...SENDS }))(
  "calls to the %s that hang are given up, all tries together, in the time that a consumer reserves",
  async (name) => {
    const { tries, requestTimeout, connectionTimeout, throwOnRequestTimeout } =
      (await { ...REPEATED, ...SENDS }[name]?.()) ?? ({} as Settings);
    expect(tries * requestTimeout).toBeLessThanOrEqual(RESERVED);
    expect(connectionTimeout).toBeLessThan(requestTimeout);
    expect(throwOnRequestTimeout).toBe(true);
  },
);

test("no client copies what a call sends and receives, for a log that nobody keeps", () => {
  for (const make of [sqs, sns, dynamoDocuments, cloudWatch, snsPhones, ses]) {
    const { logger } = make().config;
    expect([typeof logger.info, typeof logger.error, typeof logger.warn]).toEqual([
      "undefined",
      "undefined",
      "function",
    ]);
  }
});

test.each(Object.keys(REPEATED))("a call to the %s may be repeated", async (name) => {
  expect((await REPEATED[name]?.())?.tries).toBeGreaterThan(1);
});

test.each(Object.keys(SENDS))(
  "a send by %s is not repeated, and its connections are not idle for long",
  async (name) => {
    const settings = await SENDS[name]?.();
    expect(settings?.tries).toBe(1);
    for (const agent of [settings?.httpAgent, settings?.httpsAgent]) {
      expect(agent).toMatchObject({ keepAlive: true, options: { timeout: 2_000 } });
    }
  },
);

test("calls of one kind at the same time each send their own input, and no more than the first one did", async () => {
  const client = snsPhones();
  const phones = Array.from({ length: 5 }, (_, index) => `+1206555010${index}`);
  const lengths = new Set<number>();
  client.middlewareStack.add(
    (next) => async (args) => {
      lengths.add(JSON.stringify((args.request as { headers: object }).headers).length);
      return next(args);
    },
    { step: "finalizeRequest", priority: "low" },
  );
  aws.reset();
  for (let round = 0; round < 3; round += 1) {
    await Promise.all(phones.map((PhoneNumber) => client.send(new PublishCommand({ PhoneNumber, Message: "m" }))));
  }
  const sent = aws.of("Publish").map(({ parameters }) => parameters.PhoneNumber);
  expect(sent.sort()).toEqual([...phones, ...phones, ...phones].sort());
  expect(lengths.size).toBe(1);
});

describe("The tables' client", () => {
  test("leaves out what has no value", async () => {
    await dynamoDocuments().send(new GetCommand({ TableName: "table", Key: { id: "1", missing: undefined } }));
    expect(aws.of("GetItem").at(-1)?.parameters.Key).toEqual({ id: { S: "1" } });
  });

  test("reads a number that JavaScript cannot hold as the nearest that it can", async () => {
    aws.on("GetItem", () => ({ Item: { id: { S: "1" }, big: { N: "9007199254740993.5" } } }));
    const { Item } = await dynamoDocuments().send(new GetCommand({ TableName: "table", Key: { id: "1" } }));
    expect(Item).toEqual({ id: "1", big: 9_007_199_254_740_994 });
  });
});
