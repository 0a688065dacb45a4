/** The DynamoDB of the local run with the tables of the tests, over HTTP like the real one. */
import { DynamoDBClient, type DynamoDBClientConfig } from "@aws-sdk/client-dynamodb";
import { BatchWriteCommand, DynamoDBDocumentClient, GetCommand, paginateScan } from "@aws-sdk/lib-dynamodb";
import type { DeliveryLogItem } from "../../../contracts/delivery-log";
import { SWEEP_ITEM } from "../../../contracts/tables/appointments-table";
import { startTables } from "../../../infra/local/emulators/dynamodb/tables";
import { type Answer, AwsError, errorAnswer, type Service } from "../../../infra/local/protocol/call";
import { type HttpServer, startHttpServer } from "../../../infra/local/protocol/http-server";
import type { NotificationKey } from "../../../services/domain/notification/notification";
import { APPOINTMENTS, LOG_TABLE, TABLES } from "./dynamo-tables";

export { ACTS_TABLE, APPOINTMENTS, LOG_TABLE, RATE_LIMIT_TABLE, REPLIES, STOPS_TABLE } from "./dynamo-tables";

interface HttpRequest {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

const UNSIGNED = { sign: async <Request>(request: Request) => request };

export class TestDynamo {
  /** Calls the tables over HTTP, for what a test is about. */
  readonly client: DynamoDBDocumentClient;
  /** Calls the tables without HTTP and signatures, for what a test writes before and looks at afterwards. */
  readonly direct: DynamoDBDocumentClient;

  private constructor(
    private readonly server: HttpServer,
    private readonly tables: Service,
  ) {
    const credentials = { accessKeyId: "test", secretAccessKey: "test" };
    const settings = { endpoint: this.endpoint, region: "us-east-1", credentials };
    const documents = { marshallOptions: { removeUndefinedValues: true } };
    this.client = DynamoDBDocumentClient.from(new DynamoDBClient(settings), documents);
    const direct = new DynamoDBClient({ ...settings, requestHandler: this.#inProcess(), signer: UNSIGNED });
    this.direct = DynamoDBDocumentClient.from(direct, documents);
  }

  /** Starts it with all tables, empty. */
  static async start(): Promise<TestDynamo> {
    const tables = await startTables(TABLES);
    const server = await startHttpServer(0);
    server.open({ pages: async () => undefined, route: () => tables });
    return new TestDynamo(server, tables);
  }

  /** The URL of the server. */
  get endpoint(): string {
    return this.server.endpoint;
  }

  /** Responds to a call that another server has received. */
  async answer({ operation, body }: { readonly operation: string; readonly body: Buffer }): Promise<Answer> {
    try {
      const from = { protocol: "json", caller: "test", path: "/", headers: {} } as const;
      return await this.tables({ service: "dynamodb", operation, body, ...from });
    } catch (error) {
      if (error instanceof AwsError) return errorAnswer(error, "json");
      throw error;
    }
  }

  #inProcess() {
    const handle = async ({ headers, body }: HttpRequest) => {
      const operation = headers["x-amz-target"]?.split(".")[1] ?? "";
      const {
        status,
        body: answer,
        ...rest
      } = await this.answer({ operation, body: Buffer.from(body.buffer, body.byteOffset, body.length) });
      return { response: { statusCode: status, headers: rest.headers, body: Buffer.from(answer) } };
    };
    return { handle } as unknown as NonNullable<DynamoDBClientConfig["requestHandler"]>;
  }

  async stop(): Promise<void> {
    this.client.destroy();
    await this.server.close();
  }

  async logItem(key: NotificationKey): Promise<DeliveryLogItem | undefined> {
    const { Item } = await this.direct.send(new GetCommand({ TableName: LOG_TABLE, Key: { ...key } }));
    return Item as DeliveryLogItem | undefined;
  }

  async putAppointments(...items: readonly object[]): Promise<void> {
    for (let start = 0; start < items.length; start += 25) {
      const puts = items.slice(start, start + 25).map((Item) => ({ PutRequest: { Item: { ...Item } } }));
      await this.direct.send(new BatchWriteCommand({ RequestItems: { [APPOINTMENTS]: puts } }));
    }
  }

  /** As if a sweep had queued what was due until then. The first sweep of a table reads a day's quarters: 1,600 calls. */
  async sweptTo(quarter: string): Promise<void> {
    const { id, sweptTo } = SWEEP_ITEM;
    await this.putAppointments({ appointmentId: id, patientId: id, [sweptTo]: quarter });
  }

  async countAppointments(): Promise<number> {
    let count = 0;
    for await (const { Count = 0 } of paginateScan({ client: this.direct }, { TableName: APPOINTMENTS }))
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
    const keys = { TableName: APPOINTMENTS, ProjectionExpression: "appointmentId, patientId" };
    for await (const { Items = [] } of paginateScan({ client: this.direct }, keys)) {
      for (let start = 0; start < Items.length; start += 25) {
        const deletes = Items.slice(start, start + 25).map((Key) => ({ DeleteRequest: { Key } }));
        await this.direct.send(new BatchWriteCommand({ RequestItems: { [APPOINTMENTS]: deletes } }));
      }
    }
  }

  /** The items of an appointment, one per patient. */
  async appointmentsOf(appointmentId: string): Promise<Record<string, unknown>[]> {
    const items: Record<string, unknown>[] = [];
    for await (const page of paginateScan({ client: this.direct }, { TableName: APPOINTMENTS }))
      items.push(...(page.Items ?? []).filter((item) => item.appointmentId === appointmentId));
    return items;
  }

  async appointment(appointmentId: string): Promise<Record<string, unknown> | undefined> {
    const items = await this.appointmentsOf(appointmentId);
    if (items.length > 1) throw new Error("the appointment has several patients");
    return items[0];
  }
}
