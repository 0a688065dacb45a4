/** SDKs used the query protocol of SQS until 2023, boto3 until 2024: requests as boto3 1.26.27 sends them. */
import { CreateQueueCommand } from "@aws-sdk/client-sqs";
import { SAMPLE, writeSampleAssembly } from "../../support/data/sample-assembly";
import { type LocalCloudProcess, startLocalCloudProcess } from "../../support/servers/local-cloud";

let cloud: LocalCloudProcess;

beforeAll(async () => {
  cloud = await startLocalCloudProcess({ assembly: writeSampleAssembly() });
});
afterAll(() => cloud.stop());

async function post(parameters: Record<string, string>, { caller = "test", path = "/" } = {}) {
  const response = await fetch(cloud.endpoint + path, {
    method: "POST",
    headers: {
      authorization: `AWS4-HMAC-SHA256 Credential=${caller}/20260101/us-east-1/sqs/aws4_request, SignedHeaders=host`,
      "content-type": "application/x-www-form-urlencoded; charset=utf-8",
    },
    body: new URLSearchParams({ Version: "2012-11-05", ...parameters }),
  });
  return { status: response.status, xml: await response.text() };
}
const textOf = (xml: string, element: string) => new RegExp(`<${element}>([^<]*)</${element}>`).exec(xml)?.[1];

async function ownQueue(QueueName: string): Promise<string> {
  return (await cloud.sqs.send(new CreateQueueCommand({ QueueName }))).QueueUrl ?? "";
}

test("a message is sent, received and deleted, with the digests that SDKs check", async () => {
  const QueueUrl = await ownQueue("roundtrip");
  const attribute = (index: number, name: string, value: string) => ({
    [`MessageAttribute.${index}.Name`]: name,
    [`MessageAttribute.${index}.Value.DataType`]: "String",
    [`MessageAttribute.${index}.Value.StringValue`]: value,
  });
  const sent = await post({
    Action: "SendMessage",
    QueueUrl,
    MessageBody: "Zoë <&>\r\n🏥",
    ...attribute(1, "a", "1"),
    ...attribute(2, "b", "2"),
  });
  // Digests by Python's hashlib over the body and over SQS's encoding of the attributes.
  expect([textOf(sent.xml, "MD5OfMessageBody"), textOf(sent.xml, "MD5OfMessageAttributes")]).toEqual([
    "57facb61a90aa256d783bad8d346a957",
    "fb921ed26b602b1dbe2a595741287c4a",
  ]);
  const received = await post({ Action: "ReceiveMessage", QueueUrl, "MessageAttributeName.1": "a" });
  expect(textOf(received.xml, "Body")).toBe("Zoë &#60;&#38;&#62;&#13;\n🏥");
  expect(textOf(received.xml, "MD5OfMessageAttributes")).toBe("314c77b249893c6b3c765a42cc08b245");
  const ReceiptHandle = textOf(received.xml, "ReceiptHandle") ?? "";
  expect((await post({ Action: "DeleteMessage", QueueUrl, ReceiptHandle })).status).toBe(200);
  const counted = await post({ Action: "GetQueueAttributes", QueueUrl, "AttributeName.1": "All" });
  expect(counted.xml).toContain("<Name>ApproximateNumberOfMessagesNotVisible</Name><Value>0</Value>");
});

test("delays are divided as for a call in JSON", async () => {
  const QueueUrl = await ownQueue("delayed");
  await post({ Action: "SendMessage", QueueUrl, MessageBody: "x", DelaySeconds: "60" });
  const { xml } = await post({ Action: "ReceiveMessage", QueueUrl, WaitTimeSeconds: "20" });
  expect(textOf(xml, "Body")).toBe("x");
});

test("queue URLs have the local endpoint, and accept calls", async () => {
  const { xml } = await post({ Action: "GetQueueUrl", QueueName: SAMPLE.deadLetterQueue });
  expect(textOf(xml, "QueueUrl")).toBe(cloud.queueUrl(SAMPLE.deadLetterQueue));
  const path = new URL(await ownQueue("posted-to")).pathname;
  expect((await post({ Action: "SendMessage", MessageBody: "x" }, { path })).status).toBe(200);
  const { xml: received } = await post({ Action: "ReceiveMessage" }, { path });
  expect(textOf(received, "Body")).toBe("x");
});

test("an error has the code that SDKs of that time know", async () => {
  const { status, xml } = await post({ Action: "GetQueueUrl", QueueName: "nobody" });
  expect([status, textOf(xml, "Code")]).toEqual([400, "AWS.SimpleQueueService.NonExistentQueue"]);
});

test("the call is checked against the function's role, and counted", async () => {
  const caller = `local-${SAMPLE.consumer}`;
  const QueueUrl = cloud.queueUrl(SAMPLE.queue);
  expect((await post({ Action: "GetQueueAttributes", QueueUrl }, { caller })).status).toBe(200);
  const { status, xml } = await post({ Action: "SendMessage", QueueUrl, MessageBody: "x" }, { caller });
  expect([status, textOf(xml, "Code")]).toEqual([403, "AccessDenied"]);
  const of = { by: "function", functionName: SAMPLE.consumer, resource: "arn:aws:sqs:us-east-1:000000000000:work-dev" };
  const calls = await cloud.calls();
  expect(calls).toContainEqual({ ...of, operation: "GetQueueAttributes", times: 1, retries: 0 });
  expect(calls).toContainEqual({ ...of, operation: "SendMessage", times: 1, retries: 0 });
});

test("a paused service does not respond to a function's call", async () => {
  await cloud.pause("sqs");
  const QueueUrl = cloud.queueUrl(SAMPLE.queue);
  const asked = post({ Action: "GetQueueAttributes", QueueUrl }, { caller: `local-${SAMPLE.consumer}` });
  while ((await cloud.hanging()).sqs === 0);
  await cloud.resume("sqs");
  expect((await asked).status).toBe(200);
});
