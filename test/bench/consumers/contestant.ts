/** A consumer that is measured: its bundle, in a thread of its own, as the local run starts functions. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { FunctionThread } from "../../../infra/local/functions/function-thread";
import { bundle } from "../../../infra/stack/constructs/functions/handler-bundle";
import type { QueueMessage } from "../../../services/domain/ports";
import { functionEnvironment } from "../../support/environment";
import { sqsEvent } from "../../support/lambda";
import type { AwsProcess } from "../aws/control";
import { queued } from "./queued-messages";

export interface ContestantCode {
  readonly name: string;
  /** From the root of the project. */
  readonly entry: string;
}

export class Contestant {
  private constructor(
    readonly name: string,
    private readonly folder: string,
    private readonly thread: FunctionThread,
  ) {}

  /** @param environment what the function is configured with besides, or otherwise */
  static async start(
    { name, entry }: ContestantCode,
    aws: AwsProcess,
    environment: Readonly<Record<string, string>> = {},
  ): Promise<Contestant> {
    const folder = mkdtempSync(join(tmpdir(), "bench-"));
    bundle(entry, folder);
    const fn = {
      name,
      arn: `arn:aws:lambda:us-east-1:000000000000:function:${name}`,
      folder,
      handler: "index.handler",
      timeoutSeconds: 60,
      memoryMb: 512,
      environment: {},
      asyncRetries: 0,
      recursiveLoop: "Allow",
      roleArn: "",
      logGroup: "",
    };
    const failures: unknown[] = [];
    const variables = { ...aws.environment, ...functionEnvironment(aws.endpoint), ...environment };
    const thread = await FunctionThread.start(fn, variables, ({ level, message }) => {
      if (level === "ERROR") failures.push(message);
    });
    const contestant = new Contestant(name, folder, thread);
    // The first batches load what is loaded late, and open the connections.
    for (const size of [10, 10, 1, 2, 5, 10]) await contestant.work(size);
    if (failures.length > 0) throw new Error(`${name} failed: ${JSON.stringify(failures[0])}`);
    return contestant;
  }

  /**
   * Works a batch of so many new messages.
   * @returns ms
   * @throws where it leaves a message to retry
   */
  work(size: number): Promise<number> {
    return this.handle(queued(size));
  }

  /** The same with messages that are given. */
  async handle(messages: readonly QueueMessage[]): Promise<number> {
    const event = sqsEvent(...messages);
    const begin = performance.now();
    const answer = await this.thread.invoke(event);
    const took = performance.now() - begin;
    const { batchItemFailures = [] } = (answer ?? {}) as { batchItemFailures?: unknown[] };
    if (batchItemFailures.length > 0)
      throw new Error(`${this.name} left ${batchItemFailures.length} messages to retry`);
    return took;
  }

  async stop(): Promise<void> {
    await this.thread.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
