/** The appointments table and its index of due reminders, in memory, as DynamoDB's JSON. */
import { Capacities, Capacity, NEW_TABLE, PARTITION } from "./capacity";

type Attributes = Record<string, { readonly S: string }>;
export type DynamoItem = Readonly<Attributes>;

export class DynamoFailure {
  constructor(readonly code: string) {}
}

const CONDITION_FAILED = new DynamoFailure("ConditionalCheckFailedException");
const THROTTLED = new DynamoFailure("ProvisionedThroughputExceededException");

interface Stored {
  readonly item: DynamoItem;
  /** Bytes, near enough: as JSON. */
  readonly size: number;
  due: boolean;
}

export class DueTable {
  readonly #byDate = new Map<string, string[]>();
  readonly #items = new Map<string, Stored>();
  readonly #places = new Map<string, number>();
  readonly #partitionWrites = new Capacities(PARTITION.write);
  readonly #partitionReads = new Capacities(PARTITION.read);
  readonly #tableWrites = new Capacity(NEW_TABLE.write, performance.now());
  readonly #indexWrites = new Capacity(NEW_TABLE.write, performance.now());

  put(item: DynamoItem): void {
    const id = text(item, "appointmentId");
    const date = text(item, "reminderDate");
    const sameDate = this.#byDate.get(date) ?? [];
    this.#byDate.set(date, sameDate);
    this.#places.set(id, sameDate.length);
    sameDate.push(id);
    this.#items.set(id, { item, size: JSON.stringify(item).length, due: true });
  }

  get stillDue(): number {
    return [...this.#items.values()].filter(({ due }) => due).length;
  }

  /** Query of the index by `reminderDate`: at most `limit` items or 1 MB, eventually consistent. */
  query(
    date: string,
    limit: number,
    startAfter: string | undefined,
  ): { Items: DynamoItem[]; last?: DynamoItem } | DynamoFailure {
    const capacity = this.#partitionReads.of(date, performance.now());
    if (!capacity.has(1, performance.now())) return THROTTLED;
    const ids = this.#byDate.get(date) ?? [];
    const Items: DynamoItem[] = [];
    let bytes = 0;
    let place = startAfter === undefined ? 0 : (this.#places.get(startAfter) ?? 0) + 1;
    for (; place < ids.length && Items.length < limit && bytes < 1_048_576; place += 1) {
      const stored = this.#items.get(ids[place] as string);
      if (!stored?.due) continue;
      Items.push(stored.item);
      bytes += stored.size;
    }
    capacity.take(Math.max(0.5, Math.ceil(bytes / 4_096) / 2));
    return place < ids.length ? { Items, last: Items.at(-1) } : { Items };
  }

  /**
   * UpdateItem that removes an item from the index, if it has not changed since it was read.
   * @param next the `reminderDate` of its next reminder, under which the index stores it again
   */
  takeOff(id: string, date: string, time: string, next?: string): DynamoFailure | undefined {
    const stored = this.#items.get(id);
    if (!stored) return CONDITION_FAILED;
    const now = performance.now();
    const units = Math.ceil(stored.size / 1_024);
    // A write is throttled if the table or its index has no capacity left: an index can throttle its table.
    const again = next === undefined ? [] : [this.#indexWrites, this.#partitionWrites.of(next, now)];
    const asked = [this.#tableWrites, this.#indexWrites, this.#partitionWrites.of(date, now), ...again];
    if (!asked.every((capacity) => capacity.has(units, now))) return THROTTLED;
    for (const capacity of asked) capacity.take(units);
    const { reminderDate, appointmentTime } = stored.item;
    if (!stored.due || reminderDate?.S !== date || appointmentTime?.S !== time) return CONDITION_FAILED;
    stored.due = false;
    return undefined;
  }
}

function text(item: DynamoItem, name: string): string {
  return item[name]?.S ?? "";
}
