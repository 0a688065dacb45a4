import { resourceNames } from "../../../contracts/resource-names";
import { type Account, drawUpAccount } from "../account/account";
import type { Results } from "../account/account-types";
import { readDeadLetters, readDeliveryLog } from "../account/results";
import type { LocalCloud } from "../local-cloud";
import { awsClients } from "./aws-clients";
import { drain } from "./drain";
import type { Progress } from "./progress";
import type { Source } from "./sources";

export interface FinishedRun {
  readonly account: Account;
  readonly results: Results;
  readonly seconds: number;
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
      seconds,
    };
  } finally {
    progress.end();
    clients.close();
  }
}
