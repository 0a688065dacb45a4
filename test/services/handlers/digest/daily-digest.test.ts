import { PutCommand } from "@aws-sdk/lib-dynamodb";
import { DIGEST_SOURCE } from "../../../../contracts/digest/digest-event";
import { METRICS } from "../../../../contracts/metrics";
import { WAITING } from "../../../../contracts/tables/replies-table";
import { dynamoDeliveryLog } from "../../../../services/adapters/dynamodb/delivery-log/dynamo-delivery-log";
import { systemClock } from "../../../../services/adapters/system-clock";
import type { TransitionName } from "../../../../services/domain/notification/transitions";
import { CLINIC_TIME_ZONE } from "../../../support/data/clinics";
import { appointment, EMAIL, logEntry, PHONE } from "../../../support/data/records";
import { lambdaContext } from "../../../support/lambda";
import { AwsFailure } from "../../../support/servers/aws-server";
import { LOG_TABLE, REPLIES } from "../../../support/servers/dynamo";
import { HandlerWorld } from "../../../support/worlds/handler-world";

const SETTINGS = { leaseMs: 90_000, retentionDays: 90, clinicTimeZone: CLINIC_TIME_ZONE };

let world: HandlerWorld;
beforeAll(async () => {
  world = await HandlerWorld.start();
});
beforeEach(() => world.aws.reset());
afterAll(() => world.stop());

async function digest() {
  const { handler } = await import("../../../../services/handlers/digest/daily-digest");
  return handler({ source: DIGEST_SOURCE }, lambdaContext());
}

/** The log has a notification that these transitions led to. */
async function notification(appointmentId: string, ...transitions: readonly TransitionName[]) {
  const log = dynamoDeliveryLog(world.dynamo.client, LOG_TABLE, SETTINGS, systemClock);
  const entry = logEntry({ appointment: appointment({ appointmentId }) });
  for (const transition of transitions) await log.apply(transition, entry);
  return entry.key.notificationId;
}

const published = () => world.aws.of("Publish").map(({ parameters }) => parameters);

test("it publishes numbers and ids to the topic of the alarms, once, and no data of patients", async () => {
  const noContact = await notification("no-contact", "endWithoutContact");
  await notification("reminded", "claimSms", "recordSmsSent");
  const waiting = { replyId: "reply-1", receivedAt: new Date().toISOString(), waiting: WAITING, text: "call me" };
  await world.dynamo.client.send(new PutCommand({ TableName: REPLIES, Item: { ...waiting, phoneNumber: PHONE } }));
  world.aws.on("GetQueueAttributes", ({ parameters }) => ({
    Attributes: { ApproximateNumberOfMessages: String(parameters.QueueUrl).endsWith("/dlq") ? "3" : "0" },
  }));
  expect(await digest()).toEqual({
    published: true,
    since: expect.any(String),
    totals: {
      noContact: { count: 1, earlier: 0 },
      failed: { count: 0, earlier: 0 },
      undelivered: { count: 0, earlier: 0 },
      possiblyTwice: { count: 0, earlier: 0 },
    },
    answers: { count: 1, oldest: waiting.receivedAt },
    deadLetters: [{ queue: "dlq", messages: 3 }],
    clinics: 1,
  });
  const [message, ...others] = published();
  expect(others).toEqual([]);
  expect(message).toMatchObject({
    TopicArn: "arn:aws:sns:us-east-1:000000000000:healthcare-appointment-alarms-test",
    Subject: "Reminders test: 1 not reminded, 1 answer waits, 3 in DLQs",
    "MessageAttributes.entry.1.Name": "kind",
    "MessageAttributes.entry.1.Value.StringValue": "daily-digest",
  });
  expect(message?.Message).toContain(noContact);
  expect(message?.Message).toContain("reply-1");
  const said = JSON.stringify([message, world.lines]);
  for (const secret of [PHONE, EMAIL, "Sarah", "call me", "patient-1"]) expect(said).not.toContain(secret);
  expect(JSON.stringify(world.aws.of("PutMetricData"))).toContain(METRICS.digestRuns);
});

test("the next digest begins where this one ended, whatever failed in between", async () => {
  const first = await digest();
  const second = await digest();
  // Ten minutes are in both.
  expect(Date.parse(second.since)).toBeGreaterThan(Date.parse(first.since));
  expect(Date.parse(second.since)).toBeLessThan(Date.now());
});

test("it fails if it cannot publish, so that Lambda tries again, and the next one has the same", async () => {
  await notification("failed", "claimEmail", "giveUp");
  const before = await world.dynamo.appointment("#digest");
  world.aws.on("Publish", () => new AwsFailure("InternalError", 500));
  await expect(digest()).rejects.toThrow();
  expect(await world.dynamo.appointment("#digest")).toEqual(before);
  expect(world.aws.of("PutMetricData")).toEqual([]);
  world.aws.reset();
  expect((await digest()).totals.failed.count).toBe(1);
  expect(published()).toHaveLength(1);
});

test("it fails if the queues cannot be counted: a digest that leaves something out looks like a quiet day", async () => {
  world.aws.on("GetQueueAttributes", () => new AwsFailure("AccessDenied", 403));
  await expect(digest()).rejects.toThrow();
  expect(published()).toEqual([]);
});
