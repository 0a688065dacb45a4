/** Runs an operator's command in this process, as `npm run ops --` does. */
import { Readable, Writable } from "node:stream";
import { runOps } from "../../services/commands/program";
import type { Status } from "../../services/commands/shared/status";

export interface OpsRun {
  readonly status: Status;
  readonly out: string;
  readonly err: string;
}

export interface OpsOptions {
  /** Standard input. */
  readonly input?: string | Buffer | Readable;
  readonly interrupted?: AbortSignal;
}

/** Nobody answers its questions, and nothing is on standard input. */
export function ops(...args: string[]): Promise<OpsRun> {
  return opsRun(args);
}

export async function opsRun(args: readonly string[], options: OpsOptions = {}): Promise<OpsRun> {
  const out = new Collected();
  const err = new Collected();
  const { input = "" } = options;
  const status = await runOps(args, {
    out,
    err,
    input: input instanceof Readable ? input : Readable.from([Buffer.from(input)]),
    interactive: false,
    interrupted: options.interrupted ?? new AbortController().signal,
    answer: async () => "",
  });
  return { status, out: out.text(), err: err.text() };
}

class Collected extends Writable {
  readonly #chunks: Buffer[] = [];

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: () => void): void {
    this.#chunks.push(chunk);
    done();
  }

  text(): string {
    return Buffer.concat(this.#chunks).toString("utf8");
  }
}
