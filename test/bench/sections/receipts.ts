/** Receipts: how many a second two consumers record, and by how many calls. */
import type { DeliveryLogItem } from "../../../contracts/delivery-log";
import { resourceNames } from "../../../contracts/resource-names";
import type { LocalCloudProcess } from "../../support/servers/local-cloud";
import { acceptedText } from "../consumers/accepted-text";
import { storeItems } from "../consumers/bench-cloud";
import { goalsOf, measureLoads, QUEUE_METHOD, type QueueBench } from "../consumers/measure-loads";
import { receiptOfEndUserMessaging, receiptOfSns } from "../consumers/receipts";
import type { Section } from "../section";

const NAMES = resourceNames("dev");
/** Those of a day of 100,000 reminders in ten minutes. */
const GOAL_PER_SECOND = 100_000 / 600;
const MAX_CALLS = 2;

export const receiptsSection: Section = {
  id: "receipts",
  title: "Receipts",
  onSharedCloud: true,
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
  // The texts whose receipts came earlier.
  store: (from, to, cloud) =>
    storeItems(cloud, NAMES.deliveryLogTable, from, to, (number) => acceptedText(`before-${number}`, PHONE)),
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

const PHONE = "+12065550100";

const RECEIPTS: readonly { readonly name: string; receiptOf(text: DeliveryLogItem): object }[] = [
  { name: "SNS, delivered", receiptOf: (text) => receiptOfSns(text) },
  {
    name: "SNS, undelivered without an email",
    receiptOf: (text) => receiptOfSns(text, "Phone is currently unreachable/unavailable"),
  },
  { name: "End User Messaging, delivered", receiptOf: receiptOfEndUserMessaging },
];

/** Stores accepted texts in the log. */
async function storeTexts(cloud: LocalCloudProcess, count: number, name: string): Promise<DeliveryLogItem[]> {
  const texts = Array.from({ length: count }, (_, index) => acceptedText(`${name}-${index}`, PHONE));
  await storeItems(cloud, NAMES.deliveryLogTable, 0, count, (number) => texts[number] ?? {});
  return texts;
}
