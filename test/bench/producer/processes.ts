/** The producer and the simulated AWS in separate processes, so that neither slows the other. */
import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { lastDays } from "../../../services/domain/appointment/appointment-time";
import { functionEnvironment } from "../../support/environment";
import type { AwsPlan, AwsReport, ProducerReport, ProducerTask } from "./plan";

const CLINIC_TIME_ZONE = "America/New_York";
const DAY = 86_400_000;

export interface Run {
  readonly producer: ProducerReport;
  readonly aws: AwsReport;
}

export class ProducerBench {
  readonly #aws: ChildProcess;
  #endpoint = "";

  private constructor() {
    this.#aws = start("simulated-aws.ts", {});
  }

  static async start(): Promise<ProducerBench> {
    const bench = new ProducerBench();
    const { port } = await said<{ port: number }>(bench.#aws);
    bench.#endpoint = `http://127.0.0.1:${port}`;
    return bench;
  }

  /** Fills the table, and runs the producer in a new process. */
  async run(kind: ProducerTask["run"], plan: Omit<AwsPlan, "day" | "tomorrow">): Promise<Run> {
    const [day = ""] = lastDays(Date.now(), CLINIC_TIME_ZONE, 0);
    const [tomorrow = ""] = lastDays(Date.now() + DAY, CLINIC_TIME_ZONE, 0);
    await this.#ask({ ...plan, day, tomorrow });
    const child = start("run-producer.ts", {
      ...functionEnvironment(this.#endpoint),
      AWS_ENDPOINT_URL: this.#endpoint,
      AWS_REGION: "us-east-1",
      AWS_ACCESS_KEY_ID: "bench",
      AWS_SECRET_ACCESS_KEY: "bench",
    });
    await said(child);
    child.send({ run: kind, day } satisfies ProducerTask);
    const producer = await said<ProducerReport>(child);
    const aws = await this.#ask<AwsReport>("report");
    if (producer.enqueued !== plan.count || aws.queued !== plan.count || aws.stillDue > 0) {
      throw new Error(`${producer.enqueued} of ${plan.count} queued, ${aws.stillDue} still due`);
    }
    return { producer, aws };
  }

  stop(): void {
    this.#aws.kill();
  }

  #ask<T>(message: AwsPlan | "report"): Promise<T> {
    const answer = said<T>(this.#aws);
    this.#aws.send(message);
    return answer;
  }
}

function start(script: string, environment: Record<string, string>): ChildProcess {
  return fork(join(import.meta.dirname, script), {
    execArgv: ["--import", "tsx"],
    env: { ...process.env, AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true", ...environment },
    // The producer's logs are not part of the report.
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
}

/** The next message of a process. */
async function said<T>(child: ChildProcess): Promise<T> {
  const done = new AbortController();
  try {
    return await Promise.race([
      once(child, "message", done).then(([message]) => message as T),
      once(child, "exit", done).then(([code]) => {
        throw new Error(`a process of the bench ended with ${code}`);
      }),
    ]);
  } finally {
    done.abort();
  }
}
