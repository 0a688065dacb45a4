/** Receipts: how many a second two consumers record, and by how many calls. */
import { BatchWriteCommand } from "@aws-sdk/lib-dynamodb";
import type { DeliveryLogItem } from "../../../contracts/delivery-log";
import { resourceNames } from "../../../contracts/resource-names";
import { inBatches } from "../../../services/domain/concurrency/batches";
import { identifyNotification } from "../../../services/domain/notification/notification";
import { CLINIC } from "../../support/data/clinics";
import { type LocalCloudProcess, startLocalCloudProcess } from "../../support/servers/local-cloud";
import { drainQueue, type Rates, ratesOf } from "../consumers/drain-queue";
import type { Goal, Measured, MeasureOptions, Section } from "../section";

const NAMES = resourceNames("dev");
/** Those of a day of 100,000 reminders in ten minutes. */
const GOAL_PER_SECOND = 100_000 / 600;
const MAX_CALLS = 2;

interface Load {
  readonly name: string;
  receiptOf(text: DeliveryLogItem): object;
}

export const receiptsSection: Section = {
  id: "receipts",
  title: "Receipts",
  async measure({ short, tell }: MeasureOptions): Promise<Measured> {
    const count = short ? 100 : 3_000;
    const rounds = short ? 1 : 3;
    const cloud = await startLocalCloudProcess();
    try {
      const rows: (string | number)[][] = [];
      const all: Rates[] = [];
      for (const load of LOADS) {
        const results: Rates[] = [];
        for (let round = 1; round <= rounds; round += 1) {
          tell(`${load.name}, round ${round} of ${rounds}`);
          const texts = await storeTexts(cloud, count, `${load.name}-${round}`);
          const bodies = texts.map((text) => JSON.stringify(load.receiptOf(text)));
          const drained = await drainQueue(cloud, NAMES.receiptsQueue, NAMES.receiptsConsumer, bodies);
          results.push(ratesOf(drained, count));
        }
        const rates = results.map(({ perSecond }) => Math.round(perSecond)).sort((one, other) => one - other);
        const calls = Math.max(...results.map((result) => result.calls));
        rows.push([load.name, `${rates[0]} to ${rates.at(-1)}`, calls.toFixed(2)]);
        all.push(...results);
      }
      const columns = ["receipts", "a second", "calls each, at most"];
      const tables = [{ title: "Two consumers, all of whose calls go to this machine's emulators", columns, rows }];
      return { method: METHOD, tables, goals: short ? [] : goals(all) };
    } finally {
      await cloud.stop();
    }
  },
};

const METHOD = [
  "The deployed consumer's bundle, in two threads of the local run, as the template's event source allows; queues and " +
    "tables are the local run's emulators, which share the machine's processors with the consumers.",
  "Each receipt is of another accepted text. From the first message sent until the queue is empty. Calls are those of " +
    "the consumer to DynamoDB and SQS; the message to the email queue that an undelivered text leads to is one of them.",
];

const ofSns = ({ messageId }: DeliveryLogItem, providerResponse: string, status: string) => ({
  notification: { messageId, timestamp: "2026-11-29 10:00:00.000" },
  delivery: { destination: "+12065550100", priceInUSD: 0.00645, providerResponse, dwellTimeMs: 599 },
  status,
});

const LOADS: readonly Load[] = [
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

function goals(results: readonly Rates[]): Goal[] {
  const slowest = Math.min(...results.map(({ perSecond }) => perSecond));
  const calls = Math.max(...results.map((result) => result.calls));
  return [
    {
      what: "Receipts that two consumers record on this machine's emulators",
      goal: `at least ${Math.ceil(GOAL_PER_SECOND)} a second: 100,000 in ten minutes`,
      measured: `${Math.floor(slowest)} a second, the slowest of ${results.length} runs`,
      met: slowest >= GOAL_PER_SECOND,
    },
    {
      what: "Calls to record a receipt",
      goal: `at most ${MAX_CALLS}`,
      measured: calls.toFixed(2),
      met: calls <= MAX_CALLS,
    },
  ];
}
