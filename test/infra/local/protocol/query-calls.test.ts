import { AwsError, type Call, jsonAnswer } from "../../../../infra/local/protocol/call";
import { inQueryProtocol } from "../../../../infra/local/protocol/query-calls";
import { aCall } from "../a-call";

/** The call that a JSON service gets, and the response that the caller gets. */
async function ask(form: string, answer: object = {}, more: Partial<Call> = {}) {
  const operation = new URLSearchParams(form).get("Action") ?? "";
  const served: Call[] = [];
  const call = aCall({ service: "sqs", operation, ...more }, form);
  const { body } = await inQueryProtocol(call, async (asked) => {
    served.push(asked);
    return jsonAnswer(answer);
  });
  const [{ protocol, body: json } = call] = served;
  return { protocol, parameters: JSON.parse(String(json)) as unknown, xml: String(body) };
}

const failing = (error: AwsError, form = "Action=SendMessage") =>
  inQueryProtocol(aCall({ service: "sqs", operation: form.slice("Action=".length) }, form), async () => {
    throw error;
  });

/** As boto3 1.26.27 sends it. */
const BATCH =
  "Action=SendMessageBatch&Version=2012-11-05&QueueUrl=http%3A%2F%2Fh%2F0%2Fq&SendMessageBatchRequestEntry.1.Id=a&" +
  "SendMessageBatchRequestEntry.1.MessageBody=%7B%22x%22%3A+%22%C3%A9+%26+%3C%22%7D&" +
  "SendMessageBatchRequestEntry.1.DelaySeconds=60&SendMessageBatchRequestEntry.1.MessageAttribute.1.Name=n&" +
  "SendMessageBatchRequestEntry.1.MessageAttribute.1.Value.DataType=String&" +
  "SendMessageBatchRequestEntry.1.MessageAttribute.1.Value.StringValue=v&SendMessageBatchRequestEntry.2.Id=b&" +
  "SendMessageBatchRequestEntry.2.MessageBody=y";

test("entries, attributes and numbers of a form are those of the JSON call", async () => {
  const { protocol, parameters } = await ask(BATCH);
  const MessageAttributes = { n: { DataType: "String", StringValue: "v" } };
  const entry = { Id: "a", MessageBody: '{"x": "é & <"}', DelaySeconds: 60, MessageAttributes };
  expect([protocol, parameters]).toEqual([
    "json",
    { QueueUrl: "http://h/0/q", Entries: [entry, { Id: "b", MessageBody: "y" }] },
  ]);
});

test("items keep their order beyond nine, and a queue's attributes are a map", async () => {
  const names = Array.from({ length: 11 }, (_, index) => `AttributeName.${11 - index}=n${11 - index}`).join("&");
  const { parameters } = await ask(`Action=GetQueueAttributes&QueueUrl=q&${names}`);
  const AttributeNames = Array.from({ length: 11 }, (_, index) => `n${index + 1}`);
  expect(parameters).toEqual({ QueueUrl: "q", AttributeNames });
  const created = await ask("Action=CreateQueue&QueueName=q&Attribute.1.Name=DelaySeconds&Attribute.1.Value=60");
  expect(created.parameters).toEqual({ QueueName: "q", Attributes: { DelaySeconds: "60" } });
});

test("a call to the path of a queue is about that queue", async () => {
  const path = "/000000000000/work-dev/";
  const { parameters } = await ask("Action=SendMessage&MessageBody=x", {}, { path });
  expect(parameters).toEqual({ QueueUrl: "000000000000/work-dev", MessageBody: "x" });
});

test("the messages of a response are sibling elements, and XML parsers read their text unchanged", async () => {
  const message = { MessageId: "1", Body: 'a<b>&"\r\n', Attributes: { SenderId: "s" }, Unknown: "x" };
  const MessageAttributes = { n: { DataType: "Binary", BinaryValue: "AP8=" } };
  const Messages = [{ ...message, MessageAttributes }, { MessageId: "2" }];
  const { xml } = await ask("Action=ReceiveMessage&QueueUrl=q", { Messages });
  expect(xml).toContain(
    '<ReceiveMessageResponse xmlns="http://queue.amazonaws.com/doc/2012-11-05/"><ReceiveMessageResult>' +
      "<Message><MessageId>1</MessageId><Body>a&#60;b&#62;&#38;&#34;&#13;\n</Body>" +
      "<Attribute><Name>SenderId</Name><Value>s</Value></Attribute><MessageAttribute><Name>n</Name>" +
      "<Value><BinaryValue>AP8=</BinaryValue><DataType>Binary</DataType></Value></MessageAttribute></Message>" +
      "<Message><MessageId>2</MessageId></Message></ReceiveMessageResult><ResponseMetadata><RequestId>",
  );
});

