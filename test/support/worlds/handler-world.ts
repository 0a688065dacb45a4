/** The handlers' own modules with servers that act as AWS, used only through the SDK's environment. */
import { inspect } from "node:util";
import type { SQSBatchResponse } from "aws-lambda";
import type { ProducerResponse } from "../../../contracts/producer-event";
import type { QueueMessage } from "../../../services/domain/ports";
import { writeTexts } from "../data/texts";
import { awsEnvironment, functionEnvironment } from "../environment";
import { lambdaContext, sqsEvent } from "../lambda";
import { AwsServer } from "../servers/aws-server";
import { TestDynamo } from "../servers/dynamo";
import { TestFolder } from "../test-folder";

const CONSOLE_METHODS = ["debug", "error", "info", "log", "trace", "warn"] as const;

export class HandlerWorld {
  /** Everything that was written to the console. */
  readonly lines: string[] = [];

  private constructor(
    readonly dynamo: TestDynamo,
    readonly aws: AwsServer,
    private readonly bundle: TestFolder,
  ) {}

  /** Must start before any handler is imported, because handlers read their environment at import. */
  static async start(): Promise<HandlerWorld> {
    const dynamo = await TestDynamo.start();
    const aws = await AwsServer.start(dynamo);
    awsEnvironment(aws.endpoint);
    const bundle = new TestFolder();
    writeTexts(bundle.path);
    Object.assign(process.env, functionEnvironment(aws.endpoint), { LAMBDA_TASK_ROOT: bundle.path });
    const world = new HandlerWorld(dynamo, aws, bundle);
    for (const method of CONSOLE_METHODS) {
      console[method] = (...values: unknown[]) => {
        world.lines.push(inspect(values, { depth: null }));
      };
    }
    return world;
  }

  async stop(): Promise<void> {
    await this.aws.stop();
    await this.dynamo.stop();
    this.bundle.remove();
  }

  async smsConsumer(...messages: readonly QueueMessage[]): Promise<SQSBatchResponse> {
    const { handler } = await import("../../../services/handlers/sms-consumer");
    return handler(sqsEvent(...messages), lambdaContext());
  }

  async emailConsumer(...messages: readonly QueueMessage[]): Promise<SQSBatchResponse> {
    const { handler } = await import("../../../services/handlers/email-consumer");
    return handler(sqsEvent(...messages), lambdaContext());
  }

  async producer(event: unknown): Promise<ProducerResponse> {
    const { handler } = await import("../../../services/handlers/producer");
    return handler(event, lambdaContext(900_000));
  }

  /** The messages that were sent to a queue, as its consumer would receive them. */
  sentTo(queue: "appointments" | "email-fallback" | "dlq"): QueueMessage[] {
    return this.aws
      .of("SendMessage")
      .filter(({ parameters }) => String(parameters.QueueUrl).endsWith(`/${queue}`))
      .map(({ parameters }, index) => {
        const attributes = (parameters.MessageAttributes ?? {}) as Record<string, { StringValue: string }>;
        const texts = Object.entries(attributes).map(([name, { StringValue }]) => [name, StringValue]);
        return { id: `${queue}-${index}`, body: String(parameters.MessageBody), attributes: Object.fromEntries(texts) };
      });
  }
}
