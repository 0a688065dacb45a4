/** What the tables have of a patient, and how it is erased from them, for operators. */
import {
  DeleteCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  type PutCommandInput,
  paginateScan,
  UpdateCommand,
} from "@aws-sdk/lib-dynamodb";
import type { ResourceNames } from "../../../../contracts/resource-names";
import { APPOINTMENTS_TABLE } from "../../../../contracts/tables/appointments-table";
import {
  ALL_CLINICS,
  ERASED_AT,
  ERASED_DUE,
  ERASED_PHONE_PREFIX,
  erasedPatientKey,
  erasedUntil,
} from "../../../../contracts/tables/erasures";
import { REPLIES_TABLE, type StoredReply } from "../../../../contracts/tables/replies-table";
import { isWritten } from "../../../adapters/dynamodb/dynamo-errors";
import type { AnswerClues, PatientEraser } from "../../../domain/erasure/patient-data";
import { leftOfAnswer, leftOfAppointment } from "../../../domain/erasure/what-is-left";
import type { StoredItem } from "../../../domain/lookup/appointment-lookup";
import { only } from "../../../domain/stored-appointment/stored-appointment";
import { dynamoLogReader } from "../dynamo-log-reader";
import { query, where } from "../dynamo-query";

const { partitionKey, sortKey, dueDate, dueSortKey, expiryAttribute } = APPOINTMENTS_TABLE;

export function dynamoPatientData(client: DynamoDBDocumentClient, names: ResourceNames): PatientEraser {
  const log = dynamoLogReader(client, names.deliveryLogTable);
  const put = (table: string, item: object, condition: Partial<PutCommandInput> = {}) =>
    client.send(new PutCommand({ TableName: table, Item: { ...item }, ...condition }));
  return {
    notifications: (patientId) => log.ofPatient(patientId),
    async *appointments(patientId) {
      const keys = query<StoredItem>(client, {
        TableName: names.appointmentsTable,
        IndexName: APPOINTMENTS_TABLE.patientIndex,
        ...where(sortKey, patientId),
      });
      for await (const { [partitionKey]: id } of keys) {
        const Key = { [partitionKey]: id, [sortKey]: patientId };
        const { Item } = await client.send(
          new GetCommand({ TableName: names.appointmentsTable, Key, ConsistentRead: true }),
        );
        if (Item) yield Item;
      }
    },
    async *answers(clues) {
      yield* scanAnswers(client, names.repliesTable, clues);
    },
    async refuseOlderMessages({ patientId, clinicId = ALL_CLINICS }, erasedAt) {
      const Key = erasedPatientKey(patientId);
      // Two updates, since a path and its parent cannot be written at once. Both can be repeated.
      await client.send(
        new UpdateCommand({
          TableName: names.appointmentsTable,
          Key,
          UpdateExpression: "SET #erased = if_not_exists(#erased, :none), #due = :due, #time = :time, #ttl = :ttl",
          ExpressionAttributeNames: {
            "#erased": "erased",
            "#due": dueDate,
            "#time": dueSortKey,
            "#ttl": expiryAttribute,
          },
          ExpressionAttributeValues: {
            ":none": {},
            ":due": ERASED_DUE,
            ":time": new Date(erasedAt).toISOString(),
            ":ttl": erasedUntil(erasedAt),
          },
        }),
      );
      await client.send(
        new UpdateCommand({
          TableName: names.appointmentsTable,
          Key,
          UpdateExpression: "SET #erased.#clinic = :at",
          ExpressionAttributeNames: { "#erased": "erased", "#clinic": clinicId },
          ExpressionAttributeValues: { ":at": erasedAt },
        }),
      );
    },
    async forgetOlderAnswers(phoneDigest, erasedAt) {
      const replyId = `${ERASED_PHONE_PREFIX}${phoneDigest}`;
      await put(names.repliesTable, { replyId, [ERASED_AT]: erasedAt, ttl: erasedUntil(erasedAt) });
    },
    async eraseAppointment(...of) {
      await put(names.appointmentsTable, leftOfAppointment(...of));
    },
    async deleteHeldText(item) {
      const Key = only([partitionKey, sortKey], item);
      await client.send(new DeleteCommand({ TableName: names.appointmentsTable, Key }));
    },
    async eraseAnswer(reply, erasedAt) {
      await isWritten(
        put(names.repliesTable, leftOfAnswer(reply, erasedAt), {
          // One that has expired meanwhile stays gone.
          ConditionExpression: "attribute_exists(#id)",
          ExpressionAttributeNames: { "#id": REPLIES_TABLE.partitionKey },
        }),
      );
    },
  };
}

/** The table has no index for them: an erasure is rare, and answers are few. */
async function* scanAnswers(
  client: DynamoDBDocumentClient,
  table: string,
  { patientId, clinicId, phones, replyIds }: AnswerClues,
): AsyncGenerator<StoredReply> {
  const isPatients = (reply: StoredReply) => {
    if (clinicId !== undefined && reply.clinicId !== undefined && reply.clinicId !== clinicId) return false;
    if (reply.patientId !== undefined) return reply.patientId === patientId;
    return replyIds.has(reply.replyId) || phones.has(reply.phoneNumber ?? "");
  };
  for await (const { Items = [] } of paginateScan({ client }, { TableName: table, ConsistentRead: true })) {
    yield* (Items as StoredReply[]).filter(({ replyId }) => !replyId.startsWith("#")).filter(isPatients);
  }
}
