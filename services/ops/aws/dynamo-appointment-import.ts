import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { type DynamoDBDocumentClient, GetCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { APPOINTMENTS_TABLE } from "../../../contracts/appointments-table";
import { mayPass } from "../../adapters/dynamodb/dynamo-errors";
import {
  type ImportedAppointment,
  type ImportOutcome,
  type ImportSettings,
  inStoredZone,
  nextRevision,
  outcomeOf,
  storedRevision,
  storedStart,
} from "../../domain/import/import-appointment";
import { type RetryDependencies, retryWhile } from "../../domain/retry/retry";

export interface AppointmentImport {
  /**
   * Writes an appointment. It becomes due where it is new, was moved, or its reminder was not queued yet; one that was
   * reminded of gets its fields only. Where the start changes, the revision is raised. What else the item holds stays.
   * An appointment that is over costs a read. It is written only if the item is still due at another time; then the item
   * is no longer due.
   * Of the rows of one appointment and patient the last counts: they come one after the other, and each is compared with
   * the item as it was before the first of them, so that a file with two times of one appointment moves it once at most.
   * @throws the SDK's errors, after those that may pass were waited for
   */
  write(row: ImportedAppointment): Promise<ImportOutcome>;
}

const { partitionKey, sortKey, dueDate, dueSortKey } = APPOINTMENTS_TABLE;
const QUEUED = "reminderQueuedAt";
const MISSED = "reminderMissedAt";
const ZONE = "timeZone";
const REVISION = "revision";
const MARKS: readonly string[] = [QUEUED, MISSED];
/** What an import decides of an item, besides the fields of the row. */
const STATE: readonly string[] = [dueDate, REVISION, ...MARKS];
/** What decides whether an item becomes due, and its revision. */
const DECISIVE: readonly string[] = [dueSortKey, ZONE, ...STATE];
type Item = Readonly<Record<string, unknown>>;

/** Somebody else may change an item between the two writes below; more often than this nobody does. */
const ROUNDS = 5;

/**
 * Writes appointments of a file, each by one conditional update, or a read and a second one.
 * @param patience ms that a write is tried again
 */
export function dynamoAppointmentImport(
  client: DynamoDBDocumentClient,
  table: string,
  patience: number,
  settings: ImportSettings,
  deps: RetryDependencies,
): AppointmentImport {
  const keyOf = ({ appointmentId, patientId }: ImportedAppointment) => ({
    [partitionKey]: appointmentId,
    [sortKey]: patientId,
  });
  /** @returns the item as it was, `{}` where there was none; undefined where the condition does not hold */
  async function update(command: UpdateCommand): Promise<Record<string, unknown> | undefined> {
    try {
      return (await client.send(command)).Attributes ?? {};
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return undefined;
      throw error;
    }
  }
  /** Of an item that is new, or due as it stands: one write, as most rows of a file need. */
  function becomesDue(row: ImportedAppointment) {
    const { fields, cleared, reminderDate, localTime, revision } = row;
    const given = revision === undefined ? {} : { [REVISION]: revision };
    const asked = localTime ? [ZONE] : [];
    const words = wording({ ...fields, [dueDate]: reminderDate, ...given }, [...cleared, QUEUED, MISSED], ...asked);
    const asItStands = [
      `#${dueSortKey} = :${dueSortKey}`,
      ...(localTime ? [`NOT (${otherZone(fields.timeZone)})`] : []),
      ...(revision === undefined ? [] : [`(attribute_not_exists(#${REVISION}) OR #${REVISION} <= :${REVISION})`]),
      `(attribute_exists(#${dueDate}) OR attribute_not_exists(#${QUEUED}) AND attribute_not_exists(#${MISSED}))`,
    ].join(" AND ");
    return new UpdateCommand({
      ...words,
      TableName: table,
      Key: keyOf(row),
      // AND binds closer than OR.
      ConditionExpression: `attribute_not_exists(#${dueSortKey}) OR ${asItStands}`,
      ReturnValues: "ALL_OLD",
    });
  }
  /** Of an item that was read, and is still as it was then in all that decides. */
  function follows(row: ImportedAppointment, old: Item, state: Item) {
    const { fields, cleared } = row;
    const lost = STATE.filter((attribute) => attribute in old && !(attribute in state));
    const words = wording({ ...fields, ...state }, [...cleared, ...lost], ...DECISIVE);
    const known = DECISIVE.filter((attribute) => old[attribute] !== undefined);
    const unchanged = DECISIVE.map((attribute) =>
      known.includes(attribute) ? `#${attribute} = :old_${attribute}` : `attribute_not_exists(#${attribute})`,
    );
    return new UpdateCommand({
      ...words,
      ExpressionAttributeValues: {
        ...words.ExpressionAttributeValues,
        ...Object.fromEntries(known.map((attribute) => [`:old_${attribute}`, old[attribute]])),
      },
      TableName: table,
      Key: keyOf(row),
      ConditionExpression: unchanged.join(" AND "),
      ReturnValues: "ALL_OLD",
    });
  }
  /** Items that rows before moved, as they were before the first of them, by their key. */
  const moved = new Map<string, Item>();
  const { clinicTimeZone } = settings;
  async function write(given: ImportedAppointment): Promise<ImportOutcome> {
    const key = JSON.stringify(keyOf(given));
    for (let round = 1; ; round += 1) {
      const written = given.over || moved.has(key) ? undefined : await update(becomesDue(given));
      if (written) return outcomeOf(partitionKey in written ? written : undefined, given);
      const { Item } = await client.send(new GetCommand({ TableName: table, Key: keyOf(given), ConsistentRead: true }));
      const row = Item ? inStoredZone(Item, given, settings) : given;
      if (row.over && !(Item && isDueAtAnotherTime(Item, row, clinicTimeZone))) return "over";
      if (Item) {
        const before = moved.get(key) ?? Item;
        const revision = nextRevision(before, row, clinicTimeZone);
        const due = !row.over && (!isReminded(before) || revision > storedRevision(before));
        const state = { ...(due ? { [dueDate]: row.reminderDate } : marksOf(before)), ...revisionOf(revision) };
        if (await update(follows(row, Item, state))) {
          if (revision > storedRevision(before)) moved.set(key, only([partitionKey, sortKey, ...DECISIVE], before));
          if (row.over) return "withdrawn";
          return due ? outcomeOf(Item, row) : "reminded";
        }
      }
      if (round === ROUNDS) throw Object.assign(new Error(), { name: "ChangedMeanwhile" });
    }
  }
  /** The marks of an item that is not due: those it had, or that its reminder was missed. */
  function marksOf(item: Item): Item {
    return isReminded(item) ? only(MARKS, item) : { [MISSED]: new Date(deps.clock.now()).toISOString() };
  }
  return { write: (row) => retryWhile(() => write(row), mayPass, deps.clock.now() + patience, deps) };
}

/** Is a reminder still due for another start than the row's? At the same start, the daily run marks it as missed. */
function isDueAtAnotherTime(item: Item, { start }: ImportedAppointment, clinicTimeZone: string): boolean {
  return dueDate in item && storedStart(item, clinicTimeZone) !== start;
}

function isReminded(item: Item): boolean {
  return !(dueDate in item) && MARKS.some((mark) => mark in item);
}

/** Absent where it is 0. */
function revisionOf(revision: number) {
  return revision > 0 ? { [REVISION]: revision } : {};
}

function only(attributes: readonly string[], item: Item): Item {
  return Object.fromEntries(attributes.filter((name) => name in item).map((name) => [name, item[name]]));
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
