import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { type DynamoDBDocumentClient, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { APPOINTMENTS_TABLE } from "../../contracts/appointments-table";
import { type ImportedAppointment, type ImportOutcome, outcomeOf } from "../domain/import-appointment";
import { type TryAgainDependencies, tryAgain } from "../domain/try-again";
import { mayPass } from "./dynamo-errors";

export interface AppointmentImport {
  /**
   * Writes an appointment. It becomes due where it is new, was moved, or its reminder was not queued yet; one that was
   * reminded of gets its fields only. What else the item holds stays.
   * @throws the SDK's errors, after those that may pass were waited for
   */
  write(row: ImportedAppointment): Promise<ImportOutcome>;
}

const { partitionKey, dueDate, dueSortKey } = APPOINTMENTS_TABLE;
const QUEUED = "reminderQueuedAt";
const MISSED = "reminderMissedAt";
const ZONE = "timeZone";

/** Somebody else may change an item between the two writes below; more often than this nobody does. */
const ROUNDS = 5;

/**
 * Writes appointments of a file, each by one conditional update, or two.
 * @param patience ms that a write is tried again
 */
export function dynamoAppointmentImport(
  client: DynamoDBDocumentClient,
  table: string,
  patience: number,
  deps: TryAgainDependencies,
): AppointmentImport {
  /** @returns the item as it was, `{}` where there was none; undefined where the condition does not hold */
  async function update(row: ImportedAppointment, due: boolean): Promise<Record<string, unknown> | undefined> {
    try {
      const { Attributes } = await client.send(due ? becomesDue(row) : staysReminded(row));
      return Attributes ?? {};
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return undefined;
      throw error;
    }
  }
  function becomesDue({ appointmentId, fields, absent, reminderDate, localTime }: ImportedAppointment) {
    const words = wording({ ...fields, [dueDate]: reminderDate }, [...absent, QUEUED, MISSED]);
    const moved = [`#${dueSortKey} <> :${dueSortKey}`, ...(localTime ? [otherZone(fields.timeZone)] : [])];
    const open = `attribute_exists(#${dueDate}) OR (attribute_not_exists(#${QUEUED}) AND attribute_not_exists(#${MISSED}))`;
    return new UpdateCommand({
      ...words,
      TableName: table,
      Key: { [partitionKey]: appointmentId },
      ConditionExpression: [`attribute_not_exists(#${dueSortKey})`, ...moved, open].join(" OR "),
      ReturnValues: "ALL_OLD",
    });
  }
  function staysReminded({ appointmentId, fields, absent, localTime }: ImportedAppointment) {
    const words = wording(fields, absent, dueDate, QUEUED, MISSED);
    const notMoved = [`#${dueSortKey} = :${dueSortKey}`, ...(localTime ? [`NOT (${otherZone(fields.timeZone)})`] : [])];
    const reminded = `attribute_not_exists(#${dueDate}) AND (attribute_exists(#${QUEUED}) OR attribute_exists(#${MISSED}))`;
    return new UpdateCommand({
      ...words,
      TableName: table,
      Key: { [partitionKey]: appointmentId },
      ConditionExpression: [...notMoved, reminded].join(" AND "),
      ReturnValues: "ALL_OLD",
    });
  }
  async function write(row: ImportedAppointment): Promise<ImportOutcome> {
    for (let round = 1; ; round += 1) {
      const old = await update(row, true);
      if (old) return outcomeOf(partitionKey in old ? old : undefined, row);
      if (await update(row, false)) return "reminded";
      if (round === ROUNDS) throw Object.assign(new Error(), { name: "ChangedMeanwhile" });
    }
  }
  return { write: (row) => tryAgain(() => write(row), mayPass, deps.clock.now() + patience, deps) };
}

/** Has the item another zone than the row? Told where a local time is read in it. */
function otherZone(zone: string | undefined): string {
  return zone === undefined ? `attribute_exists(#${ZONE})` : `attribute_not_exists(#${ZONE}) OR #${ZONE} <> :${ZONE}`;
}

/** Names stand in placeholders, since DynamoDB reserves words such as `location`. */
function wording(set: Readonly<Record<string, unknown>>, remove: readonly string[], ...asked: readonly string[]) {
  const given = Object.keys(set);
  const names = new Set([...given, ...remove, ...asked]);
  const removed = remove.map((field) => `#${field}`).join(", ");
  return {
    UpdateExpression: `SET ${given.map((field) => `#${field} = :${field}`).join(", ")}${removed && ` REMOVE ${removed}`}`,
    ExpressionAttributeNames: Object.fromEntries([...names].map((field) => [`#${field}`, field])),
    ExpressionAttributeValues: Object.fromEntries(Object.entries(set).map(([field, value]) => [`:${field}`, value])),
  };
}
