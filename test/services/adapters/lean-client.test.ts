import { setFlagsFromString } from "node:v8";
import { GetItemCommand } from "@aws-sdk/client-dynamodb";
import { ses } from "../../../services/adapters/carriers/ses-client";
import { sns, snsPhones } from "../../../services/adapters/carriers/sns-clients";
import { defaultProvider } from "../../../services/adapters/clients/environment-credentials";
import { cloudWatch } from "../../../services/adapters/cloudwatch-client";
import { dynamoDb } from "../../../services/adapters/dynamodb/dynamo-client";
import { dynamoDocuments } from "../../../services/adapters/dynamodb/dynamo-document-client";
import { sqs } from "../../../services/adapters/sqs-client";
import { awsEnvironment } from "../../support/environment";
import { AwsServer } from "../../support/servers/aws-server";

const CLIENTS = { sqs, sns, snsPhones, ses, cloudWatch, dynamoDb, dynamoDocuments };

let aws: AwsServer;
beforeAll(async () => {
  aws = await AwsServer.start();
  awsEnvironment(aws.endpoint);
});
afterAll(() => aws.stop());

/** Whether V8 keeps the object's properties in a dictionary, which takes nine times as long to copy. */
function isDictionary(object: object): boolean {
  setFlagsFromString("--allow-natives-syntax");
  const hasFastProperties = new Function("object", "return %HasFastProperties(object)") as (object: object) => boolean;
  return !hasFastProperties(object);
}

test.each(Object.entries(CLIENTS))(
  "the settings of the client %s, which each call copies, are no dictionary",
  (_, make) => {
    expect(isDictionary(make().config)).toBe(false);
  },
);

test("the settings of a client are no dictionary after its calls either", async () => {
  const client = dynamoDb();
  for (let call = 0; call < 3; call += 1) {
    await client.send(new GetItemCommand({ TableName: "table", Key: { id: { S: "1" } } }));
  }
  expect(isDictionary(client.config)).toBe(false);
});

test("the check distinguishes an object in dictionary mode from one with fast properties", () => {
  const object: Record<string, number> = { one: 1, two: 2 };
  expect(isDictionary(object)).toBe(false);
  delete object.one;
  expect(isDictionary(object)).toBe(true);
});

test.each(Object.entries(CLIENTS))("the client %s does not compose its user agent anew for each call", (_, make) => {
  const stack = make().middlewareStack.identify();
  expect(stack.filter((name) => name.startsWith("getUserAgentMiddleware"))).toEqual([]);
});

test("a call says that it is the pipeline's, in one header", async () => {
  await dynamoDb().send(new GetItemCommand({ TableName: "table", Key: { id: { S: "1" } } }));
  const { headers } = aws.of("GetItem").at(-1) ?? {};
  expect(headers?.["user-agent"]).toBe("appointment-reminder-pipeline");
  expect(headers).not.toHaveProperty("x-amz-user-agent");
});

test("a function's credentials are read once", async () => {
  const provider = defaultProvider();
  const first = await provider();
  process.env.AWS_ACCESS_KEY_ID = "another";
  expect(await provider()).toBe(first);
});