test("successful and failed entries of a batch have the names of their operation", async () => {
  const failure = { Id: "b", SenderFault: true, Code: "ReceiptHandleIsInvalid" };
  const { xml } = await ask("Action=DeleteMessageBatch&QueueUrl=q", { Successful: [{ Id: "a" }], Failed: [failure] });
  expect(xml).toContain(
    "<DeleteMessageBatchResultEntry><Id>a</Id></DeleteMessageBatchResultEntry><BatchResultErrorEntry><Id>b</Id>" +
      "<SenderFault>true</SenderFault><Code>ReceiptHandleIsInvalid</Code></BatchResultErrorEntry>",
  );
});

test("the response of an operation without a result only has metadata", async () => {
  expect((await ask("Action=DeleteMessage&QueueUrl=q&ReceiptHandle=h")).xml).toMatch(
    /^<DeleteMessageResponse xmlns="[^"]+"><ResponseMetadata><RequestId>[\w-]+<\/RequestId><\/ResponseMetadata><\/Del/,
  );
});

test.each([
  ["QueueDoesNotExist", "AWS.SimpleQueueService.NonExistentQueue"],
  ["EmptyBatchRequest", "AWS.SimpleQueueService.EmptyBatchRequest"],
  ["InvalidParameterValue", "InvalidParameterValue"],
  ["AccessDenied", "AccessDenied"],
])("the error %s of JSON is %s in the query protocol", async (code, queryCode) => {
  await expect(failing(new AwsError(code, 400, "why"))).rejects.toMatchObject({ code: queryCode, message: "why" });
  const answered = inQueryProtocol(
    aCall({ service: "sqs", operation: "SendMessage" }, "Action=SendMessage"),
    async () => ({
      ...jsonAnswer({ __type: `com.amazonaws.sqs#${code}`, message: "why" }),
      status: 400,
    }),
  );
  await expect(answered).rejects.toMatchObject({ code: queryCode, status: 400, message: "why" });
});

test("an error with its own code in the query protocol keeps it", async () => {
  const error = new AwsError("KmsAccessDenied", 400, "why", "KMS.AccessDeniedException");
  await expect(failing(error)).rejects.toMatchObject({ code: "KMS.AccessDeniedException" });
});

test.each(["AddPermission", "constructor", ""])(
  "the unknown operation %p is an error that names it",
  async (operation) => {
    await expect(ask(`Action=${operation}`)).rejects.toMatchObject({
      code: "InvalidAction",
      message: `The local run has no sqs ${operation}`,
    });
  },
);

test("lists of CloudWatch have members, and times are seconds in JSON and ISO 8601 in a form", async () => {
  const form =
    "Action=GetMetricData&StartTime=2027-03-01T00%3A00%3A00Z&MetricDataQueries.member.1.Id=a&" +
    "MetricDataQueries.member.1.ReturnData=true&MetricDataQueries.member.1.MetricStat.Period=60&" +
    "MetricDataQueries.member.1.MetricStat.Metric.Dimensions.member.1.Name=Environment";
  const result = { Id: "a", Timestamps: [1_803_859_200], Values: [1.5, 2] };
  const { parameters, xml } = await ask(form, { MetricDataResults: [result] }, { service: "monitoring" });
  const MetricStat = { Period: 60, Metric: { Dimensions: [{ Name: "Environment" }] } };
  const MetricDataQueries = [{ Id: "a", ReturnData: true, MetricStat }];
  expect(parameters).toEqual({ StartTime: 1_803_859_200, MetricDataQueries });
  expect(xml).toContain(
    "<GetMetricDataResult><MetricDataResults><member><Id>a</Id><Timestamps><member>2027-03-01T00:00:00.000Z</member>" +
      "</Timestamps><Values><member>1.5</member><member>2</member></Values></member></MetricDataResults></GetMet",
  );
});

test("a service that only supports AWS JSON says so", async () => {
  await expect(ask("Action=ListTables", {}, { service: "dynamodb" })).rejects.toMatchObject({
    code: "InvalidAction",
    message: "The local run supports dynamodb only in AWS JSON",
  });
});

test("an invalid number is an error that names the parameter, not its value", async () => {
  await expect(ask("Action=SendMessage&DelaySeconds=soon")).rejects.toMatchObject({
    code: "MalformedInput",
    message: "The value of DelaySeconds is not a number",
  });
});

test("names that every object has are ordinary names", async () => {
  const form =
    "Action=SendMessage&MessageAttribute.1.Name=__proto__&MessageAttribute.1.Value.DataType=String&toString=x";
  expect((await ask(form)).parameters).toEqual({
    MessageAttributes: JSON.parse('{"__proto__":{"DataType":"String"}}'),
  });
});
