/** `npm run ops`: what an operator does to a deployment. */
import { createInterface } from "node:readline/promises";
import { runOps } from "./program";
import type { Terminal } from "./shared/terminal";

const interrupted = new AbortController();
// The first ends what is begun in good order, the second at once.
process.once("SIGINT", () => interrupted.abort());

// Whoever reads may go before the end, as `head` does: there is nobody left to tell.
for (const stream of [process.stdout, process.stderr]) {
  stream.on("error", (error: NodeJS.ErrnoException) => process.exit(error.code === "EPIPE" ? 0 : 1));
}

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
