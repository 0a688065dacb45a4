/** Answers of patients over HTTP: what the number with a two-way channel does with them, and what carriers do then. */
import {
  DeleteOptedOutNumberCommand,
  DescribeOptedOutNumbersCommand,
  PinpointSMSVoiceV2Client,
  PutOptedOutNumberCommand,
  ResourceNotFoundException,
  SendTextMessageCommand,
  ValidationException,
} from "@aws-sdk/client-pinpoint-sms-voice-v2";
import { CheckIfPhoneNumberIsOptedOutCommand, PublishCommand } from "@aws-sdk/client-sns";
import { ReceiveMessageCommand } from "@aws-sdk/client-sqs";
import { TEST_PHONES } from "../../../infra/local/emulators/carriers/test-contacts";
import { SAMPLE, writeSampleAssembly } from "../../support/data/sample-assembly";
import { type LocalCloudProcess, startLocalCloudProcess } from "../../support/servers/local-cloud";

const resource = (Type: string, Properties: object) => ({ Type, Properties: { ...Properties } });
const ADMITS_ANSWERS = {
  Effect: "Allow",
  Principal: { Service: "sms-voice.amazonaws.com" },
  Action: "sns:Publish",
  Condition: { StringEquals: { "aws:SourceAccount": { Ref: "AWS::AccountId" } } },
};
/** A topic of answers that delivers to the sample's queue without a consumer. */
const ANSWERS = {
  Answers: resource("AWS::SNS::Topic", { TopicName: "healthcare-sms-replies-dev" }),
  AnswersPolicy: resource("AWS::SNS::TopicPolicy", {
    Topics: [{ Ref: "Answers" }],
    PolicyDocument: { Statement: [ADMITS_ANSWERS] },
  }),
  AnswersSubscription: resource("AWS::SNS::Subscription", {
    TopicArn: { Ref: "Answers" },
    Protocol: "sqs",
    Endpoint: { "Fn::GetAtt": ["Dead", "Arn"] },
    RawMessageDelivery: true,
  }),
};

let cloud: LocalCloudProcess;
let texts: PinpointSMSVoiceV2Client;
beforeAll(async () => {
  cloud = await startLocalCloudProcess({ assembly: writeSampleAssembly({}, ANSWERS) });
  texts = new PinpointSMSVoiceV2Client(cloud.clientConfig);
});
afterAll(async () => {
  texts.destroy();
  await cloud.stop();
});

const LIST = { OptOutListName: "Default" };
const publish = (PhoneNumber: string) => cloud.sns.send(new PublishCommand({ PhoneNumber, Message: "Reminder" }));
const sendText = (DestinationPhoneNumber: string) =>
  texts.send(new SendTextMessageCommand({ DestinationPhoneNumber, MessageBody: "Reminder" }));
const isOptedOut = async (phoneNumber: string) =>
  (await cloud.sns.send(new CheckIfPhoneNumberIsOptedOutCommand({ phoneNumber }))).isOptedOut;
const textsTo = async (phoneNumber: string) =>
  (await cloud.outbox()).sms.filter((text) => text.phoneNumber === phoneNumber);

test("an answer is delivered to the queue of the topic, with the id of the text that it answers", async () => {
  const phoneNumber = "+12065550120";
  const { MessageId } = await publish(phoneNumber);
  const { inboundMessageId } = await cloud.reply(phoneNumber, "Sí 👍");
  const QueueUrl = cloud.queueUrl(SAMPLE.deadLetterQueue);
  const { Messages = [] } = await cloud.sqs.send(new ReceiveMessageCommand({ QueueUrl, WaitTimeSeconds: 5 }));
  expect(Messages.map(({ Body = "" }) => JSON.parse(Body))).toMatchObject([
    { originationNumber: phoneNumber, messageBody: "Sí 👍", inboundMessageId, previousPublishedMessageId: MessageId },
  ]);
});

test("what an answer becomes is returned without its words and its phone; the outbox has both", async () => {
  const phoneNumber = "+12065550121";
  const answer = await cloud.reply(phoneNumber, "HELP");
  expect(answer).toEqual({ inboundMessageId: expect.any(String), keyword: "HELP", at: expect.any(String) });
  expect((await cloud.outbox()).replies).toContainEqual({ ...answer, phoneNumber, message: "HELP" });
  expect(await textsTo(phoneNumber)).toMatchObject([{ automatic: true }]);
});

test("after STOP neither carrier sends a text to the phone: SNS accepts it and drops it", async () => {
  const phoneNumber = "+12065550122";
  expect(await isOptedOut(phoneNumber)).toBe(false);
  await cloud.reply(phoneNumber, "Stop");
  expect(await isOptedOut(phoneNumber)).toBe(true);
  await publish(phoneNumber);
  await expect(sendText(phoneNumber)).rejects.toMatchObject({
    name: "ConflictException",
    Reason: "DESTINATION_PHONE_NUMBER_OPTED_OUT",
  });
  expect((await textsTo(phoneNumber)).filter(({ automatic }) => !automatic)).toEqual([]);
  const { OptedOutNumbers } = await texts.send(new DescribeOptedOutNumbersCommand(LIST));
  const optedOut = { OptedOutTimestamp: expect.any(Date), EndUserOptedOut: true };
  expect(OptedOutNumbers).toEqual([
    { OptedOutNumber: TEST_PHONES.optedOut, ...optedOut },
    { OptedOutNumber: phoneNumber, ...optedOut },
  ]);
});

test("the account puts a phone on the list and takes it off once in 30 days", async () => {
  const of = { ...LIST, OptedOutNumber: "+12065550123" };
  await texts.send(new PutOptedOutNumberCommand(of));
  await expect(sendText(of.OptedOutNumber)).rejects.toMatchObject({ name: "ConflictException" });
  await texts.send(new DeleteOptedOutNumberCommand(of));
  await sendText(of.OptedOutNumber);
  expect(await textsTo(of.OptedOutNumber)).toHaveLength(1);
  await expect(texts.send(new DeleteOptedOutNumberCommand(of))).rejects.toThrow(ResourceNotFoundException);
  await texts.send(new PutOptedOutNumberCommand(of));
  await expect(texts.send(new DeleteOptedOutNumberCommand(of))).rejects.toThrow(ValidationException);
});

test.each([
  ['{"phoneNumber":"2065550100","message":"C"}', "phoneNumber"],
  ['{"phoneNumber":"+12065550100"}', "message"],
  ['{"phoneNumber":"+12065550100","message":"my own words', "not JSON"],
])("the answer %s is refused with status 400 and says why, without its words", async (body, why) => {
  const response = await fetch(`${cloud.endpoint}/_local/reply`, { method: "POST", body });
  expect(response.status).toBe(400);
  const { errorMessage } = (await response.json()) as { errorMessage: string };
  expect(errorMessage).toContain(why);
  expect(errorMessage).not.toMatch(/own words|2065550100[",]/);
});

test("a reader of the outbox can skip the answers that it has", async () => {
  await cloud.reply("+12065550124", "newest");
  const { replies } = await cloud.outbox();
  const response = await fetch(`${cloud.endpoint}/_local/outbox?replies=${replies.length - 1}`);
  expect(await response.json()).toMatchObject({ replies: [{ message: "newest" }] });
});
