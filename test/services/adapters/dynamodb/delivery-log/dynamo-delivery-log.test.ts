import { DynamoDBClient, type GetItemCommand, UpdateItemCommand } from "@aws-sdk/client-dynamodb";
import { type DynamoDBDocumentClient, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { marshall } from "@aws-sdk/util-dynamodb";
import { dynamoDeliveryLog } from "../../../../../services/adapters/dynamodb/delivery-log/dynamo-delivery-log";
import type { DeliveryLog, LogEntry } from "../../../../../services/domain/notification/delivery-log";
import { RetryLater } from "../../../../../services/domain/retry/failure";
import { CLINIC_TIME_ZONE } from "../../../../support/data/clinics";
import { appointment, logEntry, NOW } from "../../../../support/data/records";
import { FrozenClock } from "../../../../support/fakes/frozen-clock";
import { AwsFailure, AwsServer } from "../../../../support/servers/aws-server";
import { LOG_TABLE, TestDynamo } from "../../../../support/servers/dynamo";

const LEASE_MS = 90_000;

let dynamo: TestDynamo;
beforeAll(async () => {
  dynamo = await TestDynamo.start();
});
afterAll(() => dynamo.stop());

let clock: FrozenClock;
let log: DeliveryLog;
/** An entry of this test's own notification. */
let entry: (changes?: Partial<LogEntry>) => LogEntry;
let tests = 0;
beforeEach(() => {
  tests += 1;
  const of = appointment({ appointmentId: `appointment-${tests}` });
  entry = (changes = {}) => logEntry({ appointment: of, ...changes });
  clock = new FrozenClock(NOW);
  log = dynamoDeliveryLog(
    dynamo.client,
    LOG_TABLE,
    { leaseMs: LEASE_MS, retentionDays: 90, clinicTimeZone: CLINIC_TIME_ZONE },
    clock,
  );
});

test("a condition that is lost is answered with the item, which is not read again", async () => {
  const aws = await AwsServer.start(dynamo);
  const client = new DynamoDBClient(aws.client);
  const settings = { leaseMs: LEASE_MS, retentionDays: 90, clinicTimeZone: CLINIC_TIME_ZONE };
  const overAws = dynamoDeliveryLog(client, LOG_TABLE, settings, clock);
  const { item } = await overAws.apply("claimSms", entry({ channel: "SMS" }));
  aws.on("UpdateItem", () => {
    const Item = marshall(item, { removeUndefinedValues: true });
    return new AwsFailure("ConditionalCheckFailedException", 400, "The conditional request failed", { Item });
  });
  const other = entry({ channel: "SMS", claimId: "claim-2" });
  expect(await overAws.apply("claimSms", other)).toEqual({ applied: false, item });
  expect(await overAws.apply("claimSms", entry({ channel: "SMS" }))).toEqual({ applied: true, item });
  expect(aws.of("UpdateItem").at(-1)?.parameters.ReturnValuesOnConditionCheckFailure).toBe("ALL_OLD");
  expect(aws.of("GetItem")).toEqual([]);
  client.destroy();
  await aws.stop();
});

describe("The item of a notification", () => {
  test("holds the claim and what is to be sent", async () => {
    await log.apply("claimSms", entry({ channel: "SMS" }));
    expect(await dynamo.logItem(entry().key)).toEqual({
      ...entry().key,
      patientId: "patient-1",
      appointmentId: entry().appointment.appointmentId,
      clinicId: "default",
      language: "en",
      appointmentTime: "2026-12-02T14:30:00-05:00",
      doctorName: "Sarah Johnson",
      phoneNumber: "+12065550100",
      email: "ana@example.com",
      contactDigest: expect.stringMatching(/^[0-9a-f]{16}$/),
      status: "SMS_SENDING",
      transition: 1,
      channel: "SMS",
      batchId: "batch-1",
      claimId: "claim-1",
      queueMessageId: "message-1",
      leaseUntil: NOW + LEASE_MS,
      attempts: 1,
      possibleDuplicate: false,
      createdAt: "2026-12-01T15:00:00.000Z",
      dayPart: `2026-12-01#${entry().key.notificationId[0]}`,
      updatedAt: "2026-12-01T15:00:00.000Z",
      ttl: NOW / 1_000 + 90 * 86_400,
      history: [{ at: "2026-12-01T15:00:00.000Z", status: "SMS_SENDING", channel: "SMS" }],
    });
  });

  test("is returned as it is after the transition", async () => {
    const answer = await log.apply("claimSms", entry());
    expect(answer).toEqual({ applied: true, item: await dynamo.logItem(entry().key) });
  });

  test("keeps all that happened, in its order", async () => {
    await log.apply("claimSms", entry({ channel: "SMS" }));
    clock.advance(1_000);
    await log.apply("retrySms", entry({ channel: "SMS", code: "InternalError" }));
    clock.advance(1_000);
    await log.apply("claimEmail", entry({ channel: "EMAIL", claimId: "claim-2" }));
    clock.advance(1_000);
    await log.apply("recordEmailSent", entry({ channel: "EMAIL", claimId: "claim-2", messageId: "email-1" }));
    expect(await dynamo.logItem(entry().key)).toMatchObject({
      status: "EMAIL_SENT",
      reason: "InternalError",
      createdAt: "2026-12-01T15:00:00.000Z",
      dayPart: `2026-12-01#${entry().key.notificationId[0]}`,
      updatedAt: "2026-12-01T15:00:03.000Z",
      attempts: 2,
      emailAttempts: 1,
      history: [
        { at: "2026-12-01T15:00:00.000Z", status: "SMS_SENDING", channel: "SMS" },
        { at: "2026-12-01T15:00:01.000Z", status: "SMS_RETRYING", channel: "SMS", code: "InternalError" },
        { at: "2026-12-01T15:00:02.000Z", status: "EMAIL_SENDING", channel: "EMAIL" },
        { at: "2026-12-01T15:00:03.000Z", status: "EMAIL_SENT", channel: "EMAIL", messageId: "email-1" },
      ],
    });
  });

  test("is kept for the days of the settings after its last write", async () => {
    await log.apply("claimSms", entry());
    clock.advance(10 * 86_400_000);
    const { item } = await log.apply("recordSmsSent", entry());
    expect(item.ttl).toBe(NOW / 1_000 + 100 * 86_400);
  });

  test("forgets a contact that was corrected away", async () => {
    await log.apply("claimSms", entry());
    await log.apply("retrySms", entry());
    const corrected = entry({ contact: { email: "ana.new@example.com" }, claimId: "claim-2" });
    const { item } = await log.apply("routeToEmail", corrected);
    expect(item).toMatchObject({ email: "ana.new@example.com" });
    expect(item).not.toHaveProperty("phoneNumber");
  });
});

describe("A claim", () => {
  test("is won by one of a hundred at the same time", async () => {
    const answers = await Promise.all(
      Array.from({ length: 100 }, (_, index) => log.apply("claimSms", entry({ claimId: `claim-${index}` }))),
    );
    const winners = answers.filter(({ applied }) => applied);
    expect(winners).toHaveLength(1);
    expect(new Set(answers.map(({ item }) => item.claimId))).toEqual(new Set([winners[0]?.item.claimId]));
  });

  test("that is lost returns the stored item", async () => {
    await log.apply("claimSms", entry());
    expect(await log.apply("claimSms", entry({ claimId: "claim-2" }))).toEqual({
      applied: false,
      item: await dynamo.logItem(entry().key),
    });
  });

  test("whose answer was lost is found to be its own", async () => {
    await log.apply("claimSms", entry());
    const again = await log.apply("claimSms", entry());
    expect(again).toMatchObject({ applied: true, item: { attempts: 1 } });
    expect(again.item.history).toHaveLength(1);
  });

  test("is not its own once it has moved on", async () => {
    await log.apply("claimSms", entry());
    await log.apply("recordSmsSent", entry());
    expect(await log.apply("claimSms", entry())).toMatchObject({ applied: false, item: { status: "SMS_SENT" } });
  });

  test("is the only one that records what became of the send", async () => {
    await log.apply("claimSms", entry());
    const ofAnother = await log.apply("recordSmsSent", entry({ claimId: "claim-2", messageId: "x" }));
    expect(ofAnother).toMatchObject({ applied: false, item: { status: "SMS_SENDING" } });
    expect(await log.apply("recordSmsSent", entry({ messageId: "sms-1" }))).toMatchObject({ applied: true });
  });
});

describe("A take-over", () => {
  test("is won by one of ten at the same time", async () => {
    const { item } = await log.apply("claimSms", entry());
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, index) => log.apply("claimSms", entry({ claimId: `taker-${index}` }), item)),
    );
    expect(answers.filter(({ applied }) => applied)).toHaveLength(1);
  });

  test("is refused once the notification is no longer as it was", async () => {
    const { item } = await log.apply("claimSms", entry());
    await log.apply("recordSmsSent", entry());
    const late = await log.apply("claimSms", entry({ claimId: "taker" }), item);
    expect(late).toMatchObject({ applied: false, item: { status: "SMS_SENT" } });
  });

  test("is refused once another holds the notification in the same state", async () => {
    const { item } = await log.apply("claimSms", entry());
    await log.apply("claimSms", entry({ claimId: "first taker" }), item);
    const late = await log.apply("claimSms", entry({ claimId: "second taker" }), item);
    expect(late).toMatchObject({ applied: false, item: { claimId: "first taker" } });
  });
});

