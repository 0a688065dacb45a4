import { resourceNames } from "../../contracts/resource-names";
import { awsClients } from "./day/aws-clients";
import { drain } from "./day/drain";
import type { Progress } from "./day/progress";
import type { Source } from "./day/sources";
import type { LocalCloud, PermissionsReport } from "./local-cloud";
import { type Account, drawUpAccount } from "./reconciliation/account";
import type { Results } from "./reconciliation/account-types";
import { readDeadLetters, readDeliveryLog } from "./reconciliation/results";

export interface FinishedRun {
  readonly account: Account;
  readonly results: Results;
  /** Calls that the caller's role does not allow. */
  readonly refused: PermissionsReport["refused"];
  readonly seconds: number;
}

/** Is everything accounted for, and did every role allow what was asked of it? */
export function endedWell({ account, refused }: Pick<FinishedRun, "account" | "refused">): boolean {
  return account.problems.length === 0 && refused.length === 0;
}

/**
 * Puts a source's reminders in, waits until the queues are empty and draws up the account.
 * @param clinicTimeZone IANA zone
 */
export async function run(
  cloud: LocalCloud,
  source: Source,
  clinicTimeZone: string,
  progress: Progress,
): Promise<FinishedRun> {
  const start = Date.now();
  const clients = awsClients(cloud.endpoint);
  const names = resourceNames(cloud.environment);
  try {
    // 1. Put in, and work, at the same time.
    let enqueued = false;
    const enqueue = async () => {
      const problems = await source.enqueue(cloud, clients);
      enqueued = true;
      return problems;
    };
    const total = source.putIn.appointments + source.putIn.broken.length;
    const [runProblems, drained] = await Promise.all([enqueue(), drain(cloud, total, () => enqueued, progress)]);
    const seconds = (Date.now() - start) / 1000;
    progress.end();

    // 2. What became of it.
    const results: Results = {
      log: await readDeliveryLog(clients.dynamoDb, names.deliveryLogTable),
      deadLetters: await readDeadLetters(clients.sqs, await clients.queueUrl(names.deadLetterQueue), clinicTimeZone),
      outbox: cloud.outbox(),
    };
    const { summary, problems } = drawUpAccount(source.putIn, results);
    const own = [...runProblems, ...(drained ? [] : ["the queues did not run empty: nothing moved any more"])];
    return {
      account: { summary, problems: [...own.map((problem) => ({ of: "the run", problem })), ...problems] },
      results,
      refused: cloud.permissions().refused,
      seconds,
    };
  } finally {
    progress.end();
    clients.close();
  }
}
