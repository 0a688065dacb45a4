/** Tables for rate limits, on a separate emulator. */
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { CreateTableCommand, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import dynalite from "dynalite";
import { SMS_RATE_LIMIT } from "../../../contracts/tables/sms-rate-limit";
import { dynamoRateBudget } from "../../../services/adapters/dynamodb/dynamo-rate-budget";
import type { RateBudget } from "../../../services/domain/rate-limit/rate-limit";

export class BudgetTables {
  readonly #writes = new Map<string, number>();

  private constructor(
    private readonly server: Server,
    private readonly client: DynamoDBDocumentClient,
  ) {
    client.middlewareStack.add(
      (next) => (args) => {
        const { TableName = "" } = args.input as { TableName?: string };
        this.#writes.set(TableName, this.writesTo(TableName) + 1);
        return next(args);
      },
      { step: "initialize" },
    );
  }

  static async start(): Promise<BudgetTables> {
    const server = dynalite({ createTableMs: 0 });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const credentials = { accessKeyId: "bench", secretAccessKey: "bench" };
    const client = new DynamoDBClient({ endpoint, region: "us-east-1", credentials });
    return new BudgetTables(server, DynamoDBDocumentClient.from(client));
  }

  async create(table: string): Promise<void> {
    await this.client.send(
      new CreateTableCommand({
        TableName: table,
        BillingMode: "PAY_PER_REQUEST",
        AttributeDefinitions: [{ AttributeName: SMS_RATE_LIMIT.partitionKey, AttributeType: "S" }],
        KeySchema: [{ AttributeName: SMS_RATE_LIMIT.partitionKey, KeyType: "HASH" }],
      }),
    );
    this.#writes.delete(table);
  }

  /** The budget for one consumer. */
  budget(table: string): RateBudget {
    return dynamoRateBudget(this.client, table, { now: Date.now });
  }

  /** Number of calls, including those without a reservation. */
  writesTo(table: string): number {
    return this.#writes.get(table) ?? 0;
  }

  async stop(): Promise<void> {
    this.client.destroy();
    await new Promise((resolve) => this.server.close(resolve));
  }
}