test("an item that is gone when its transition is refused is left to a retry", async () => {
  await expect(log.apply("recordSmsSent", entry())).rejects.toThrow(new RetryLater("LOG_ITEM_GONE"));
});

test("an error other than a failed condition is thrown, for any stored item", async () => {
  await log.apply("claimSms", entry());
  const client = Object.create(dynamo.client, {
    send: {
      value: (command: GetItemCommand | UpdateItemCommand) =>
        command instanceof UpdateItemCommand
          ? Promise.reject(Object.assign(new Error(), { name: "ThrottlingException" }))
          : dynamo.client.send(command),
    },
  }) as DynamoDBDocumentClient;
  const throttled = dynamoDeliveryLog(
    client,
    LOG_TABLE,
    { leaseMs: 1, retentionDays: 1, clinicTimeZone: "UTC" },
    clock,
  );
  await expect(throttled.apply("claimSms", entry())).rejects.toMatchObject({ name: "ThrottlingException" });
});

test("the stored item is read consistently", async () => {
  await log.apply("claimSms", entry());
  const send = jest.spyOn(dynamo.client, "send");
  await log.apply("claimSms", entry({ claimId: "claim-2" }));
  expect(send.mock.calls.map(([{ input }]) => input)).toContainEqual(expect.objectContaining({ ConsistentRead: true }));
  send.mockRestore();
});

