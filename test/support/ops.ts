/** `npm run ops` in this process. */
import { Readable, Writable } from "node:stream";
import type { Status } from "../../services/ops/output/status";
import type { Terminal } from "../../services/ops/output/terminal";
import { runOps } from "../../services/ops/program";

export interface OpsRun {
  readonly status: Status;
  readonly out: string;
  readonly err: string;
}

export interface OpsOptions {
  /** The answers to questions; omitted if nobody can answer. */
  readonly answer?: string;
  /** What happens while the question is open. */
  readonly onQuestion?: () => void | Promise<void>;
  readonly interrupted?: AbortSignal;
  /** The width of the terminal; omitted without a terminal. */
  readonly columns?: number;
  /** The session has no reason for the audit. */
  readonly withoutReason?: boolean;
  /** Standard input; without it there is nothing on it. */
  readonly input?: string | Buffer | Readable;
}

/** Runs a command as an operator does; the SDK's environment points to AWS. */
export async function ops(args: readonly string[], options: OpsOptions = {}): Promise<OpsRun> {
  const { terminal, written } = testTerminal(options);
  process.env.OPS_BECAUSE = "a test";
  if (options.withoutReason) delete process.env.OPS_BECAUSE;
  const status = await runOps(args, terminal);
  return { status, ...written };
}

/** A terminal whose output can be read. */
export function testTerminal(options: OpsOptions = {}): { terminal: Terminal; written: { out: string; err: string } } {
  const { answer, interrupted = new AbortController().signal, input = "" } = options;
  const written = { out: "", err: "" };
  const stream = (name: keyof typeof written) =>
    new Writable({
      write(chunk, _, done) {
        written[name] += String(chunk);
        done();
      },
    });
  const terminal: Terminal = {
    out: stream("out"),
    err: stream("err"),
    input: input instanceof Readable ? input : Readable.from([Buffer.from(input)]),
    interactive: answer !== undefined,
    columns: options.columns,
    interrupted,
    answer: async (question) => {
      written.err += `${question}${answer}\n`;
      await options.onQuestion?.();
      return answer ?? "";
    },
  };
  return { terminal, written };
}

/** The options that replace a deployment's settings, so that a command does not ask for them. */
export function clinicIn(timeZone: string): string[] {
  return ["--time-zone", timeZone, "--default-country", "US", "--countries", "all"];
}
