import type { DeliveryLogItem, HistoryLine } from "../../../contracts/delivery-log";
import type { Change } from "../../../services/domain/notification/change";
import type {
  ApplyResult,
  DeliveryLog,
  KeptMessage,
  LogEntry,
  TransitionEntry,
} from "../../../services/domain/notification/delivery-log";
import type { NotificationKey } from "../../../services/domain/notification/notification";
import { changesOf, type LogSettings } from "../../../services/domain/notification/notification-write";
import {
  duplicateWrite,
  emailOnlyWrite,
  keptMessageWrite,
  type NotedAnswer,
  receiptNote,
  replyNote,
  type SideWrite,
} from "../../../services/domain/notification/side-write";
import { TRANSITIONS, type TransitionName } from "../../../services/domain/notification/transitions";
import { type Condition, conditionOf } from "../../../services/domain/notification/write-condition";
import type { Clock } from "../../../services/domain/ports";
import type { NotedReceipt } from "../../../services/domain/receipts/receipt-log";
import { RetryLater } from "../../../services/domain/retry/failure";
import { CLINIC_TIME_ZONE } from "../data/clinics";

export const LEASE_MS = 90_000;
export const RETENTION_DAYS = 90;

interface Failure {
  readonly transition: TransitionName;
  readonly error: Error;
  readonly written: boolean;
}

/** A delivery log in memory with the domain's own rules; a test checks that it behaves like the table. */
export class FakeDeliveryLog implements DeliveryLog {
  /** The transitions in their order. */
  readonly writes: TransitionName[] = [];
  readonly #items: Map<string, DeliveryLogItem>;
  /** The lines of all transitions of an item, and all lines that its history ever had: those of noted receipts too. */
  readonly #lines: Map<string, HistoryLine[]>;
  readonly #everyLine: Map<string, HistoryLine[]>;
  readonly #failures: Failure[] = [];

  /** @param sharedWith a log with the same items: as seen from a machine with another clock */
  constructor(
    private readonly clock: Clock,
    private readonly settings: LogSettings = {
      leaseMs: LEASE_MS,
      retentionDays: RETENTION_DAYS,
      clinicTimeZone: CLINIC_TIME_ZONE,
    },
    sharedWith?: FakeDeliveryLog,
  ) {
    this.#items = sharedWith ? sharedWith.#items : new Map();
    this.#lines = sharedWith ? sharedWith.#lines : new Map();
    this.#everyLine = sharedWith ? sharedWith.#everyLine : new Map();
  }

