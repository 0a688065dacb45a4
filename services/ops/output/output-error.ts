/** What is said where the output of a command cannot be written, such as on a full disk. */
import { readlinkSync } from "node:fs";
import { isDiskFull } from "./explain";
import { CommandError, STATUS } from "./status";

/** @param error of standard output */
export function outputError(error: NodeJS.ErrnoException): CommandError {
  const why = isDiskFull(error) ? "the disk is full" : (error.code ?? error.name);
  return new CommandError(
    `${outputName()} cannot be written: ${why}`,
    STATUS.failed,
    "It is not complete. What the command did stays done. Make room, or write elsewhere, and run it again.",
  );
}

/** The file that the output goes to, where the system says so: Linux does. */
function outputName(): string {
  try {
    const path = readlinkSync("/proc/self/fd/1");
    return path.startsWith("/") ? path : "Standard output";
  } catch {
    return "Standard output";
  }
}
