/** Receipts: how many a second two consumers record, and by how many calls. */
import { BatchWriteCommand } from "@aws-sdk/lib-dynamodb";
import type { DeliveryLogItem } from "../../../contracts/delivery-log";
import { resourceNames } from "../../../contracts/resource-names";
import { inBatches } from "../../../services/domain/concurrency/batches";
import { identifyNotification } from "../../../services/domain/notification/notification";
import { CLINIC } from "../../support/data/clinics";
import type { LocalCloudProcess } from "../../support/servers/local-cloud";
import { goalsOf, measureLoads, QUEUE_METHOD, type QueueBench } from "../consumers/measure-loads";
import type { Section } from "../section";

const NAMES = resourceNames("dev");
/** Those of a day of 100,000 reminders in ten minutes. */
const GOAL_PER_SECOND = 100_000 / 600;
const MAX_CALLS = 2;

export const receiptsSection: Section = {
  id: "receipts",
  title: "Receipts",
  measure: (options) => measureLoads(BENCH, options),
};

const BENCH: QueueBench = {
  of: "receipts",
  queue: "receiptsQueue",
  consumer: "receiptsConsumer",
  loads: (count) =>
    RECEIPTS.map(({ name, receiptOf }) => ({
      name,
      messages: async (round, cloud) => {
        const texts = await storeTexts(cloud, count, `${name}-${round}`);
        return texts.map((text) => JSON.stringify(receiptOf(text)));
      },
    })),
  method: [
    QUEUE_METHOD,
    "Each receipt is of another accepted text. From the first message sent until the queue is empty. Calls are those of " +
      "the consumer to DynamoDB and SQS; the message to the email queue that an undelivered text leads to is one of them.",
  ],
  goals: (results) =>
    goalsOf(results, {
      doing: "Receipts that two consumers record",
      calls: "to record a receipt",
      perSecond: {
        least: GOAL_PER_SECOND,
        text: `at least ${Math.ceil(GOAL_PER_SECOND)} a second: 100,000 in ten minutes`,
      },
      maxCalls: MAX_CALLS,
    }),
};

const ofSns = ({ messageId }: DeliveryLogItem, providerResponse: string, status: string) => ({
  notification: { messageId, timestamp: "2026-11-29 10:00:00.000" },
  delivery: { destination: "+12065550100", priceInUSD: 0.00645, providerResponse, dwellTimeMs: 599 },
  status,
});

const RECEIPTS: readonly { readonly name: string; receiptOf(text: DeliveryLogItem): object }[] = [
  { name: "SNS, delivered", receiptOf: (text) => ofSns(text, "Message has been accepted by phone carrier", "SUCCESS") },
  {
    name: "SNS, undelivered without an email",
    receiptOf: (text) => ofSns(text, "Phone is currently unreachable/unavailable", "FAILURE"),
  },
  {
    name: "End User Messaging, delivered",
    receiptOf: ({ notificationId, timestamp, claimId, messageId }) => ({
      eventType: "TEXT_DELIVERED",
      eventTimestamp: 1_000,
      messageRequestTimestamp: 0,
      isFinal: true,
      messageId,
      context: { notificationId, timestamp: String(timestamp), claimId },
    }),
  },
];

/** Stores accepted texts in the log. */
async function storeTexts(cloud: LocalCloudProcess, count: number, name: string): Promise<DeliveryLogItem[]> {
  const appointmentTime = new Date(Date.now() + 24 * 3_600_000).toISOString();
  const at = new Date().toISOString();
  const texts = Array.from({ length: count }, (_, index): DeliveryLogItem => {
    const appointment = { patientId: `p-${index}`, appointmentId: `${name}-${index}`, appointmentTime };
    const messageId = `sms-${Buffer.from(name).toString("hex")}-${index}`;
    return {
      ...identifyNotification(appointment, CLINIC),
      ...appointment,
      status: "SMS_SENT",
      channel: "SMS",
      messageId,
      smsMessageId: messageId,
      phoneNumber: "+12065550100",
      batchId: "batch-1",
      claimId: `claim-${index}`,
      transition: 2,
      attempts: 1,
      createdAt: at,
      updatedAt: at,
      ttl: Math.floor(Date.now() / 1_000) + 90 * 86_400,
      history: [
        { at, status: "SMS_SENDING", channel: "SMS" },
        { at, status: "SMS_SENT", channel: "SMS", messageId },
      ],
    };
  });
  for (const batch of inBatches(texts, 25)) {
    const puts = batch.map((Item) => ({ PutRequest: { Item } }));
    await cloud.dynamodb.send(new BatchWriteCommand({ RequestItems: { [NAMES.deliveryLogTable]: puts } }));
  }
  return texts;
}