test("a status that this version does not know is left alone", async () => {
  await log.apply("claimSms", entry());
  const toUnknown = { "#status": "status" };
  await dynamo.client.send(
    new UpdateCommand({
      TableName: LOG_TABLE,
      Key: { ...entry().key },
      UpdateExpression: "SET #status = :later",
      ExpressionAttributeNames: toUnknown,
      ExpressionAttributeValues: { ":later": "SMS_DELIVERED" },
    }),
  );
  for (const transition of ["claimSms", "claimEmail", "expire", "recordSmsSent"] as const) {
    expect(await log.apply(transition, entry())).toMatchObject({ applied: false, item: { status: "SMS_DELIVERED" } });
  }
});

test("the wish for emails only is recorded in whatever state, and is not a transition", async () => {
  await log.recordEmailOnly(entry().key);
  expect(await dynamo.logItem(entry().key)).toBeUndefined();
  const { item } = await log.apply("endWithoutEmail", entry({ code: "NO_USABLE_EMAIL" }));
  await log.recordEmailOnly(item);
  expect(await dynamo.logItem(entry().key)).toEqual({ ...item, emailOnly: true });
});

test("a decline replaces the message of a possible email, and makes none possible", async () => {
  await log.apply("claimSms", entry());
  const { item } = await log.apply("recordSmsSent", entry({ messageId: "sms-1", fallbackMessage: "{}" }));
  await log.keepMessage(item, "fallbackMessage", "declined");
  expect(await dynamo.logItem(entry().key)).toEqual({ ...item, fallbackMessage: "declined" });
  const other = entry({ key: { ...entry().key, notificationId: "f".repeat(32) } });
  const { item: without } = await log.apply("claimSms", other);
  await log.keepMessage(without, "fallbackMessage", "declined");
  expect(await dynamo.logItem(other.key)).toEqual(without);
});

describe("A duplicate", () => {
  test("leaves its count and its time in the item, and is not a transition", async () => {
    await log.apply("claimSms", entry());
    const { item } = await log.apply("recordSmsSent", entry({ messageId: "sms-1" }));
    await log.countDuplicate(item);
    await log.countDuplicate(item);
    expect(await dynamo.logItem(entry().key)).toEqual({
      ...item,
      duplicates: 2,
      lastDuplicateAt: "2026-12-01T15:00:00.000Z",
    });
  });

  test("is counted even if the notification was reopened in the meantime", async () => {
    const { item } = await log.apply("endWithoutEmail", entry({ code: "NO_USABLE_EMAIL" }));
    const claim = entry({ claimId: "of a redrive" });
    const { item: claimed } = await log.apply("claimSms", claim, item);
    await log.countDuplicate(item);
    expect(await dynamo.logItem(entry().key)).toMatchObject({ ...claimed, duplicates: 1 });
    expect(await log.apply("recordSmsSent", { ...claim, held: claimed })).toMatchObject({ applied: true });
  });

  test("of an item that expired meanwhile makes none", async () => {
    await log.countDuplicate(entry().key);
    expect(await dynamo.logItem(entry().key)).toBeUndefined();
  });
});
