import { resourceNames } from "../../contracts/resource-names";
import type { Clinics } from "../../services/domain/clinics/clinics";
import { startAnswering } from "./day/answers/answering";
import { awsClients } from "./day/aws-clients";
import { drain } from "./day/drain";
import type { Progress } from "./day/progress";
import type { Source } from "./day/sources";
import type { LocalCloud, PermissionsReport } from "./local-cloud";
import { readDeadLetters, readDeliveryLog, readReplies } from "./reconciliation/read-results";
import { type Reconciliation, reconcile } from "./reconciliation/reconcile";
import type { Results } from "./reconciliation/results";

export interface FinishedRun {
  readonly reconciliation: Reconciliation;
  readonly results: Results;
  /** Calls that the caller's role does not allow. */
  readonly refused: PermissionsReport["refused"];
  readonly seconds: number;
}

/** Whether everything is accounted for and every role allowed the calls made with it. */
export function succeeded({ reconciliation, refused }: Pick<FinishedRun, "reconciliation" | "refused">): boolean {
  return reconciliation.problems.length === 0 && refused.length === 0;
}

/** Enqueues a source's reminders, answers texts, waits until the queues are empty and reconciles the results. */
export async function run(
  cloud: LocalCloud,
  source: Source,
  clinics: Clinics,
  progress: Progress,
): Promise<FinishedRun> {
  const start = Date.now();
  const clients = awsClients(cloud.endpoint);
  const names = resourceNames(cloud.environment);
  const unanswered: string[] = [];
  const answering = startAnswering(cloud, source.answers, ({ message }) => unanswered.push(message));
  const observed = { ...cloud, pendingAnswers: answering.pending };
  try {
    // 1. Enqueue and wait at the same time.
    let enqueued = false;
    const enqueue = async () => {
      const problems = await source.enqueue(cloud, clients);
      enqueued = true;
      return problems;
    };
    const total = source.input.appointments + source.input.broken.length;
    const [runProblems, drained] = await Promise.all([enqueue(), drain(observed, total, () => enqueued, progress)]);
    const seconds = (Date.now() - start) / 1000;
    progress.end();

    // 2. Reconcile.
    const results: Results = {
      log: await readDeliveryLog(clients.dynamoDb, names.deliveryLogTable),
      deadLetters: await readDeadLetters(clients.sqs, await clients.queueUrl(names.deadLetterQueue), clinics),
      outbox: cloud.outbox(),
      replies: await readReplies(clients.dynamoDb, names.repliesTable),
      optedOut: cloud.optedOut(),
    };
    const { summary, problems } = reconcile(source.input, results, clinics);
    const own = [
      ...runProblems,
      ...unanswered,
      ...(drained ? [] : ["the queues did not become empty: nothing changed any more"]),
    ];
    return {
      reconciliation: { summary, problems: [...own.map((problem) => ({ of: "the run", problem })), ...problems] },
      results,
      refused: cloud.permissions().refused,
      seconds,
    };
  } finally {
    answering.stop();
    progress.end();
    clients.close();
  }
}
