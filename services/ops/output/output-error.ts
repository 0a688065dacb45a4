/** The error if the output of a command cannot be written, such as on a full disk. */
import { readlinkSync } from "node:fs";
import { isDiskFull } from "./explain";
import { CommandError, STATUS } from "./status";

/** @param error of standard output */
export function outputError(error: NodeJS.ErrnoException): CommandError {
  const why = isDiskFull(error) ? "the disk is full" : (error.code ?? error.name);
  return new CommandError(
    `${outputName()} cannot be written: ${why}`,
    STATUS.failed,
    "The output is incomplete. What the command did is done. Free some space, or write elsewhere, and run it again.",
  );
}

/** The file of the output, if the system names it, as Linux does. */
function outputName(): string {
  try {
    const path = readlinkSync("/proc/self/fd/1");
    return path.startsWith("/") ? path : "Standard output";
  } catch {
    return "Standard output";
  }
}
