import { endUserMessaging } from "../../../services/adapters/carriers/end-user-messaging-client";
import { ses } from "../../../services/adapters/carriers/ses-client";
import { sesEmailCarrier } from "../../../services/adapters/carriers/ses-email-carrier";
import { sns, snsPhones } from "../../../services/adapters/carriers/sns-clients";
import { snsSmsCarrier } from "../../../services/adapters/carriers/sns-sms-carrier";
import { sqs } from "../../../services/adapters/sqs-client";
import { sqsQueue } from "../../../services/adapters/sqs-queue";
import { systemClock } from "../../../services/adapters/system-clock";
import { anEmail } from "../../support/data/emails";
import { EMAIL, PHONE, REFERENCE } from "../../support/data/records";
import { awsEnvironment } from "../../support/environment";
import { type AwsAnswer, AwsFailure, AwsServer, BREAK_OFF, HANG_UP, sqsTakes } from "../../support/servers/aws-server";

let aws: AwsServer;
beforeAll(async () => {
  aws = await AwsServer.start();
  awsEnvironment(aws.endpoint);
});
beforeEach(() => aws.reset());
afterAll(() => aws.stop());

const LOST: [string, AwsAnswer][] = [
  ["was lost", HANG_UP],
  ["broke off", BREAK_OFF],
  ["was an error of the provider", new AwsFailure("InternalError", 500)],
  ["was a quota", new AwsFailure("Throttling", 400)],
];

describe("A send to a patient", () => {
  test.each(LOST)("by SMS is not repeated by the SDK when its answer %s", async (_, answer) => {
    aws.on("Publish", () => answer);
    await expect(snsSmsCarrier(snsPhones(), sns()).send(PHONE, "Reminder", {}, REFERENCE)).rejects.toMatchObject({
      name: "ProviderError",
    });
    expect(aws.of("Publish")).toHaveLength(1);
  });

  test.each(LOST)("by SMS of End User Messaging is not repeated by the SDK when its answer %s", async (_, answer) => {
    aws.on("SendTextMessage", () => answer);
    const carrier = endUserMessaging("texts-dev", systemClock);
    await expect(carrier.send(PHONE, "Reminder", {}, REFERENCE)).rejects.toMatchObject({ name: "ProviderError" });
    expect(aws.of("SendTextMessage")).toHaveLength(1);
  });

  test.each(LOST)("by email is not repeated by the SDK when its answer %s", async (_, answer) => {
    aws.on("SendRawEmail", () => answer);
    await expect(
      sesEmailCarrier(ses(), "noreply@example.com", "emails").send(EMAIL, anEmail(), REFERENCE),
    ).rejects.toMatchObject({
      name: "ProviderError",
    });
    expect(aws.of("SendRawEmail")).toHaveLength(1);
  });

  test.each([
    ["was lost", HANG_UP],
    ["broke off", BREAK_OFF],
  ] as const)("whose answer %s may have arrived", async (_, answer) => {
    aws.on("Publish", () => answer);
    await expect(snsSmsCarrier(snsPhones(), sns()).send(PHONE, "Reminder", {}, REFERENCE)).rejects.toMatchObject({
      failure: "transient",
      sendInDoubt: true,
    });
  });
});

test("a message to a queue is sent again by the SDK when its answer was lost", async () => {
  aws.on("SendMessage", (call) => (aws.of("SendMessage").length === 1 ? HANG_UP : sqsTakes(call)));
  await sqsQueue(sqs(), `${aws.endpoint}/000000000000/queue`).send({ body: "{}" });
  expect(aws.of("SendMessage")).toHaveLength(2);
});
