/** The usage of what comes before and after reminders: bookings, receipts, answers, and the plan of a next reminder. */
import { randomUUID } from "node:crypto";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient, PutCommand } from "@aws-sdk/lib-dynamodb";
import { resourceNames } from "../../../contracts/resource-names";
import type { LocalCloud } from "../../../infra/local/local-cloud-types";
import { lastDays } from "../../../services/domain/appointment/appointment-time";
import { inBatches } from "../../../services/domain/concurrency/batches";
import { CLINIC_TIME_ZONE } from "../../support/data/clinics";
import { sqsEvent } from "../../support/lambda";
import { acceptedText } from "../consumers/accepted-text";
import { deployedPhoneDigest } from "../consumers/phone-digest";
import { receiptOfEndUserMessaging, receiptOfSns } from "../consumers/receipts";
import { BOOKING, counted } from "./counted";
import type { TableMeter } from "./table-meter";
import { FULL_BATCH, type OtherUsage, type Used } from "./usage";

/** The same for each version of a booking: it is not moved. */
const START = new Date(Date.now() + 47 * 3_600_000).toISOString();

type Text = ReturnType<typeof acceptedText>;

export class OtherPaths {
  readonly #names;
  readonly #client: DynamoDBDocumentClient;
  #made = 0;

  /** @param count of each, in full batches and one by one */
  constructor(
    private readonly cloud: LocalCloud,
    private readonly meter: TableMeter,
    private readonly count: number,
  ) {
    this.#names = resourceNames(cloud.environment);
    const credentials = { accessKeyId: BOOKING, secretAccessKey: "none" };
    const client = new DynamoDBClient({ endpoint: cloud.endpoint, region: "us-east-1", credentials });
    this.#client = DynamoDBDocumentClient.from(client);
  }

  async measure(): Promise<OtherUsage[]> {
    const { bookingsConsumer, receiptsConsumer, repliesConsumer } = this.#names;
    try {
      const booked = this.#ids(2 * this.count);
      const bookings = (version: number) => async () => booked.map((id) => booking(id, version));
      return [
        await this.#both("new bookings", bookingsConsumer, bookings(1)),
        await this.#both("changed bookings", bookingsConsumer, bookings(2)),
        await this.#both("receipts of SNS", receiptsConsumer, async () =>
          (await this.#texts()).map((text) => JSON.stringify(receiptOfSns(text))),
        ),
        await this.#both("receipts of End User Messaging", receiptsConsumer, async () =>
          (await this.#texts()).map((text) => JSON.stringify(receiptOfEndUserMessaging(text))),
        ),
        await this.#both("answers", repliesConsumer, async () => (await this.#texts()).map(answerTo)),
        await this.#planned(),
      ];
    } finally {
      this.#client.destroy();
    }
  }

  /** @param make twice as many bodies as are processed in each way */
  async #both(what: string, consumer: string, make: () => Promise<string[]>): Promise<OtherUsage> {
    const bodies = await make();
    const process = (some: readonly string[], size: number) =>
      counted(this.cloud, this.meter, consumer, some.length, async () => {
        for (const batch of inBatches(some, size)) await this.#invoke(consumer, batch);
      });
    const full = await process(bodies.slice(0, this.count), FULL_BATCH);
    return { what, full, single: await process(bodies.slice(this.count), 1) };
  }

  async #invoke(consumer: string, bodies: readonly string[]): Promise<void> {
    const messages = bodies.map((body) => ({ id: randomUUID(), body, attributes: {} }));
    const answer = (await this.cloud.invoke(consumer, sqsEvent(...messages))) as { batchItemFailures: unknown[] };
    if (answer.batchItemFailures.length > 0) throw new Error(`${consumer} left messages to retry`);
  }

  /** A daily run over appointments whose plan has another reminder. */
  async #planned(): Promise<OtherUsage> {
    const [reminderDate] = lastDays(Date.now(), CLINIC_TIME_ZONE, 0);
    const run = async (): Promise<Used> => {
      for (const id of this.#ids(this.count)) {
        const { appointment } = JSON.parse(booking(id, 1)) as { readonly appointment: object };
        await this.#put(this.#names.appointmentsTable, { ...appointment, reminderDate, reminderPlan: "2d, 3h" });
      }
      return counted(this.cloud, this.meter, this.#names.producer, this.count, () => this.cloud.fireSchedule());
    };
    const full = await run();
    return { what: "reminders that are followed by another", full, single: full };
  }

  /** Accepted texts, each to another phone, and their appointments. */
  async #texts(): Promise<Text[]> {
    const texts: Text[] = [];
    const phoneDigest = await deployedPhoneDigest(this.cloud.endpoint);
    for (const [index, id] of this.#ids(2 * this.count).entries()) {
      const number = this.#made + index;
      const phoneNumber = `+1${201 + Math.floor(number / 100)}55501${String(number % 100).padStart(2, "0")}`;
      const text = { ...acceptedText(id, phoneNumber), phoneDigest: phoneDigest(phoneNumber) };
      const { appointmentId, patientId, appointmentTime } = text;
      await this.#put(this.#names.deliveryLogTable, text);
      await this.#put(this.#names.appointmentsTable, { appointmentId, patientId, appointmentTime, phoneNumber });
      texts.push(text);
    }
    return texts;
  }

  #ids(count: number): string[] {
    return Array.from({ length: count }, () => {
      this.#made += 1;
      return `other-${this.#made}`;
    });
  }

  async #put(TableName: string, item: object): Promise<void> {
    await this.#client.send(new PutCommand({ TableName, Item: { ...item } }));
  }
}

function booking(id: string, version: number): string {
  const appointment = {
    appointmentId: id,
    patientId: `p-${id}`,
    appointmentTime: START,
    phoneNumber: "(206) 555-0100",
    email: `${id}@example.com`,
    doctorName: "Sarah Johnson",
    location: `Room ${version}, North Clinic`,
  };
  return JSON.stringify({ status: "booked", version, appointment });
}

function answerTo({ phoneNumber, messageId }: Text): string {
  return JSON.stringify({
    originationNumber: phoneNumber,
    destinationNumber: "+12065550100",
    messageBody: "C",
    inboundMessageId: `answer-${messageId}`,
    previousPublishedMessageId: messageId,
  });
}
