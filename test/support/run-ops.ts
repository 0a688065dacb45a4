/** Runs an operator's command in this process, as `npm run ops --` does. */
import { Writable } from "node:stream";
import { runOps } from "../../services/commands/program";
import type { Status } from "../../services/commands/shared/status";

export interface OpsRun {
  readonly status: Status;
  readonly out: string;
  readonly err: string;
}

/** Nobody answers its questions. */
export async function ops(...args: string[]): Promise<OpsRun> {
  const [out, err] = [new Written(), new Written()];
  const interrupted = new AbortController().signal;
  const status = await runOps(args, { out, err, interactive: false, interrupted, answer: async () => "" });
  return { status, out: out.text, err: err.text };
}

class Written extends Writable {
  text = "";

  override _write(chunk: Buffer | string, _encoding: string, done: () => void): void {
    this.text += chunk.toString();
    done();
  }
}
