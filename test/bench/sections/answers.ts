/** Answers of patients: how many a second two consumers record and acknowledge, and by how many calls. */
import { resourceNames } from "../../../contracts/resource-names";
import { type PhoneDigest, phoneDigestBy } from "../../../services/domain/contact/phone-digest";
import type { LocalCloudProcess } from "../../support/servers/local-cloud";
import { acceptedText } from "../consumers/accepted-text";
import { storeItems } from "../consumers/bench-cloud";
import { goalsOf, measureLoads, QUEUE_METHOD, type QueueBench } from "../consumers/measure-loads";
import { deployedPhoneDigest } from "../consumers/phone-digest";
import type { Section } from "../section";

const NAMES = resourceNames("dev");
/** If half of 100,000 patients answer within the first half hour. */
const GOAL_PER_SECOND = 50_000 / 1_800;
/** docs/calls.md, without those that a batch shares. */
const MAX_CALLS = 12;

export const answersSection: Section = {
  id: "answers",
  title: "Answers",
  onSharedCloud: true,
  measure: (options) => measureLoads(BENCH, options),
};

const LOADS = [
  { name: "C", words: "C" },
  { name: "words that a person must read", words: "My knee hurts, can the doctor call me first?" },
] as const;

const BENCH: QueueBench = {
  of: "answers",
  queue: "repliesQueue",
  consumer: "repliesConsumer",
  loads: (count) =>
    LOADS.map(({ name, words }, load) => ({
      name,
      messages: async (round, cloud) => {
        const digest = await deployedPhoneDigest(cloud.endpoint);
        const phones = Array.from({ length: count }, newPhone);
        const ids = phones.map((phoneNumber) => `${load}-${round}-${phoneNumber}`);
        await storeTexted(cloud, 0, count, digest, (number) => [ids[number] ?? "", phones[number] ?? ""]);
        return phones.map((originationNumber, index) =>
          JSON.stringify({
            originationNumber,
            destinationNumber: "+12065550100",
            messageBody: words,
            inboundMessageId: `answer-${ids[index]}`,
            previousPublishedMessageId: acceptedText(ids[index] ?? "", originationNumber).messageId,
          }),
        );
      },
    })),
  store: async (from, to, cloud) => {
    // Phones of their own, which nobody answers from.
    const digest = phoneDigestBy("before");
    await storeTexted(cloud, from, to, digest, (number) => [`before-${number}`, `before-${number}`]);
  },
  method: [
    QUEUE_METHOD,
    "Each answer comes from another phone, which got one text; its appointment is stored. From the first message sent until " +
      "the queue is empty, at a rate at which no acknowledgement waits. Calls are those of the consumer to DynamoDB and SQS.",
  ],
  goals: (results) =>
    goalsOf(results, {
      doing: "Answers that two consumers record",
      calls: "to record and acknowledge an answer",
      perSecond: {
        least: GOAL_PER_SECOND,
        text: `at least ${Math.ceil(GOAL_PER_SECOND)} a second: 50,000 in half an hour`,
      },
      maxCalls: MAX_CALLS,
    }),
};

let phonesMade = 0;

/** Numbers for fiction, each once: 555-0100 to 0199 of an area code. */
function newPhone(): string {
  const area = 201 + Math.floor(phonesMade / 100);
  const phoneNumber = `+1${area}55501${String(phonesMade % 100).padStart(2, "0")}`;
  phonesMade += 1;
  return phoneNumber;
}

/** Appointments whose patients got a text. */
async function storeTexted(
  cloud: LocalCloudProcess,
  from: number,
  to: number,
  digest: PhoneDigest,
  of: (number: number) => readonly [id: string, phoneNumber: string],
): Promise<void> {
  await storeItems(cloud, NAMES.deliveryLogTable, from, to, (number) => {
    const [id, phoneNumber] = of(number);
    return { ...acceptedText(id, phoneNumber), phoneDigest: digest(phoneNumber) };
  });
  await storeItems(cloud, NAMES.appointmentsTable, from, to, (number) => {
    const { appointmentId, patientId, appointmentTime, phoneNumber } = acceptedText(...of(number));
    return { appointmentId, patientId, appointmentTime, phoneNumber, reminderQueuedAt: new Date().toISOString() };
  });
}
