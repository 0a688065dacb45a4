/** What the functions wrote, as Lambda's JSON log format has it. The newest lines are kept. */
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
 * Writes as Lambda does, by the function's role: what it does not allow to write is lost, and the function goes on.
 * @param logGroup its name
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

/** @param kept lines of each function */
export function createFunctionLogs(kept: number): FunctionLogs {
  const byFunction = new Map<string, LogEntry[]>();
  return {
    writer(functionName) {
      const entries = byFunction.get(functionName) ?? [];
      byFunction.set(functionName, entries);
      return (entry) => {
        entries.push({ function: functionName, ...entry });
        // In chunks: dropping one line at a time would move all the others each time.
        if (entries.length >= kept * 2) entries.splice(0, entries.length - kept);
      };
    },
    entries: () =>
      [...byFunction.values()]
        .flatMap((entries) => entries.slice(-kept))
        .sort((a, b) => a.timestamp.localeCompare(b.timestamp)),
  };
}
