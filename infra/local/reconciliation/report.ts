import { existsSync, realpathSync } from "node:fs";
import { open, rm, truncate, writeFile } from "node:fs/promises";
import type { DeliveryLogItem } from "../../../contracts/delivery-log";
import { type StoredReply, WAITING } from "../../../contracts/tables/replies-table";
import type { PermissionsReport } from "../access/permission-record";
import { UserError } from "../command-line/user-error";
import type { Notification, RunInput } from "../day/run-input";
import type { ReceivedReply } from "../emulators/outbox";
import type { FaultLevel } from "../faults/fault-levels";
import { groupBy } from "./group-by";
import type { Reconciliation } from "./reconcile";
import type { DeadLetter, Results } from "./results";

export interface RunFacts {
  /** The environment's full name, such as `dev`. */
  readonly environment: string;
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  /** ISO 8601, UTC. */
  readonly finishedAt: string;
  readonly faults: FaultLevel;
}

/**
 * The outcome of every notification, and what became of every answer: ids and codes, no names, contact data or texts.
 * @param refused calls that the caller's role does not allow
 */
export function createReport(
  facts: RunFacts,
  input: RunInput,
  results: Results,
  { summary, problems }: Reconciliation,
  refused: PermissionsReport["refused"],
) {
  const items = groupBy(results.log, (item) => item.notificationId);
  const own = [...input.notifications.values()];
  const answers = new Map(results.replies.map((item) => [item.replyId, item]));
  return {
    ...facts,
    summary,
    problems,
    refused,
    notifications: own.map((notification) => reportNotification(notification, items.get(notification.notificationId))),
    deadLetters: results.deadLetters.map(reportDeadLetter),
    answers: results.outbox.replies.map((reply) => reportAnswer(reply, answers.get(reply.inboundMessageId))),
  };
}

function reportNotification(notification: Notification, items: readonly DeliveryLogItem[] = []) {
  const [item] = items;
  return {
    notificationId: notification.notificationId,
    clinicId: notification.clinicId,
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

function reportAnswer({ inboundMessageId, at, keyword }: ReceivedReply, item: StoredReply | undefined) {
  return {
    replyId: inboundMessageId,
    at,
    answeredByCarrier: keyword ?? null,
    meaning: item?.meaning ?? null,
    status: item?.status ?? null,
    reason: item?.reason ?? null,
    notificationId: item?.notificationId ?? null,
    appointmentId: item?.appointmentId ?? null,
    patientId: item?.patientId ?? null,
    waiting: item?.waiting === WAITING,
    acknowledgedAt: item?.acknowledgedAt ?? null,
  };
}

export async function writeReport(path: string, report: ReturnType<typeof createReport>): Promise<void> {
  try {
    await writeFile(path, `${JSON.stringify(report, null, 2)}\n`);
  } catch (error) {
    // A partial document would look like a whole one.
    const rest = await truncate(path).then(
      () => "It is empty",
      () => "It is incomplete",
    );
    refuse(path, error, `${rest}; the summary is printed nevertheless.`);
  }
}

/**
 * Checks that the report can be written, before the run.
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
    `The report cannot be written: ${path} ${WRITE_PROBLEMS[code] ?? `fails with ${code}`}.${rest && ` ${rest}`}`,
  );
}

const WRITE_PROBLEMS: Readonly<Record<string, string>> = {
  ENOENT: "is in a folder that does not exist",
  ENOTDIR: "has a file in its path where a folder is needed",
  EISDIR: "is a folder",
  EACCES: "cannot be written: permission denied",
  EPERM: "cannot be written: permission denied",
  EROFS: "is on a read-only file system",
  ENOSPC: "is on a full disk",
  EDQUOT: "is on a full disk",
};
