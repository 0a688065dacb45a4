/** The findings of smoke if AWS behaves as documented, and if it does not. */

import { AwsFailure, type AwsServer } from "../../../support/servers/aws-server";
import { withAwsServer } from "../../../support/servers/for-each-test";
import {
  answerChain,
  answerDeliveryLog,
  answerItems,
  answerQueues,
  answerSmoke,
  deliveryLine,
  EMAIL,
  history,
  NAMES,
  SMS_LOG,
  TEXT,
} from "../../../support/servers/smoke-aws";
import { PHONE, send, sendAndProbe, smoke } from "../../../support/worlds/smoke-run";

let aws: AwsServer;
withAwsServer((server) => {
  aws = server;
  answerSmoke(aws);
});

test("if AWS behaves as documented, every fact is confirmed", async () => {
  const { status, err, sent, ids } = await sendAndProbe();
  expect([status, err, ids("refuted"), ids("unknown")]).toEqual([0, "", [], []]);
  expect(sent.map(({ status, delivery }) => [status, delivery])).toEqual([
    ["SMS_DELIVERED", "delivered"],
    ["EMAIL_DELIVERED", undefined],
  ]);
});

describe("A fact is refuted", () => {
  const mapping = (fields: object) => () => ({ EventSourceMappings: [fields] });
  const settings: Readonly<Record<string, () => void>> = {
    "sqs-redrive-chain": () => answerQueues(aws, { RedrivePolicy: "" }),
    "sqs-retention": () => answerQueues(aws, { MessageRetentionPeriod: "345600" }),
    "sqs-customer-key": () => answerQueues(aws, { KmsMasterKeyId: "" }),
    "lambda-partial-batch": () => aws.on("GET /2015-03-31/event-source-mappings", mapping({ BatchSize: 10 })),
    "lambda-recursion": () =>
      aws.on(`GET /2024-08-31/functions/${NAMES.emailConsumer}/recursion-config`, () => ({
        RecursiveLoop: "Terminate",
      })),
    "dynamodb-condition": () => aws.on("UpdateItem", () => ({})),
    "dynamodb-denied-write": () =>
      aws.on("PutItem", () => new AwsFailure("ConditionalCheckFailedException", 400, "The conditional request failed")),
    "dynamodb-ttl": () => aws.on("DescribeTimeToLive", () => ({ TimeToLiveDescription: {} })),
    "dynamodb-customer-key": () => aws.on("DescribeTable", () => ({ Table: {} })),
    "scheduler-time-zone": () =>
      aws.on(`GET /schedules/${NAMES.schedule}`, () => ({ ScheduleExpressionTimezone: "EST" })),
  };

  test.each(Object.entries(settings))("by a setting: %s", async (id, change) => {
    change();
    const { status, ids } = await smoke("--dry-run");
    expect([status, ids("refuted")]).toEqual([1, [id]]);
  });

  test("by the probe: counts start again, and the move changes the message, its id and its time", async () => {
    answerChain(aws, [
      { queue: 1, count: 1 },
      { queue: 1, count: 2 },
      { queue: 2, count: 1, id: "two" },
      { queue: 3, count: 1, sentAt: 2, body: "another" },
    ]);
    const { status, ids } = await sendAndProbe();
    expect(status).toBe(1);
    expect(ids("refuted")).toEqual([
      "sqs-receive-count",
      "sqs-second-redrive",
      "sqs-move-keeps-message",
      "sqs-move-keeps-time",
    ]);
  });

  test("by the text: SNS counts another number of parts", async () => {
    answerDeliveryLog(aws, { [SMS_LOG]: deliveryLine("SUCCESS", "accepted", 2) });
    const { status, ids, because } = await send(aws);
    expect([status, ids("refuted")]).toEqual([1, ["sms-parts-counted"]]);
    expect(because("sms-parts-counted")).toBe("SNS counted 2, the pipeline 1");
  });

  test("by a refused claim that does not return the stored item", async () => {
    aws.on("UpdateItem", () => new AwsFailure("ConditionalCheckFailedException", 400));
    const { ids } = await send(aws);
    expect(ids("refuted")).toEqual(["dynamodb-condition-item"]);
  });
});

describe("If SNS accepts the text and then does not deliver it", () => {
  // A failed text is logged only in the log group of failures. If no text was ever delivered, there is no other group.
  const failed = (response: string) =>
    answerDeliveryLog(aws, { [`${SMS_LOG}/Failure`]: deliveryLine("FAILURE", response) });

  test("no origination identity refutes the fact", async () => {
    failed("No origination identity available to send to destination number");
    const { status, sent, ids } = await send(aws);
    expect([status, ids("refuted"), ids("unknown")]).toEqual([1, ["sms-origination-identity"], []]);
    expect(sent[0]?.delivery).toBe("failed: No origination identity available to send to destination number");
  });

  test("another known reason is named, and fails the run", async () => {
    failed("Sandboxed account unable to send to number.");
    const { status, ids, because } = await send(aws);
    expect([status, ids("unknown")]).toEqual([1, ["sms-origination-identity"]]);
    expect(because("sms-origination-identity")).toBe(
      "SNS logged another failure: Sandboxed account unable to send to number",
    );
  });

  test("an unknown reason is not repeated, since it may contain the number", async () => {
    failed(`Something new about ${PHONE}`);
    const { out, sent } = await send(aws);
    expect(sent[0]?.delivery).toBe("failed: see SNS's delivery log");
    expect(out).not.toContain(PHONE);
  });
});

test("a failed text is reported with its carrier's code, not only with the outcome of its email", async () => {
  const lines = [
    { at: "2026-11-22T14:00:00.000Z", status: "EMAIL_PENDING", channel: "SMS", code: "OptedOut" },
    { at: "2026-11-22T14:00:01.000Z", status: "ALL_FAILED", code: "NO_USABLE_EMAIL" },
  ] as const;
  answerItems(aws, { status: "ALL_FAILED", reason: "NO_USABLE_EMAIL", history: lines }, EMAIL);
  const { status, because } = await send(aws);
  const finding = "it was not accepted: ALL_FAILED, NO_USABLE_EMAIL, after OptedOut";
  expect([status, because("sns-publish-permission")]).toEqual([1, finding]);
});

test("does not wait for metrics of a message that was not accepted", async () => {
  answerItems(aws, TEXT, { status: "ALL_FAILED", reason: "MessageRejected", history: history("ALL_FAILED") });
  aws.on("GetMetricData", ({ parameters }) => {
    const queries = parameters.MetricDataQueries as { Id: string }[];
    const measured = queries.filter(({ Id }) => Id !== "emails");
    return { MetricDataResults: measured.map(({ Id }) => ({ Id, Timestamps: [1_700_000_000], Values: [1] })) };
  });
  const { status, because } = await send(aws);
  expect([status, because("ses-send-permission")]).toEqual([1, "it was not accepted: ALL_FAILED, MessageRejected"]);
  expect(aws.of("GetMetricData")).toHaveLength(1);
});
