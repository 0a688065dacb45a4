/** What the pipeline made of the answers of patients, as the page shows it: ids and codes. */
import { resourceNames } from "../../../contracts/resource-names";
import { type StoredReply, WAITING } from "../../../contracts/tables/replies-table";
import { awsClients } from "../day/aws-clients";
import { readReplies } from "../reconciliation/read-results";

type Codes = Pick<StoredReply, "replyId" | "meaning" | "status" | "reason" | "appointmentId" | "notificationId">;

export interface AnswerOutcome extends Codes {
  /** Whether it waits for staff. */
  readonly waiting: boolean;
  /** Whether staff have closed it. */
  readonly done: boolean;
  /** Whether its acknowledgement was begun. */
  readonly acknowledged: boolean;
}

/**
 * @param endpoint of the local cloud
 * @param environment its full name
 * @returns what became of each answer that was read
 */
export async function answerOutcomes(endpoint: string, environment: string): Promise<AnswerOutcome[]> {
  const clients = awsClients(endpoint);
  try {
    const items = await readReplies(clients.dynamoDb, resourceNames(environment).repliesTable);
    return items.map(({ replyId, meaning, status, reason, appointmentId, notificationId, ...item }) => ({
      replyId,
      meaning,
      status,
      reason,
      appointmentId,
      notificationId,
      waiting: item.waiting === WAITING,
      done: item.doneAt !== undefined,
      acknowledged: item.acknowledgedAt !== undefined,
    }));
  } finally {
    clients.close();
  }
}
