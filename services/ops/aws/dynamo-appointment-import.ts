import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { type DynamoDBDocumentClient, GetCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { APPOINTMENTS_TABLE } from "../../../contracts/tables/appointments-table";
import { ERASED_AT } from "../../../contracts/tables/erasures";
import { unchangedSince } from "../../adapters/dynamodb/appointment-item";
import { mayPass } from "../../adapters/dynamodb/dynamo-errors";
import {
  decideUpdate,
  endsAfter,
  type ImportDecision,
  type ImportedAppointment,
  type ImportOutcome,
  type ImportSettings,
  keepsClinic,
  outcomeOf,
} from "../../domain/import/import-appointment";
import { type RetryDependencies, retryWhile } from "../../domain/retry/retry";
import { MARKS, nextRevision, only, REPLY, storedRevision } from "../../domain/stored-appointment/stored-appointment";
import { dueOf, type Item, isDueAtAnotherTime, isNextStepDue, isReminded, MISSED, STEP } from "./imported-state";
import { isOther, updateParts } from "./update-parts";

export type ImportResult =
  | { readonly kind: "written"; readonly outcome: ImportOutcome; readonly row: ImportedAppointment }
  | Extract<ImportDecision, { kind: "reject" }>;

export interface AppointmentImport {
  /**
   * Writes an appointment. It becomes due if it is new, was moved, or its reminder was not queued yet; if its reminder
   * was queued, only its fields are updated and it stays due for the next step of its plan, and one that has ended is
   * not due any more. If the start or the clinic changes, if it had ended and is booked again, or if the patient had
   * declined and does not any more, the revision is raised. Other attributes are kept.
   * An appointment that is over costs a read. It is written only if the item is still due at another time; then the
   * item is no longer due. Of several rows of one appointment and patient, the last counts: they are written one after
   * the other, and each is compared with the item before the first of them, so that a file with two times of an
   * appointment moves it at most once.
   * A row that breaks the rules of the stored appointment's clinic is not written.
   * @throws the SDK's errors, after retries of transient ones
   */
  write(row: ImportedAppointment): Promise<ImportResult>;
  /**
   * Decides the same as {@link write} without writing. It reads the item only for a row that {@link keepsClinic}.
   * @throws as `write` does
   */
  check(row: ImportedAppointment): Promise<ImportDecision>;
}

const { partitionKey, sortKey, dueDate, dueSortKey } = APPOINTMENTS_TABLE;
const ZONE = "timeZone";
const REVISION = "revision";
const CLINIC = "clinicId";
const STATUS = "status";
const PLAN = "reminderPlan";
const VERSION = "version";
/** The attributes that an import decides, besides the fields of the row. */
const STATE: readonly string[] = [dueDate, STEP, REVISION, ...MARKS, ...REPLY];
/** The attributes on which it depends whether an item becomes due, and its revision. */
const DECISIVE: readonly string[] = [ERASED_AT, dueSortKey, ZONE, CLINIC, STATUS, PLAN, VERSION, ...STATE];

/** The maximum number of attempts if others change an item between the two writes below. */
const ROUNDS = 5;

/**
 * Writes the appointments of a file, each by one conditional update, or by a read and a second update.
 * @param retryMs for which a write is retried
 */
export function dynamoAppointmentImport(
  client: DynamoDBDocumentClient,
  table: string,
  retryMs: number,
  settings: ImportSettings,
  deps: RetryDependencies,
): AppointmentImport {
  const keyOf = ({ appointmentId, patientId }: ImportedAppointment) => ({
    [partitionKey]: appointmentId,
    [sortKey]: patientId,
  });
  /** @returns the item before the write, `{}` if there was none; undefined if the condition does not hold */
  async function update(command: UpdateCommand): Promise<Record<string, unknown> | undefined> {
    try {
      return (await client.send(command)).Attributes ?? {};
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return undefined;
      throw error;
    }
  }
  /** The one write that most rows of a file need: for an item that is new, or due without other changes. */
  function becomesDue(row: ImportedAppointment) {
    const { fields, cleared, localTime, revision, version } = row;
    const given = revision === undefined ? {} : { [REVISION]: revision };
    const others = [ERASED_AT, CLINIC, STATUS, PLAN, ...REPLY, ...(localTime ? [ZONE] : [])];
    if (version !== undefined) others.push(VERSION);
    const due = dueOf(row);
    const lost = STEP in due ? MARKS : [STEP, ...MARKS];
    const parts = updateParts({ ...fields, ...due, ...given }, [...cleared, ...lost], ...others);
    parts.ExpressionAttributeValues[":booked"] = "booked";
    if (version !== undefined) parts.ExpressionAttributeValues[":version"] = version;
    const isDueUnchanged = [
      `#${dueSortKey} = :${dueSortKey}`,
      ...(localTime ? [`NOT (${isOther(ZONE, fields.timeZone)})`] : []),
      `NOT (${isOther(CLINIC, fields.clinicId)})`,
      `NOT (${isOther(PLAN, fields.reminderPlan)})`,
      `(attribute_not_exists(#${STATUS}) OR #${STATUS} = :booked)`,
      ...(revision === undefined ? [] : [`(attribute_not_exists(#${REVISION}) OR #${REVISION} <= :${REVISION})`]),
      ...(version === undefined ? [] : [`(attribute_not_exists(#${VERSION}) OR #${VERSION} <= :version)`]),
      // Of a reminder that was queued, the next step may be due.
      ...MARKS.map((mark) => `attribute_not_exists(#${mark})`),
      // A patient who is to be reminded anew is asked anew.
      ...REPLY.map((attribute) => `attribute_not_exists(#${attribute})`),
    ].join(" AND ");
    return new UpdateCommand({
      ...parts,
      TableName: table,
      Key: keyOf(row),
      // AND binds closer than OR.
      ConditionExpression: `attribute_not_exists(#${ERASED_AT}) AND (attribute_not_exists(#${dueSortKey}) OR ${isDueUnchanged})`,
      ReturnValues: "ALL_OLD",
    });
  }
  /** The write after a read: for an item whose decisive attributes have not changed since. */
  function follows(row: ImportedAppointment, old: Item, state: Item) {
    const { fields, cleared } = row;
    const lost = STATE.filter((attribute) => attribute in old && !(attribute in state));
    const parts = updateParts({ ...fields, ...state }, [...cleared, ...lost], ...DECISIVE);
    const unchanged = unchangedSince(old, DECISIVE);
    return new UpdateCommand({
      ...parts,
      ExpressionAttributeValues: { ...parts.ExpressionAttributeValues, ...unchanged.values },
      TableName: table,
      Key: keyOf(row),
      ConditionExpression: unchanged.condition,
      ReturnValues: "ALL_OLD",
    });
  }
  /** Items that earlier rows moved, by key, as they were before the first of those rows. */
  const moved = new Map<string, Item>();
  const { clinics } = settings;
  async function read(row: ImportedAppointment): Promise<Item | undefined> {
    return (await client.send(new GetCommand({ TableName: table, Key: keyOf(row), ConsistentRead: true }))).Item;
  }
  async function write(given: ImportedAppointment): Promise<ImportResult> {
    const key = JSON.stringify(keyOf(given));
    const isAllowedIfNew = decideUpdate(undefined, given, settings).kind === "write";
    for (let round = 1; ; round += 1) {
      const mayBeDue = isAllowedIfNew && !endsAfter({}, given) && !moved.has(key);
      const written = mayBeDue ? await update(becomesDue(given)) : undefined;
      if (written) return resultOf(outcomeOf(partitionKey in written ? written : undefined, given), given);
      const Item = await read(given);
      const decision = decideUpdate(Item, given, settings);
      if (decision.kind === "reject") return decision;
      const { row } = decision;
      if (decision.kind === "older") return resultOf("older", row);
      if (row.over && !(Item && isDueAtAnotherTime(Item, row, clinics))) return resultOf("over", row);
      const isCancelled = !row.over && endsAfter(Item ?? {}, row);
      if (Item || isCancelled) {
        const before = moved.get(key) ?? Item ?? {};
        const revision = Item ? nextRevision(before, row, clinics) : (row.revision ?? 0);
        const due = !row.over && !isCancelled && (!isReminded(before) || revision > storedRevision(before));
        const marks = isCancelled ? only(MARKS, before) : marksOf(before);
        const isKept = isNextStepDue(before, row) && revision === storedRevision(before) && row.statedDay === undefined;
        const next = isKept ? only([dueDate, STEP, ...MARKS], before) : dueOf(row);
        const state = {
          ...(due ? next : marks),
          ...(revision > 0 && { [REVISION]: revision }),
          ...(revision === storedRevision(before) && only(REPLY, before)),
        };
        if (await update(follows(row, Item ?? {}, state))) {
          if (Item && revision > storedRevision(before)) {
            moved.set(key, only([partitionKey, sortKey, ...DECISIVE], before));
          }
          if (row.over) return resultOf("withdrawn", row);
          if (isCancelled) return resultOf("cancelled", row);
          if (!due) return resultOf("reminded", row);
          return resultOf(outcomeOf(Item, isKept ? { ...row, ...only([dueDate, STEP], before) } : row), row);
        }
      }
      if (round === ROUNDS) throw Object.assign(new Error(), { name: "ChangedMeanwhile" });
    }
  }
  /** The marks of an item that is not due: its own, or that its reminder was missed. */
  function marksOf(item: Item): Item {
    return isReminded(item) ? only(MARKS, item) : { [MISSED]: new Date(deps.clock.now()).toISOString() };
  }
  async function check(row: ImportedAppointment): Promise<ImportDecision> {
    return decideUpdate(keepsClinic(row, settings) ? await read(row) : undefined, row, settings);
  }
  const retried = <T>(call: () => Promise<T>) => retryWhile(call, mayPass, deps.clock.now() + retryMs, deps);
  return { write: (row) => retried(() => write(row)), check: (row) => retried(() => check(row)) };
}

function resultOf(outcome: ImportOutcome, row: ImportedAppointment): ImportResult {
  return { kind: "written", outcome, row };
}
