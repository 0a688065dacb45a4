/** DynamoDB in memory, over HTTP like the real one. */
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { CreateTableCommand, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import {
  BatchWriteCommand,
  DeleteCommand,
  DynamoDBDocumentClient,
  GetCommand,
  paginateScan,
} from "@aws-sdk/lib-dynamodb";
import dynalite from "dynalite";
import type { DeliveryLogItem } from "../../../contracts/delivery-log";
import { APPOINTMENTS_TABLE } from "../../../contracts/tables/appointments-table";
import { DELIVERY_LOG } from "../../../contracts/tables/delivery-log-table";
import { OPERATOR_ACTS } from "../../../contracts/tables/operator-acts";
import { REPLIES_TABLE } from "../../../contracts/tables/replies-table";
import { SENDING_STOPS } from "../../../contracts/tables/sending-stops";
import { SMS_RATE_LIMIT } from "../../../contracts/tables/sms-rate-limit";
import { reuseParsedExpressions } from "../../../infra/local/emulators/dynamodb/parsed-expressions";
import type { NotificationKey } from "../../../services/domain/notification/notification";

export const LOG_TABLE = "notification-delivery-logs-test";
export const APPOINTMENTS = "healthcare-appointments-test";
export const RATE_LIMIT_TABLE = "sms-rate-limit-test";
export const STOPS_TABLE = "sending-stops-test";
export const REPLIES = "sms-replies-test";
export const ACTS_TABLE = "operator-acts-test";

const hash = (AttributeName: string) => ({ AttributeName, KeyType: "HASH" as const });
const range = (AttributeName: string) => ({ AttributeName, KeyType: "RANGE" as const });
const ALL = { ProjectionType: "ALL" as const };

export class TestDynamo {
  readonly client: DynamoDBDocumentClient;

  private constructor(
    private readonly server: Server,
    /** The URL of the server. */
    readonly endpoint: string,
  ) {
    const credentials = { accessKeyId: "test", secretAccessKey: "test" };
    this.client = DynamoDBDocumentClient.from(new DynamoDBClient({ endpoint, region: "us-east-1", credentials }), {
      marshallOptions: { removeUndefinedValues: true },
    });
  }

  /** Starts it with all tables, empty. */
  static async start(): Promise<TestDynamo> {
    reuseParsedExpressions();
    const server = dynalite({ createTableMs: 0 });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const dynamo = new TestDynamo(server, `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    await dynamo.#createTables();
    return dynamo;
  }

  async stop(): Promise<void> {
    this.client.destroy();
    await new Promise((resolve) => this.server.close(resolve));
  }

  async logItem(key: NotificationKey): Promise<DeliveryLogItem | undefined> {
    const { Item } = await this.client.send(new GetCommand({ TableName: LOG_TABLE, Key: { ...key } }));
    return Item as DeliveryLogItem | undefined;
  }

  async putAppointments(...items: readonly object[]): Promise<void> {
    for (let start = 0; start < items.length; start += 25) {
      const puts = items.slice(start, start + 25).map((Item) => ({ PutRequest: { Item: { ...Item } } }));
      await this.client.send(new BatchWriteCommand({ RequestItems: { [APPOINTMENTS]: puts } }));
    }
  }

  async countAppointments(): Promise<number> {
    let count = 0;
    for await (const { Count = 0 } of paginateScan({ client: this.client }, { TableName: APPOINTMENTS }))
      count += Count;
    return count;
  }

  /** The inputs of all calls of the client from now on. */
  recordInputs(): unknown[] {
    const inputs: unknown[] = [];
    this.client.middlewareStack.add(
      (next) => (args) => {
        inputs.push(args.input);
        return next(args);
      },
      { step: "initialize" },
    );
    return inputs;
  }

  async emptyAppointments(): Promise<void> {
    for await (const { Items = [] } of paginateScan({ client: this.client }, { TableName: APPOINTMENTS })) {
      for (const { appointmentId, patientId } of Items) {
        await this.client.send(new DeleteCommand({ TableName: APPOINTMENTS, Key: { appointmentId, patientId } }));
      }
    }
  }

  /** The items of an appointment, one per patient. */
  async appointmentsOf(appointmentId: string): Promise<Record<string, unknown>[]> {
    const items: Record<string, unknown>[] = [];
    for await (const page of paginateScan({ client: this.client }, { TableName: APPOINTMENTS }))
      items.push(...(page.Items ?? []).filter((item) => item.appointmentId === appointmentId));
    return items;
  }

  async appointment(appointmentId: string): Promise<Record<string, unknown> | undefined> {
    const items = await this.appointmentsOf(appointmentId);
    if (items.length > 1) throw new Error("the appointment has several patients");
    return items[0];
  }

  async #createTables(): Promise<void> {
    const { partitionKey, sortKey, patientIndex, patientKey, dayIndex, dayKey, daySortKey } = DELIVERY_LOG;
    const { smsMessageIndex, smsMessageKey, attentionIndex, attentionKey, attentionSortKey } = DELIVERY_LOG;
    const including = (attributes: readonly string[]) => ({
      ProjectionType: "INCLUDE" as const,
      NonKeyAttributes: [...attributes],
    });
    await this.client.send(
      new CreateTableCommand({
        TableName: LOG_TABLE,
        BillingMode: "PAY_PER_REQUEST",
        AttributeDefinitions: [
          { AttributeName: partitionKey, AttributeType: "S" },
          { AttributeName: sortKey, AttributeType: "N" },
          { AttributeName: patientKey, AttributeType: "S" },
          { AttributeName: dayKey, AttributeType: "S" },
          { AttributeName: daySortKey, AttributeType: "S" },
          { AttributeName: smsMessageKey, AttributeType: "S" },
          { AttributeName: attentionKey, AttributeType: "S" },
          { AttributeName: attentionSortKey, AttributeType: "S" },
          { AttributeName: DELIVERY_LOG.phoneKey, AttributeType: "S" },
        ],
        KeySchema: [hash(partitionKey), range(sortKey)],
        GlobalSecondaryIndexes: [
          { IndexName: patientIndex, KeySchema: [hash(patientKey), range(sortKey)], Projection: ALL },
          {
            IndexName: dayIndex,
            KeySchema: [hash(dayKey), range(daySortKey)],
            Projection: including(DELIVERY_LOG.dayAttributes),
          },
          {
            IndexName: smsMessageIndex,
            KeySchema: [hash(smsMessageKey)],
            Projection: including(DELIVERY_LOG.smsMessageAttributes),
          },
          {
            IndexName: DELIVERY_LOG.phoneIndex,
            KeySchema: [hash(DELIVERY_LOG.phoneKey), range(sortKey)],
            Projection: { ProjectionType: "KEYS_ONLY" },
          },
          {
            IndexName: attentionIndex,
            KeySchema: [hash(attentionKey), range(attentionSortKey)],
            Projection: including(DELIVERY_LOG.dayAttributes),
          },
        ],
      }),
    );
    for (const [TableName, { partitionKey: AttributeName }] of [
      [RATE_LIMIT_TABLE, SMS_RATE_LIMIT],
      [STOPS_TABLE, SENDING_STOPS],
    ] as const) {
      await this.client.send(
        new CreateTableCommand({
          TableName,
          BillingMode: "PAY_PER_REQUEST",
          AttributeDefinitions: [{ AttributeName, AttributeType: "S" }],
          KeySchema: [hash(AttributeName)],
        }),
      );
    }
    await this.client.send(
      new CreateTableCommand({
        TableName: ACTS_TABLE,
        BillingMode: "PAY_PER_REQUEST",
        AttributeDefinitions: [OPERATOR_ACTS.partitionKey, OPERATOR_ACTS.sortKey].map((AttributeName) => ({
          AttributeName,
          AttributeType: "S" as const,
        })),
        KeySchema: [hash(OPERATOR_ACTS.partitionKey), range(OPERATOR_ACTS.sortKey)],
      }),
    );
    const { waitingIndex, waitingKey, waitingSortKey } = REPLIES_TABLE;
    await this.client.send(
      new CreateTableCommand({
        TableName: REPLIES,
        BillingMode: "PAY_PER_REQUEST",
        AttributeDefinitions: [REPLIES_TABLE.partitionKey, waitingKey, waitingSortKey].map((AttributeName) => ({
          AttributeName,
          AttributeType: "S" as const,
        })),
        KeySchema: [hash(REPLIES_TABLE.partitionKey)],
        GlobalSecondaryIndexes: [
          {
            IndexName: waitingIndex,
            KeySchema: [hash(waitingKey), range(waitingSortKey)],
            Projection: including(REPLIES_TABLE.waitingAttributes),
          },
        ],
      }),
    );
    const { dueIndex, dueDate, dueSortKey } = APPOINTMENTS_TABLE;
    await this.client.send(
      new CreateTableCommand({
        TableName: APPOINTMENTS,
        BillingMode: "PAY_PER_REQUEST",
        AttributeDefinitions: [APPOINTMENTS_TABLE.partitionKey, APPOINTMENTS_TABLE.sortKey, dueDate, dueSortKey].map(
          (AttributeName) => ({
            AttributeName,
            AttributeType: "S" as const,
          }),
        ),
        KeySchema: [hash(APPOINTMENTS_TABLE.partitionKey), range(APPOINTMENTS_TABLE.sortKey)],
        GlobalSecondaryIndexes: [
          { IndexName: dueIndex, KeySchema: [hash(dueDate), range(dueSortKey)], Projection: ALL },
          {
            IndexName: APPOINTMENTS_TABLE.patientIndex,
            KeySchema: [hash(APPOINTMENTS_TABLE.sortKey)],
            Projection: { ProjectionType: "KEYS_ONLY" },
          },
        ],
      }),
    );
  }
}
