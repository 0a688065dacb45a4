/** The processes in which tests start local clouds; one that is free serves the next test, also of another file. */
import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import type { Order, Report } from "./local-cloud-server";

/** Of the Jest worker, since each test file loads this module anew. */
const FREE = Symbol.for("free-cloud-processes");
const worker = globalThis as { [FREE]?: CloudProcess[] };
worker[FREE] ??= [];
const free: CloudProcess[] = worker[FREE];

/** One that is free, or a new one. */
export function takeCloudProcess(): CloudProcess {
  const taken = free.pop() ?? new CloudProcess();
  taken.take();
  return taken;
}

export class CloudProcess {
  readonly #child: ChildProcess;
  #written = "";

  constructor() {
    const server = join(import.meta.dirname, "local-cloud-server.ts");
    this.#child = spawn(process.execPath, ["--import", "tsx", server], { stdio: ["ignore", "pipe", "pipe", "ipc"] });
    for (const stream of [this.#child.stdout, this.#child.stderr]) {
      stream?.setEncoding("utf8").on("data", (chunk: string) => {
        this.#written += chunk;
      });
    }
  }

  /** Standard output and error since it was taken. */
  get written(): string {
    return this.#written;
  }

  take(): void {
    this.#written = "";
    this.#keepsWorkerAlive(true);
  }

  release(): void {
    this.#keepsWorkerAlive(false);
    free.push(this);
  }

  /** @throws if the process ends in place of an answer, with what it wrote */
  order(order: Order): Promise<Report> {
    return new Promise((resolve, reject) => {
      const ended = () => reject(new Error(`The local cloud's process ended:\n${this.#written}`));
      this.#child.once("exit", ended);
      this.#child.once("message", (report) => {
        this.#child.off("exit", ended);
        resolve(report as Report);
      });
      this.#child.send(order);
    });
  }

  #keepsWorkerAlive(does: boolean): void {
    const { stdout, stderr, channel } = this.#child;
    for (const handle of [this.#child, stdout, stderr, channel] as unknown as { ref(): void; unref(): void }[]) {
      if (does) handle.ref();
      else handle.unref();
    }
  }
}
