import { ListTopicsCommand, SubscribeCommand } from "@aws-sdk/client-sns";
import { CreateQueueCommand, ReceiveMessageCommand } from "@aws-sdk/client-sqs";
import type { AppointmentMessage } from "../../contracts/appointment-message";
import { anAppointment, NAMES, type PipelineRun, startPipeline } from "../support/worlds/pipeline-run";

let pipeline: PipelineRun;
let subscriber: string;

beforeAll(async () => {
  pipeline = await startPipeline();
  const { cloud } = pipeline;
  const { QueueUrl = "" } = await cloud.sqs.send(new CreateQueueCommand({ QueueName: "subscriber" }));
  subscriber = QueueUrl;
  const { Topics = [] } = await cloud.sns.send(new ListTopicsCommand({}));
  const TopicArn = Topics.find(({ TopicArn }) => TopicArn?.endsWith(NAMES.topic))?.TopicArn;
  const Endpoint = "arn:aws:sqs:us-east-1:000000000000:subscriber";
  await cloud.sns.send(new SubscribeCommand({ TopicArn, Protocol: "sqs", Endpoint }));
});
afterAll(() => pipeline.stop());

/** Values that occur nowhere else, so that a search for them only finds leaks. */
const PLANTED = ["Zyxxington", "Quokkaville", "555-0142", "2065550142", "wombat"];

const planted = (changes: Partial<AppointmentMessage> = {}) =>
  anAppointment({
    doctorName: "Zyxxington",
    location: "Quokkaville Clinic",
    phoneNumber: "(206) 555-0142",
    email: "wombat@example.com",
    ...changes,
  });

async function outcomeEvents(): Promise<string[]> {
  const { Messages = [] } = await pipeline.cloud.sqs.send(
    new ReceiveMessageCommand({ QueueUrl: subscriber, MaxNumberOfMessages: 10, MessageAttributeNames: ["All"] }),
  );
  return Messages.map((message) => JSON.stringify(message));
}

test("nothing that operators read has a name, phone, email or text of a patient", async () => {
  const good = planted();
  const byEmail = planted({ phoneNumber: "2065550142x9" });
  const failing = planted({ phoneNumber: undefined, email: "wombat@down.example" });
  const refused = planted({ phoneNumber: "n/a", email: "wombat@reject.example" });
  const noContact = planted({ phoneNumber: "2065550142222", email: "wombat" });
  const broken = { ...planted(), appointmentTime: "Quokkaville", timeZone: "Zyxxington" };
  await pipeline.send(good, byEmail, failing, refused, noContact, broken);
  await pipeline.sendBodies(["{ Zyxxington wombat 2065550142"]);
  for (const one of [good, byEmail, failing, refused, noContact]) await pipeline.ended(one);
  await pipeline.drained();

  const attributes = (await pipeline.deadLetters()).map((message) => JSON.stringify(message.attributes));
  const { metrics, sms, emails } = await pipeline.cloud.outbox();
  const logs = (await pipeline.cloud.logs()).map((line) => JSON.stringify(line));
  const events = await outcomeEvents();
  const operatorsRead = {
    logs,
    attributes,
    events,
    metrics: metrics.map((metric) => JSON.stringify(metric)),
    screen: [pipeline.cloud.written()],
  };
  // There is something to search, and the search works.
  expect([logs.length, attributes.length, events.length, metrics.length].every((count) => count >= 4)).toBe(true);
  expect(JSON.stringify([sms, emails])).toContain("Zyxxington");

  const leaks = Object.entries(operatorsRead).flatMap(([where, texts]) =>
    texts.flatMap((text) => PLANTED.filter((value) => text.includes(value)).map((value) => `${value} in ${where}`)),
  );
  expect(leaks).toEqual([]);
});
