import { existsSync, realpathSync } from "node:fs";
import { open, rm, truncate, writeFile } from "node:fs/promises";
import type { DeliveryLogItem } from "../../../contracts/delivery-log";
import type { PermissionsReport } from "../access/permission-record";
import { UserError } from "../command-line/user-error";
import type { Notification, PutIn } from "../day/ledger";
import type { FaultLevel } from "../faults/fault-levels";
import type { Account } from "./account";
import type { DeadLetter, Results } from "./account-types";
import { groupBy } from "./group-by";

export interface RunFacts {
  /** The deployment's suffix, such as `dev`. */
  readonly environment: string;
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  /** ISO 8601, UTC. */
  readonly finishedAt: string;
  readonly faults: FaultLevel;
}

/**
 * What became of every notification: ids and codes, no names, contact data or texts.
 * @param refused calls that the caller's role does not allow
 */
export function createReport(
  facts: RunFacts,
  putIn: PutIn,
  results: Results,
  { summary, problems }: Account,
  refused: PermissionsReport["refused"],
) {
  const items = groupBy(results.log, (item) => item.notificationId);
  const own = [...putIn.notifications.values()];
  return {
    ...facts,
    summary,
    problems,
    refused,
    notifications: own.map((notification) => reportNotification(notification, items.get(notification.notificationId))),
    deadLetters: results.deadLetters.map(reportDeadLetter),
  };
}

function reportNotification(notification: Notification, items: readonly DeliveryLogItem[] = []) {
  const [item] = items;
  return {
    notificationId: notification.notificationId,
    appointmentId: notification.appointmentId ?? null,
    patientId: notification.patientId,
    appointmentTime: notification.appointmentTime,
    status: item?.status ?? null,
    channel: item?.channel ?? null,
    reason: item?.reason ?? null,
    attempts: item?.attempts ?? 0,
    messageId: item?.messageId ?? null,
    smsParts: item?.smsParts ?? null,
    sendInDoubt: item?.sendInDoubt ?? false,
    possibleDuplicate: item?.possibleDuplicate ?? false,
    history: item?.history ?? [],
    historyGap: item?.historyGap ?? null,
  };
}

function reportDeadLetter({ reason, detail, sourceQueue, notificationId }: DeadLetter) {
  return { reason, detail: detail ?? null, sourceQueue: sourceQueue ?? null, notificationId: notificationId ?? null };
}

export async function writeReport(path: string, report: ReturnType<typeof createReport>): Promise<void> {
  try {
    await writeFile(path, `${JSON.stringify(report, null, 2)}\n`);
  } catch (error) {
    // A part of a document is of no use, and looks like one.
    const rest = await truncate(path).then(
      () => "Nothing is in it",
      () => "What is in it is not complete",
    );
    refuse(path, error, `${rest}; what the run found is printed all the same.`);
  }
}

/**
 * Tries whether the report can be written, before a run that would be in vain.
 * @param input a file that the report must not overwrite
 * @throws {UserError}
 */
export async function checkReportPath(path: string, input?: string): Promise<void> {
  const isNew = !existsSync(path);
  if (!isNew && input !== undefined && existsSync(input) && realpathSync(path) === realpathSync(input)) {
    throw new UserError(`--report would overwrite the appointments in ${path}.`);
  }
  try {
    await (await open(path, "a")).close();
    if (isNew) await rm(path);
  } catch (error) {
    refuse(path, error);
  }
}

function refuse(path: string, error: unknown, rest = ""): never {
  const { code = "" } = error as NodeJS.ErrnoException;
  throw new UserError(
    `The report cannot be written: ${path} ${WRITE_PROBLEMS[code] ?? `gives ${code}`}.${rest && ` ${rest}`}`,
  );
}

const WRITE_PROBLEMS: Readonly<Record<string, string>> = {
  ENOENT: "is in a folder that does not exist",
  ENOTDIR: "is below something that is no folder",
  EISDIR: "is a folder",
  EACCES: "may not be written by you",
  EPERM: "may not be written by you",
  EROFS: "is on a file system that takes no writes",
  ENOSPC: "is on a full disk",
  EDQUOT: "is on a full disk",
};
