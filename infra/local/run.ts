import { resourceNames } from "../../contracts/resource-names";
import type { Clinics } from "../../services/domain/clinics/clinics";
import { startAnswering } from "./day/answers/answering";
import { awsClients } from "./day/aws-clients";
import { drain } from "./day/drain";
import type { Progress } from "./day/progress";
import type { Source } from "./day/sources";
import type { LocalCloud, PermissionsReport } from "./local-cloud";
import { makeDigest } from "./make-digest";
import { readDeadLetters, readDeliveryLog, readReplies } from "./reconciliation/read-results";
import { type Reconciliation, reconcile } from "./reconciliation/reconcile";
import { digestProblems, type RunDigest } from "./reconciliation/reconcile-digest";
import type { Results } from "./reconciliation/results";

export interface FinishedRun {
  readonly reconciliation: Reconciliation;
  readonly results: Results;
  /** Absent if the settings have it off, or if it failed. */
  readonly digest?: RunDigest;
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

    // 2. The daily digest, as in the next morning.
    const digest = await makeDigest(cloud).catch(({ name }: Error) => name);
    const made = typeof digest === "object" ? digest : undefined;

    // 3. Reconcile.
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
      ...(typeof digest === "string" ? [`The daily digest: ${digest}`] : []),
      ...(drained ? [] : ["the queues did not become empty: nothing changed any more"]),
    ];
    const ofDigest = made ? digestProblems(made, results, names.deadLetterQueue) : [];
    const ofRun = own.map((problem) => ({ of: "the run", problem }));
    return {
      reconciliation: { summary, problems: [...ofRun, ...problems, ...ofDigest] },
      results,
      ...(made && { digest: made }),
      refused: cloud.permissions().refused,
      seconds,
    };
  } finally {
    answering.stop();
    progress.end();
    clients.close();
  }
}
