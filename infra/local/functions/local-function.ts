/**
 * A function with its threads: as on Lambda, an idle one is reused, a new one starts if all are busy, and one that has been
 * idle for long is stopped.
 */
import { devNull } from "node:os";
import { setTimeout as wait } from "node:timers/promises";
import { FUNCTION_CALLER } from "../protocol/callers";
import { REGION } from "../template/references";
import type { FunctionResource } from "../template/resource-types";
import type { WriteLog } from "./function-logs";
import { FunctionThread } from "./function-thread";

/** Lambda waits this long before it retries an asynchronous invocation, and then twice as long. */
const FIRST_RETRY_SECONDS = 60;

interface Idle {
  readonly thread: FunctionThread;
  readonly stopping: NodeJS.Timeout;
}

export class LocalFunction {
  private readonly idle: Idle[] = [];
  private readonly threads = new Set<FunctionThread>();
  private readonly environment: Record<string, string>;
  /** Asynchronous invocations that wait for one of the others to end, in their order. */
  private readonly waiting: (() => void)[] = [];
  private asynchronous = 0;
  private stopped = false;

  constructor(
    readonly resource: FunctionResource,
    endpoint: string,
    private readonly log: WriteLog,
    /** After this time an idle thread is stopped, in ms. */
    private readonly idleMs: number,
    /** How many asynchronous invocations run at the same time. */
    private readonly maxAsynchronous: number,
  ) {
    this.environment = {
      ...resource.environment,
      AWS_ENDPOINT_URL: endpoint,
      AWS_REGION: REGION,
      AWS_ACCESS_KEY_ID: `${FUNCTION_CALLER}${resource.name}`,
      AWS_SECRET_ACCESS_KEY: "local",
      AWS_LAMBDA_FUNCTION_NAME: resource.name,
      LAMBDA_TASK_ROOT: resource.folder,
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(resource.memoryMb),
      AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true",
      // The user's own AWS configuration must not affect the local run.
      AWS_CONFIG_FILE: devNull,
      AWS_SHARED_CREDENTIALS_FILE: devNull,
    };
  }

  /** @returns a thread that is loaded and idle; return it with {@link release} */
  async acquire(): Promise<FunctionThread> {
    for (let idle = this.idle.pop(); idle; idle = this.idle.pop()) {
      clearTimeout(idle.stopping);
      if (idle.thread.alive) return idle.thread;
      this.threads.delete(idle.thread);
    }
    const thread = await FunctionThread.start(this.resource, this.environment, this.log);
    this.threads.add(thread);
    if (this.stopped) await thread.stop();
    return thread;
  }

  release(thread: FunctionThread): void {
    if (!thread.alive) {
      this.threads.delete(thread);
      return;
    }
    const stopping = setTimeout(() => {
      this.idle.splice(this.idle.indexOf(idle), 1);
      this.threads.delete(thread);
      void thread.stop("It was idle");
    }, this.idleMs).unref();
    const idle = { thread, stopping };
    this.idle.push(idle);
  }

  /** @throws {FunctionError} */
  async invoke(payload: unknown): Promise<unknown> {
    const thread = await this.acquire();
    try {
      return await thread.invoke(payload);
    } finally {
      this.release(thread);
    }
  }

  /**
   * Invokes asynchronously, as a scheduler does: a failed invocation is retried as often as the template says. Lambda would use
   * more instances; here each compiles the same code again.
   * @param failed called if all attempts failed
   * @throws {FunctionError} if all attempts failed
   */
  async invokeAsynchronously(
    payload: unknown,
    timeFactor: number,
    failed: (error: Error) => Promise<void>,
  ): Promise<unknown> {
    for (let attempt = 0; ; attempt++) {
      try {
        return await this.invokeInTurn(payload);
      } catch (error) {
        if (!this.stopped && attempt >= this.resource.asyncRetries) await failed(error as Error);
        if (this.stopped || attempt >= this.resource.asyncRetries) throw error;
        await wait((FIRST_RETRY_SECONDS * 1000 * 2 ** attempt) / timeFactor, undefined, { ref: false });
      }
    }
  }

  private async invokeInTurn(payload: unknown): Promise<unknown> {
    if (this.asynchronous < this.maxAsynchronous) this.asynchronous += 1;
    else await new Promise<void>((resolve) => this.waiting.push(resolve));
    try {
      return await this.invoke(payload);
    } finally {
      const next = this.waiting.shift();
      if (next) next();
      else this.asynchronous -= 1;
    }
  }

  /**
   * Kills every thread that is in an invocation, like a process that ran out of memory.
   * @returns how many
   */
  async kill(): Promise<number> {
    const busy = [...this.threads].filter((thread) => thread.busy);
    await Promise.all(busy.map((thread) => thread.stop("Runtime exited with error: signal: killed")));
    return busy.length;
  }

  async stop(): Promise<void> {
    this.stopped = true;
    await Promise.all([...this.threads].map((thread) => thread.stop()));
  }
}
