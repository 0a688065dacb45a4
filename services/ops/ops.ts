/** `npm run ops`: the operators' commands. */
import { writeSync } from "node:fs";
import { ask } from "./output/ask";
import { outputError } from "./output/output-error";
import { STATUS } from "./output/status";
import type { Terminal } from "./output/terminal";
import { errorText, runOps } from "./program";

const args = process.argv.slice(2);
let notesLost = false;
const interrupted = new AbortController();
// The first Ctrl-C ends the command in good order, the second at once.
process.once("SIGINT", () => interrupted.abort());

// A reader such as `head` may close the pipe before the end: exit without an error.
for (const stream of [process.stdout, process.stderr]) {
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code === "EPIPE") process.exit(0);
    if (stream === process.stdout) {
      try {
        writeSync(process.stderr.fd, errorText(outputError(error), args.includes("--json")));
      } finally {
        process.exit(STATUS.failed);
      }
    }
    // Notes are lost; the command continues, and its status reports that output is missing.
    notesLost = true;
  });
}

const terminal: Terminal = {
  out: process.stdout,
  err: process.stderr,
  // Read each time, since a window may be resized.
  get columns() {
    return process.stdout.isTTY ? process.stdout.columns : undefined;
  },
  interactive: process.stdin.isTTY === true && process.stderr.isTTY === true,
  interrupted: interrupted.signal,
  answer: (question) => ask(question, process.stdin, process.stderr, interrupted.signal, () => interrupted.abort()),
};

const status = await runOps(args, terminal);
process.exitCode = status === STATUS.done && notesLost ? STATUS.failed : status;
