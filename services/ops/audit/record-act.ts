/** Records what an operator does: before anything is changed or shown, and again at the end. */
import {
  type Act,
  type ActEndKind,
  type ActSubjects,
  actExpiry,
  boundedSubjects,
  dayOfAct,
  END_SUFFIX,
  type OperatorAct,
} from "../../../contracts/tables/operator-acts";
import { systemClock } from "../../adapters/system-clock";
import { systemRandom } from "../../adapters/system-random";
import { insertAct } from "../aws/audit/dynamo-operator-acts";
import { awsClock } from "../aws/aws-clock";
import { callerIdentity } from "../aws/caller-identity";
import { sts } from "../aws/operator-clients";
import { explain } from "../output/explain";
import { CommandError } from "../output/status";
import { note, type Terminal } from "../output/terminal";
import type { Environment } from "../shared/environment";

/** What is about to be done. */
export interface NewAct extends ActSubjects {
  readonly act: Act;
  /** The operator's own words. */
  readonly because: string;
  /** The options that say what was chosen; never a value that may be a patient's data. Those that are undefined are left out. */
  readonly options?: Readonly<Record<string, string | number | boolean | readonly string[] | undefined>>;
}

/** What became of an act. */
export interface ActResult extends ActSubjects {
  readonly how: ActEndKind;
  /** By name, such as `moved`. */
  readonly counts?: Readonly<Record<string, number>>;
  /** The code of the error that ended it. */
  readonly error?: string;
}

/** An act that is recorded and has begun. */
export interface BegunAct extends Pick<OperatorAct, "actId" | "at" | "by" | "because"> {
  /** Records the end. If that fails, the operator is informed by a note, and nothing else changes. */
  end(result: ActResult): Promise<void>;
}

type Recorder = Pick<Environment, "name" | "names" | "dynamo">;

/**
 * Records that an operator begins an act. Call it after the operator has confirmed, and before the first change; call `end` in
 * any case.
 * @throws CommandError if it cannot be known who the operator is, or the record cannot be written: then change and show nothing
 */
export async function beginAct(
  { name, names, dynamo }: Recorder,
  terminal: Terminal,
  { options = {}, act, because, ...subjects }: NewAct,
): Promise<BegunAct> {
  const identity = sts();
  const now = () => new Date(awsClock(identity, systemClock).now()).toISOString();
  const by = await callerIdentity(identity).catch((error) => {
    throw unrecorded(error, name, "STS, for who runs this command");
  });
  const at = now();
  const key = { day: dayOfAct(at), actId: `${at}#${systemRandom.uuid()}` };
  const ttl = actExpiry(at);
  const given = Object.entries(options).filter(([, value]) => value !== undefined);
  const item: OperatorAct = {
    ...key,
    act,
    at,
    by,
    because,
    environment: name,
    ...boundedSubjects(subjects),
    ...(given.length > 0 && { options: Object.fromEntries(given) as OperatorAct["options"] }),
    ttl,
  };
  await insertAct(dynamo, names.operatorActsTable, item).catch((error) => {
    throw unrecorded(error, name, names.operatorActsTable);
  });
  return {
    actId: key.actId,
    at,
    by,
    because,
    async end({ how, counts, error, ...found }) {
      const end = { ...boundedSubjects(found), how, endedAt: now(), counts, error, ttl };
      try {
        await insertAct(dynamo, names.operatorActsTable, { day: key.day, actId: `${key.actId}${END_SUFFIX}`, ...end });
      } catch (problem) {
        const why = explain(problem, name).message;
        note(terminal, `The end of this act is not recorded: ${why} (${names.operatorActsTable}).`);
      }
    },
  };
}

/** @param where what did not respond, or refused */
function unrecorded(error: unknown, environment: string, where: string): CommandError {
  const { message, status, hint } = explain(error, environment);
  const nothing = "Nothing was changed or shown: what operators do is recorded first.";
  return new CommandError(
    `This act cannot be recorded: ${message} (${where})`,
    status,
    `${nothing} ${hint ?? ""}`.trim(),
  );
}
