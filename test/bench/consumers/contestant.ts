/** A measured consumer: its bundle in a separate thread, as in the local run. */
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { FunctionThread } from "../../../infra/local/functions/function-thread";
import { bundle } from "../../../infra/stack/constructs/functions/handler-bundle";
import type { QueueMessage } from "../../../services/domain/ports";
import { writeTexts } from "../../support/data/texts";
import { sqsEvent } from "../../support/lambda";
import type { AwsProcess } from "../aws/control";
import { consumerEnvironment } from "./consumer-environment";
import { queued } from "./queued-messages";

export interface ContestantCode {
  readonly name: string;
  /** Relative to the root of the project. */
  readonly entry: string;
  /** Environment variables to add or replace. */
  readonly environment?: Readonly<Record<string, string>>;
}

/** Folders by entry: many consumers have the same code. */
const bundles = new Map<string, string>();
process.once("exit", () => {
  for (const folder of bundles.values()) rmSync(folder, { recursive: true, force: true });
});

function bundleOf(entry: string): string {
  const known = bundles.get(entry);
  if (known !== undefined) return known;
  const folder = mkdtempSync(join(tmpdir(), "bench-bundle-"));
  bundle(entry, folder);
  bundles.set(entry, folder);
  return folder;
}

export class Contestant {
  private constructor(
    readonly name: string,
    private readonly folder: string,
    private readonly thread: FunctionThread,
  ) {}

  /** @param environment environment variables to add or replace, for all contestants */
  static async start(
    { name, entry, environment: own }: ContestantCode,
    aws: AwsProcess,
    environment: Readonly<Record<string, string>> = {},
  ): Promise<Contestant> {
    const folder = mkdtempSync(join(tmpdir(), "bench-"));
    cpSync(bundleOf(entry), folder, { recursive: true });
    writeTexts(folder);
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
    const variables = { ...consumerEnvironment(aws, folder), ...environment, ...own };
    const thread = await FunctionThread.start(fn, variables, ({ level, message }) => {
      if (level === "ERROR") failures.push(message);
    });
    const contestant = new Contestant(name, folder, thread);
    // The first batches load the dynamic imports and open the connections.
    for (const size of [10, 10, 1, 2, 5, 10]) await contestant.work(size);
    if (failures.length > 0) throw new Error(`${name} failed: ${JSON.stringify(failures[0])}`);
    return contestant;
  }

  /**
   * Processes a batch of this number of new messages.
   * @returns ms
   * @throws if it reports a failed message
   */
  work(size: number): Promise<number> {
    return this.handle(queued(size));
  }

  /** The same with given messages. */
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
