import type { DeliveryLogItem, HistoryLine } from "../../contracts/delivery-log";
import { contactDigest } from "../domain/contact";
import { MOVES, type Move, type MoveName } from "../domain/notification-states";
import type { LogEntry } from "../domain/ports";

export interface LogSettings {
  /** ms that a claim holds. */
  readonly leaseMs: number;
  /** Days that an item is kept after its last write. */
  readonly retentionDays: number;
}

const SECONDS_A_DAY = 86_400;

/**
 * The conditional write of a move: who may make it comes from the table of states.
 * @param now ms since 1970
 * @param over see {@link DeliveryLog.apply}
 */
export function moveUpdate(
  name: MoveName,
  entry: LogEntry,
  now: number,
  settings: LogSettings,
  over?: DeliveryLogItem,
) {
  const move = MOVES[name];
  const expression = new Expression();
  const set = (attribute: string, value: unknown) => {
    if (value !== undefined) expression.set(attribute, expression.value(value));
  };
  const at = new Date(now).toISOString();

  set("status", move.to);
  set("updatedAt", at);
  set("batchId", entry.batchId);
  set("claimId", entry.claimId);
  set("queueMessageId", entry.queueMessageId);
  set("ttl", Math.floor(now / 1_000) + settings.retentionDays * SECONDS_A_DAY);
  expression.setIfNew("createdAt", at);
  expression.append("history", historyLine(move, entry, at, over));
  if (move.opens) setReminder(expression, entry);
  set("channel", entry.channel);
  set("messageId", entry.messageId);
  // Why an email was sent is still told once it was; why an SMS had to be tried again, or all failed before, is not.
  if (name === "recordSmsSent" || (move.claims && over?.status === "ALL_FAILED")) expression.remove("reason");
  else if (name !== "retryEmail") set("reason", entry.code);

  expression.add("attempts", move.claims ? 1 : 0);
  if (name === "claimEmail") expression.add("emailAttempts", 1);
  if (name === "retryEmail" && entry.costsNoTry) expression.add("emailAttempts", -1);
  // A redriven message has all its tries again.
  if (move.to === "ALL_FAILED") set("emailAttempts", 0);
  if (move.claims) set("leaseUntil", now + settings.leaseMs);

  const ownerDied = over?.status === "SMS_SENDING" || over?.status === "EMAIL_SENDING";
  if (ownerDied || entry.answerLost) set("answerLost", true);
  if (ownerDied) set("mayBeToldTwice", true);
  else if (move.claims) expression.set("mayBeToldTwice", expression.ifSet("answerLost", false));

  return expression.update(condition(expression, move, entry, over));
}

function condition(expression: Expression, move: Move, entry: LogEntry, over: DeliveryLogItem | undefined): string {
  const isStatus = (statuses: readonly string[]) =>
    `${expression.name("status")} IN (${statuses.map((status) => expression.value(status)).join(", ")})`;
  const isClaim = (claimId: string | undefined) => `${expression.name("claimId")} = ${expression.value(claimId)}`;
  if (over) return `${isStatus([over.status])} AND ${isClaim(over.claimId)}`;
  if (move.held) return `${isStatus(move.from)} AND ${isClaim(entry.claimId)}`;
  return `attribute_not_exists(${expression.name("notificationId")}) OR ${isStatus(move.from)}`;
}

/** What the reminder was made of, as it was used. */
function setReminder(expression: Expression, { appointment, contact }: LogEntry): void {
  const attributes = {
    patientId: appointment.patientId,
    appointmentId: appointment.appointmentId,
    appointmentTime: appointment.appointmentTime,
    doctorName: appointment.doctorName,
    phoneNumber: contact.phoneNumber,
    email: contact.email,
    contactDigest: contactDigest(contact),
  };
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined) expression.remove(name);
    else expression.set(name, expression.value(value));
  }
}

function historyLine(move: Move, entry: LogEntry, at: string, over: DeliveryLogItem | undefined): HistoryLine {
  const { channel, messageId } = entry;
  const code = entry.code ?? (over?.leaseUntil && over.status.endsWith("SENDING") ? "LEASE_LAPSED" : undefined);
  return { at, status: move.to, ...(channel && { channel }), ...(messageId && { messageId }), ...(code && { code }) };
}

/** Collects an update expression with its names and values. */
class Expression {
  readonly #names: Record<string, string> = {};
  readonly #values: Record<string, unknown> = {};
  readonly #sets: string[] = [];
  readonly #removes: string[] = [];

  name(attribute: string): string {
    this.#names[`#${attribute}`] = attribute;
    return `#${attribute}`;
  }

  value(value: unknown): string {
    const key = `:v${Object.keys(this.#values).length}`;
    this.#values[key] = value;
    return key;
  }

  /** The attribute's value, or another where it has none. */
  ifSet(attribute: string, otherwise: unknown): string {
    return `if_not_exists(${this.name(attribute)}, ${this.value(otherwise)})`;
  }

  set(attribute: string, operand: string): void {
    this.#sets.push(`${this.name(attribute)} = ${operand}`);
  }

  setIfNew(attribute: string, value: unknown): void {
    this.set(attribute, this.ifSet(attribute, value));
  }

  append(attribute: string, line: unknown): void {
    this.set(attribute, `list_append(${this.ifSet(attribute, [])}, ${this.value([line])})`);
  }

  add(attribute: string, amount: number): void {
    this.set(attribute, `${this.ifSet(attribute, 0)} + ${this.value(amount)}`);
  }

  remove(attribute: string): void {
    this.#removes.push(this.name(attribute));
  }

  update(condition: string) {
    const removes = this.#removes.length > 0 ? ` REMOVE ${this.#removes.join(", ")}` : "";
    return {
      UpdateExpression: `SET ${this.#sets.join(", ")}${removes}`,
      ConditionExpression: condition,
      ExpressionAttributeNames: this.#names,
      ExpressionAttributeValues: this.#values,
    };
  }
}
