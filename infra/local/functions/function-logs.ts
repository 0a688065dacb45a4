/** The logs of the functions, in Lambda's JSON log format. Only the newest lines are kept. */
import type { RoleInUse } from "../access/access-control";
import { logRequests } from "../access/requirements";

export interface LogEntry {
  readonly function: string;
  /** ISO 8601, UTC. */
  readonly timestamp: string;
  readonly level: string;
  readonly requestId?: string;
  readonly message: unknown;
}

export type WriteLog = (entry: Omit<LogEntry, "function">) => void;

/**
 * Writes with the function's role, as Lambda does: lines that it may not write are lost, and the function continues.
 * @param logGroup the name
 */
export function writeByRole(write: WriteLog, role: RoleInUse, logGroup: string): WriteLog {
  const requests = logRequests(logGroup);
  let hasStream: boolean | undefined;
  return (entry) => {
    hasStream ??= role.may(requests.create);
    if (hasStream && role.may(requests.write)) write(entry);
  };
}

export interface FunctionLogs {
  writer(functionName: string): WriteLog;
  /** Of all functions, oldest first. */
  entries(): LogEntry[];
}

/** @param kept number of lines per function */
export function createFunctionLogs(kept: number): FunctionLogs {
  const byFunction = new Map<string, LogEntry[]>();
  return {
    writer(functionName) {
      const entries = byFunction.get(functionName) ?? [];
      byFunction.set(functionName, entries);
      return (entry) => {
        entries.push({ function: functionName, ...entry });
        // In chunks, because removing the first line moves all others.
        if (entries.length >= kept * 2) entries.splice(0, entries.length - kept);
      };
    },
    entries: () =>
      [...byFunction.values()]
        .flatMap((entries) => entries.slice(-kept))
        .sort((a, b) => a.timestamp.localeCompare(b.timestamp)),
  };
}
