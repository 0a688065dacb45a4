import type { DeliveryLogItem, HistoryLine } from "../../contracts/delivery-log";
import { contactDigest } from "../../services/domain/contact";
import { RetryLater } from "../../services/domain/failure";
import type { NotificationKey } from "../../services/domain/notification";
import { MOVES, type Move, type MoveName } from "../../services/domain/notification-states";
import type { Clock, DeliveryLog, LogAnswer, LogEntry } from "../../services/domain/ports";

export const LEASE_MS = 90_000;
export const RETENTION_DAYS = 90;

interface Failure {
  readonly move: MoveName;
  readonly error: Error;
  readonly written: boolean;
}

/** A delivery log in memory that keeps its items as the table does; a test holds it to that. */
export class FakeDeliveryLog implements DeliveryLog {
  /** The moves that were made, in their order. */
  readonly writes: MoveName[] = [];
  readonly #items: Map<string, DeliveryLogItem>;
  readonly #failures: Failure[] = [];

  /** @param sharedWith another with the same items: the log as a machine with another clock writes to it */
  constructor(
    private readonly clock: Clock,
    private readonly settings = { leaseMs: LEASE_MS, retentionDays: RETENTION_DAYS },
    sharedWith?: FakeDeliveryLog,
  ) {
    this.#items = sharedWith ? sharedWith.#items : new Map();
  }

  get items(): DeliveryLogItem[] {
    return [...this.#items.values()];
  }

  /** The only item there is. */
  get item(): DeliveryLogItem {
    const [item, ...others] = this.items;
    if (!item || others.length > 0) throw new Error(`the log has ${this.items.length} items`);
    return item;
  }

  /** Makes the next such move fail; `written`: only after the write was made, as when its owner dies. */
  failOn(move: MoveName, error: Error, written = false): void {
    this.#failures.push({ move, error, written });
  }

  /** All moves succeed from now on that the states allow. */
  recover(): void {
    this.#failures.length = 0;
  }

  async apply(name: MoveName, entry: LogEntry, over?: DeliveryLogItem): Promise<LogAnswer> {
    const failure = this.#failures.find(({ move }) => move === name);
    if (failure) this.#failures.splice(this.#failures.indexOf(failure), 1);
    if (failure && !failure.written) throw failure.error;
    const answer = this.#write(name, entry, over);
    if (failure) throw failure.error;
    return answer;
  }

  #write(name: MoveName, entry: LogEntry, over: DeliveryLogItem | undefined): LogAnswer {
    const move: Move = MOVES[name];
    const key = keyOf(entry.key);
    const old = this.#items.get(key);
    if (isAllowed(move, entry, old, over)) {
      const item = this.#moved(name, entry, old, over);
      this.#items.set(key, item);
      this.writes.push(name);
      return { applied: true, item };
    }
    if (!old) throw new RetryLater("LOG_ITEM_GONE");
    return { applied: old.claimId === entry.claimId && old.status === move.to, item: old };
  }

  #moved(
    name: MoveName,
    entry: LogEntry,
    old: DeliveryLogItem | undefined,
    over: DeliveryLogItem | undefined,
  ): DeliveryLogItem {
    const move: Move = MOVES[name];
    const now = this.clock.now();
    const at = new Date(now).toISOString();
    const ownerDied = over?.status === "SMS_SENDING" || over?.status === "EMAIL_SENDING";
    const answerLost = ownerDied || entry.answerLost || old?.answerLost;
    return present({
      ...old,
      ...entry.key,
      ...(move.opens && reminderOf(entry)),
      status: move.to,
      channel: entry.channel ?? old?.channel,
      messageId: entry.messageId ?? old?.messageId,
      reason: reasonAfter(name, entry, old, over),
      batchId: entry.batchId,
      claimId: entry.claimId,
      queueMessageId: entry.queueMessageId,
      leaseUntil: move.claims ? now + this.settings.leaseMs : old?.leaseUntil,
      attempts: (old?.attempts ?? 0) + (move.claims ? 1 : 0),
      emailAttempts: emailAttemptsAfter(name, entry, old),
      answerLost,
      mayBeToldTwice: ownerDied || (move.claims ? (old?.answerLost ?? false) : old?.mayBeToldTwice),
      createdAt: old?.createdAt ?? at,
      updatedAt: at,
      ttl: Math.floor(now / 1_000) + this.settings.retentionDays * 86_400,
      history: [...(old?.history ?? []), historyLine(move, entry, at, ownerDied)],
    }) as DeliveryLogItem;
  }
}

function keyOf({ notificationId, timestamp }: NotificationKey): string {
  return `${notificationId} ${timestamp}`;
}

function isAllowed(move: Move, entry: LogEntry, old?: DeliveryLogItem, over?: DeliveryLogItem): boolean {
  if (over) return old?.status === over.status && old.claimId === over.claimId;
  if (!old) return !move.held;
  return move.from.includes(old.status) && (!move.held || old.claimId === entry.claimId);
}

function reminderOf({ appointment, contact }: LogEntry) {
  return {
    patientId: appointment.patientId,
    appointmentId: appointment.appointmentId,
    appointmentTime: appointment.appointmentTime,
    doctorName: appointment.doctorName,
    phoneNumber: contact.phoneNumber,
    email: contact.email,
    contactDigest: contactDigest(contact),
  };
}

function reasonAfter(
  name: MoveName,
  entry: LogEntry,
  old: DeliveryLogItem | undefined,
  over: DeliveryLogItem | undefined,
): string | undefined {
  if (MOVES[name].claims && over?.status === "ALL_FAILED") return undefined;
  if (name === "recordSmsSent") return undefined;
  return name === "retryEmail" ? old?.reason : (entry.code ?? old?.reason);
}

function emailAttemptsAfter(name: MoveName, entry: LogEntry, old: DeliveryLogItem | undefined): number | undefined {
  if (MOVES[name].to === "ALL_FAILED") return 0;
  if (name === "claimEmail") return (old?.emailAttempts ?? 0) + 1;
  if (name === "retryEmail" && entry.costsNoTry) return (old?.emailAttempts ?? 0) - 1;
  return old?.emailAttempts;
}

function historyLine(move: Move, entry: LogEntry, at: string, ownerDied: boolean): HistoryLine {
  const code = entry.code ?? (ownerDied ? "LEASE_LAPSED" : undefined);
  return present({ at, status: move.to, channel: entry.channel, messageId: entry.messageId, code });
}

function present<T extends object>(item: T): { [Field in keyof T]: Exclude<T[Field], undefined> } {
  return Object.fromEntries(Object.entries(item).filter(([, value]) => value !== undefined)) as never;
}
