/** What the functions wrote, as Lambda's JSON log format has it. The newest lines are kept. */

export interface LogEntry {
  readonly function: string;
  /** ISO 8601, UTC. */
  readonly timestamp: string;
  readonly level: string;
  readonly requestId?: string;
  readonly message: unknown;
}

export type WriteLog = (entry: Omit<LogEntry, "function">) => void;

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
