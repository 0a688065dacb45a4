/** `npm run ops`: what an operator does to a deployment. */
import { createInterface } from "node:readline/promises";
import { runOps } from "./program";
import type { Terminal } from "./shared/terminal";

const interrupted = new AbortController();
// The first ends what is begun in good order, the second at once.
process.once("SIGINT", () => interrupted.abort());

// Whoever read the output, such as `head`, wants no more of it.
process.stdout.on("error", ({ code }: NodeJS.ErrnoException) => process.exit(code === "EPIPE" ? 0 : 1));

const terminal: Terminal = {
  out: process.stdout,
  err: process.stderr,
  interactive: process.stdin.isTTY === true && process.stderr.isTTY === true,
  interrupted: interrupted.signal,
  async answer(question) {
    const lines = createInterface({ input: process.stdin, output: process.stderr });
    try {
      return await lines.question(question, { signal: interrupted.signal });
    } catch {
      // Ctrl-C is no answer.
      return "";
    } finally {
      lines.close();
    }
  },
};

process.exitCode = await runOps(process.argv.slice(2), terminal);