  get items(): DeliveryLogItem[] {
    return [...this.#items.values()];
  }

  /** The items with the lines of all their transitions. */
  get wholeItems(): DeliveryLogItem[] {
    return this.items.map((item) => ({ ...item, history: this.#lines.get(keyOf(item)) ?? [] }));
  }

  /** All lines that the history of an item ever had. */
  linesOf(item: NotificationKey): readonly HistoryLine[] {
    return this.#everyLine.get(keyOf(item)) ?? [];
  }

  /** The only item. */
  get item(): DeliveryLogItem {
    const [item, ...others] = this.items;
    if (!item || others.length > 0) throw new Error(`the log has ${this.items.length} items`);
    return item;
  }

  /** Makes the next such transitions fail; `written`: after the write, as when its owner dies. */
  failOn(transition: TransitionName, error: Error, written = false, times = 1): void {
    for (let time = 0; time < times; time += 1) this.#failures.push({ transition, error, written });
  }

  /** From now on, all transitions that the states allow succeed. */
  recover(): void {
    this.#failures.length = 0;
  }

  async apply(
    name: TransitionName,
    entry: TransitionEntry | LogEntry,
    expected?: DeliveryLogItem,
  ): Promise<ApplyResult> {
    const failure = this.#failures.find(({ transition }) => transition === name);
    if (failure) this.#failures.splice(this.#failures.indexOf(failure), 1);
    if (failure && !failure.written) throw failure.error;
    const answer = this.#write(name, entry, expected);
    if (failure) throw failure.error;
    return answer;
  }

  async countDuplicate(of: NotificationKey): Promise<void> {
    this.#writeBeside(of, duplicateWrite(this.clock.now()));
  }

  async recordEmailOnly(of: NotificationKey): Promise<void> {
    this.#writeBeside(of, emailOnlyWrite());
  }

  async keepMessage(of: NotificationKey, attribute: KeptMessage, message: string): Promise<void> {
    this.#writeBeside(of, keptMessageWrite(attribute, message));
  }

  /** Notes a receipt that makes no transition. */
  async note(item: DeliveryLogItem, line: NotedReceipt): Promise<boolean> {
    return this.#writeBeside(item, receiptNote(item, line, this.clock.now()));
  }

  /** Writes what an answer says. */
  async answer(item: DeliveryLogItem, note: NotedAnswer): Promise<boolean> {
    return this.#writeBeside(item, replyNote(item, note, this.clock.now()));
  }

  #writeBeside(of: NotificationKey, { changes, condition }: SideWrite): boolean {
    const key = keyOf(of);
    const old = this.#items.get(key);
    if (!old || !holds(condition, old)) return false;
    const item: Item = { ...old };
    for (const change of changes) make(change, item, old);
    this.#items.set(key, item as DeliveryLogItem);
    const isNoted = changes.some(({ attribute }) => attribute === "history");
    if (isNoted) addLast(item, key, this.#everyLine);
    return true;
  }

  #write(name: TransitionName, entry: TransitionEntry | LogEntry, expected: DeliveryLogItem | undefined): ApplyResult {
    const key = keyOf(entry.key);
    const old = this.#items.get(key);
    if (holds(conditionOf(name, entry, this.settings, expected), old)) {
      const item: Item = { ...(old ?? entry.key) };
      for (const change of changesOf(name, entry, this.clock.now(), this.settings, expected)) make(change, item, old);
      this.#items.set(key, item as DeliveryLogItem);
      addLast(item, key, this.#lines);
      addLast(item, key, this.#everyLine);
      this.writes.push(name);
      return { applied: true, item: item as DeliveryLogItem };
    }
    if (!old) throw new RetryLater("LOG_ITEM_GONE");
    return { applied: old.claimId === entry.claimId && old.status === TRANSITIONS[name].to, item: old };
  }
}

type Item = { -readonly [Attribute in keyof DeliveryLogItem]?: unknown };

/** Adds the last line of an item's history. */
function addLast(item: Item, key: string, to: Map<string, HistoryLine[]>): void {
  const lines = to.get(key) ?? [];
  lines.push(...(item.history as HistoryLine[]).slice(-1));
  to.set(key, lines);
}

function keyOf({ notificationId, timestamp }: NotificationKey): string {
  return `${notificationId} ${timestamp}`;
}

function holds(
  { orNew, statuses, claimId, transition, lines, messageId, has }: Condition,
  old: DeliveryLogItem | undefined,
): boolean {
  if (!old) return orNew;
  const isUnchanged =
    (transition === undefined || transition === old.transition) &&
    (lines === undefined || lines === old.history.length);
  if (has !== undefined && old[has] === undefined) return false;
  if (messageId !== undefined) return statuses.includes(old.status) && old.messageId === messageId;
  return statuses.includes(old.status) && (claimId === undefined || old.claimId === claimId) && isUnchanged;
}

/** @param old the item before the write, which all changes of a write use */
function make(change: Change, item: Item, old: Item = {}): void {
  const { attribute } = change;
  const before = old[attribute];
  switch (change.kind) {
    case "set":
      item[attribute] = change.value;
      break;
    case "set if new":
      item[attribute] = before ?? change.value;
      break;
    case "add":
      item[attribute] = ((before as number | undefined) ?? 0) + change.amount;
      break;
    case "append":
      item[attribute] = [...((before as unknown[] | undefined) ?? []), change.value];
      break;
    case "copy":
      item[attribute] = old[change.from] ?? change.otherwise;
      break;
    case "remove":
      delete item[attribute];
      break;
  }
}
