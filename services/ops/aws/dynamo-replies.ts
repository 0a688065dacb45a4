/** Reads and closes patients' answers, for operators. */
import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { type DynamoDBDocumentClient, GetCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import type { StoredAppointment } from "../../../contracts/tables/appointments-table";
import { REPLIES_TABLE, type StoredReply, WAITING } from "../../../contracts/tables/replies-table";
import { query, where } from "./dynamo-query";
import { updateParts } from "./update-parts";

/** Who closes an answer, when (ISO 8601, UTC), and what was done. */
export type Closing = Required<Pick<StoredReply, "doneBy" | "doneAt" | "doneBecause">>;

export interface Closed {
  /** `already`: it was closed before. `never-waited`: nobody has to do anything about it. */
  readonly how: "closed" | "already" | "never-waited" | "unknown";
  /** As it is now. */
  readonly reply?: StoredReply;
}

/** The answers that wait for staff, oldest first. An answer of the last second may be missing. */
export function waitingReplies(client: DynamoDBDocumentClient, table: string): AsyncIterable<StoredReply> {
  return query<StoredReply>(client, {
    TableName: table,
    IndexName: REPLIES_TABLE.waitingIndex,
    ...where(REPLIES_TABLE.waitingKey, WAITING),
  });
}

export async function readReply(
  client: DynamoDBDocumentClient,
  table: string,
  replyId: string,
): Promise<StoredReply | undefined> {
  // The table also has what is known of each phone; the id of an answer begins with a letter or a digit.
  if (replyId === "" || replyId.startsWith("#")) return undefined;
  const command = new GetCommand({ TableName: table, Key: keyOf(replyId), ConsistentRead: true });
  return (await client.send(command)).Item as StoredReply | undefined;
}

/** Closes an answer that waits, by one conditional write: of two operators, the first one's record is kept. */
export async function closeReply(
  client: DynamoDBDocumentClient,
  table: string,
  replyId: string,
  closing: Closing,
): Promise<Closed> {
  if (replyId === "") return { how: "unknown" };
  const { ExpressionAttributeValues, ...parts } = updateParts({ ...closing }, [REPLIES_TABLE.waitingKey]);
  try {
    const { Attributes } = await client.send(
      new UpdateCommand({
        TableName: table,
        Key: keyOf(replyId),
        ...parts,
        ConditionExpression: `#${REPLIES_TABLE.waitingKey} = :waits`,
        ExpressionAttributeValues: { ...ExpressionAttributeValues, ":waits": WAITING },
        ReturnValues: "ALL_NEW",
      }),
    );
    return { how: "closed", reply: Attributes as StoredReply };
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
  }
  const reply = await readReply(client, table, replyId);
  if (!reply) return { how: "unknown" };
  if (reply.doneAt === undefined) return { how: "never-waited", reply };
  // The response to the write was lost, and the SDK made it again.
  const isOwn = reply.doneAt === closing.doneAt && reply.doneBy === closing.doneBy;
  return { how: isOwn ? "closed" : "already", reply };
}

function keyOf(replyId: string) {
  return { [REPLIES_TABLE.partitionKey]: replyId };
}

/** The appointment of an answer, as the appointments table has it now. */
export async function readAppointment(
  client: DynamoDBDocumentClient,
  table: string,
  key: Pick<StoredAppointment, "appointmentId" | "patientId">,
): Promise<StoredAppointment | undefined> {
  const { appointmentId, patientId } = key;
  const command = new GetCommand({ TableName: table, Key: { appointmentId, patientId }, ConsistentRead: true });
  return (await client.send(command)).Item as StoredAppointment | undefined;
}
