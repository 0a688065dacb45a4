/** `npm run ops`: what an operator does to a deployment. */
import { writeSync } from "node:fs";
import { runOps } from "./program";
import { ask } from "./shared/ask";
import type { Terminal } from "./shared/terminal";

const interrupted = new AbortController();
// The first ends what is begun in good order, the second at once.
process.once("SIGINT", () => interrupted.abort());

// Whoever reads may go before the end, as `head` does: there is nobody left to tell.
for (const stream of [process.stdout, process.stderr]) {
  stream.on("error", ({ code }: NodeJS.ErrnoException) => {
    if (code === "EPIPE") process.exit(0);
    if (stream === process.stdout) writeSync(process.stderr.fd, `ops: The output cannot be written: ${code}.\n`);
    process.exit(1);
  });
}

const terminal: Terminal = {
  out: process.stdout,
  err: process.stderr,
  interactive: process.stdin.isTTY === true && process.stderr.isTTY === true,
  interrupted: interrupted.signal,
  answer: (question) => ask(question, process.stdin, process.stderr, interrupted.signal, () => interrupted.abort()),
};

process.exitCode = await runOps(process.argv.slice(2), terminal);
