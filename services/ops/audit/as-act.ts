import type { ActEndKind } from "../../../contracts/tables/operator-acts";
import { errorCode } from "../../domain/retry/failure";
import { STATUS, type Status } from "../output/status";
import type { Terminal } from "../output/terminal";
import type { Environment } from "../shared/environment";
import { type ActResult, type BegunAct, beginAct, type NewAct } from "./record-act";

export type Found = Omit<ActResult, "how" | "error">;

/** An act in progress. */
export interface RunningAct extends Omit<BegunAct, "end"> {
  /** Adds what became known, for the record of the end; also if an error ends the act. */
  found(more: Found): void;
}

const ENDS: Readonly<Partial<Record<Status, ActEndKind>>> = {
  [STATUS.done]: "done",
  [STATUS.interrupted]: "interrupted",
};

/**
 * Does something that the audit records, before it begins and at its end.
 * @param work returns the exit status
 * @throws CommandError, with nothing done, if it cannot be recorded
 */
export async function asAct(
  environment: Environment,
  terminal: Terminal,
  act: NewAct,
  work: (act: RunningAct) => Promise<Status>,
): Promise<Status> {
  const { end, ...begun } = await beginAct(environment, terminal, act);
  let found: Found = {};
  const running = {
    ...begun,
    found(more: Found) {
      found = { ...found, ...more };
    },
  };
  try {
    const status = await work(running);
    await end({ ...found, how: ENDS[status] ?? "failed" });
    return status;
  } catch (error) {
    const how = terminal.interrupted.aborted ? "interrupted" : "failed";
    await end({ ...found, how, error: errorCode(error) });
    throw error;
  }
}
