/** An execution environment of a function: a worker thread that runs the bundle, one invocation at a time. */
import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { setFlagsFromString } from "node:v8";
import { Worker } from "node:worker_threads";
import type { FunctionResource } from "../template/resource-types";
import type { WriteLog } from "./function-logs";

/** The function threw, timed out or died; `name` is the error type. */
export class FunctionError extends Error {
  constructor(
    override readonly name: string,
    message: string,
    readonly stackTrace: readonly string[] = [],
  ) {
    super(message);
  }
}

/** Enough for short-lived objects; by default each thread uses several times as much. */
const YOUNG_GENERATION_MB = 6;

/**
 * Bytes of bytecode that a function of JavaScript executes before V8 optimizes it; 132 KB by default. A thread shares no machine
 * code with others, so that each optimizes the same functions of the SDK again: a sixth of the processor's time of a day,
 * and a third of a short run. With much more, a day takes longer before it is fast.
 */
const INTERRUPT_BUDGET = 300_000;

interface ReportedError {
  errorType: string;
  errorMessage: string;
  stackTrace: string[];
}

type Report =
  | { type: "ready" }
  | { type: "log"; entry: Parameters<WriteLog>[0] }
  | { type: "answer"; payload: string }
  | { type: "error"; error: ReportedError };

export class FunctionThread {
  private waiting?: { resolve: (payload: string) => void; reject: (error: Error) => void };
  private death?: FunctionError;

  private constructor(
    private readonly worker: Worker,
    private readonly fn: FunctionResource,
    private readonly log: WriteLog,
  ) {}

  /**
   * Starts a thread and loads the bundle.
   * @param environment all environment variables of the function
   * @throws {FunctionError} if the bundle does not load
   */
  static async start(
    fn: FunctionResource,
    environment: Record<string, string>,
    log: WriteLog,
  ): Promise<FunctionThread> {
    const worker = new Worker(new URL("./thread-runtime.mjs", import.meta.url), {
      env: environment,
      // Without the loader and flags of this process.
      execArgv: [],
      stdout: true,
      stderr: true,
      resourceLimits: { maxOldGenerationSizeMb: fn.memoryMb, maxYoungGenerationSizeMb: YOUNG_GENERATION_MB },
      workerData: { ...bundleOf(fn), functionName: fn.name, functionArn: fn.arn, memoryMb: fn.memoryMb },
    });
    const thread = new FunctionThread(worker, fn, log);
    for (const stream of [worker.stdout, worker.stderr]) {
      stream.setEncoding("utf8").on("data", (message: string) => {
        log({ timestamp: new Date().toISOString(), level: "INFO", message });
      });
    }
    worker.on("error", (error: Error) => thread.die(new FunctionError(error.name, error.message)));
    worker.on("exit", () => thread.die(new FunctionError("Runtime.ExitError", "The function's process ended")));
    const ready = new Promise<string>((resolve, reject) => {
      thread.waiting = { resolve, reject };
    });
    worker.on("message", (report: Report) => {
      if (report.type === "log") log(report.entry);
      else thread.settle(report);
    });
    await ready.catch((error: FunctionError) => {
      thread.logError(error);
      throw error;
    });
    return thread;
  }

  get alive(): boolean {
    return this.death === undefined;
  }

  /** Whether it is in an invocation. */
  get busy(): boolean {
    return this.alive && this.waiting !== undefined;
  }

  /**
   * @returns the handler's result, after JSON serialization
   * @throws {FunctionError}
   */
  async invoke(payload: unknown): Promise<unknown> {
    if (this.death) throw this.death;
    const requestId = randomUUID();
    const limit = this.fn.timeoutSeconds * 1000;
    const answer = new Promise<string>((resolve, reject) => {
      this.waiting = { resolve, reject };
    });
    const timer = setTimeout(() => {
      const message = `RequestId: ${requestId} Error: Task timed out after ${this.fn.timeoutSeconds.toFixed(2)} seconds`;
      this.die(new FunctionError("Sandbox.Timedout", message));
    }, limit);
    try {
      const deadline = Date.now() + limit;
      this.worker.postMessage({ requestId, payload: JSON.stringify(payload ?? {}), deadline });
      return JSON.parse(await answer);
    } catch (error) {
      this.logError(error as Error, requestId);
      throw error;
    } finally {
      clearTimeout(timer);
    }
  }

  /** Stops it immediately, even in an invocation; resolves when it has stopped. */
  async stop(reason = "The local run has stopped"): Promise<void> {
    this.die(new FunctionError("Runtime.ExitError", reason));
    await this.worker.terminate();
  }

  private logError({ name: errorType, message: errorMessage }: Error, requestId?: string): void {
    this.log({ timestamp: new Date().toISOString(), level: "ERROR", requestId, message: { errorType, errorMessage } });
  }

  private settle(report: Exclude<Report, { type: "log" }>): void {
    const waiting = this.waiting;
    this.waiting = undefined;
    if (report.type === "error") {
      const { errorType, errorMessage, stackTrace } = report.error;
      waiting?.reject(new FunctionError(errorType, errorMessage, stackTrace));
    } else {
      waiting?.resolve(report.type === "answer" ? report.payload : "");
    }
  }

  private die(error: FunctionError): void {
    if (this.death) return;
    this.death = error;
    this.waiting?.reject(error);
    this.worker.terminate().catch(() => {});
  }
}

function bundleOf({ folder, handler, name }: FunctionResource): { file: string; exportName: string } {
  const dot = handler.lastIndexOf(".");
  const candidates = ["mjs", "js", "cjs"].map((extension) => join(folder, `${handler.slice(0, dot)}.${extension}`));
  const file = candidates.find((candidate) => existsSync(candidate));
  if (!file) throw new FunctionError("Runtime.ImportModuleError", `${name}: the bundle has no ${handler}`);
  return { file: pathToFileURL(file).href, exportName: handler.slice(dot + 1) };
}

/** For this thread and all that start later. A version of Node without this flag ignores it. */
export function compileLater(): void {
  setFlagsFromString(`--interrupt-budget=${INTERRUPT_BUDGET}`);
}
