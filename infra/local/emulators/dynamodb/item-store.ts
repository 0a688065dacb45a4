/** The items of a table or an index, by dynalite's keys, in place of the level database in which dynalite keeps them as JSON. */
import { Stream } from "node:stream";

export type Item = Record<string, unknown>;
type Callback<T = void> = (error: Error | null, value?: T) => void;

/** As in level: bounds of the keys, the order, and how many; -1 for all. */
export interface Range {
  readonly gt?: string;
  readonly gte?: string;
  readonly lt?: string;
  readonly lte?: string;
  readonly reverse?: boolean;
  readonly limit?: number;
}

/** One error for all: dynalite reads its name only, and an item that is not there yet is no fault. */
const NOT_FOUND = Object.assign(new Error("There is no such item"), { name: "NotFoundError" });

/** The items with the same partition key, and others whose keys begin like it. */
interface Partition {
  readonly items: Map<string, Item>;
  /** The keys in order; may have deleted ones. Absent if one was added since. */
  sorted?: string[];
}

/**
 * Every operation ends before it returns, so that a write of dynalite, which reads an item, checks a condition and stores the
 * item, is not interrupted by another one. Items that were stored are not changed.
 */
export class ItemStore {
  private readonly partitions = new Map<string, Partition>();

  /** Nothing to wait for: see above. */
  lock(_key: unknown, run: (release: <T>(callback: T) => T) => void): void {
    run((callback) => callback);
  }

  get(key: string, callback: Callback<Item>): void {
    const item = this.partitions.get(partitionOf(key))?.items.get(key);
    if (item === undefined) callback(NOT_FOUND);
    else callback(null, item);
  }

  put(key: string, item: Item, callback: Callback): void {
    // An index is given each attribute of its projection, also those that the item does not have.
    for (const name in item) if (item[name] === undefined) delete item[name];
    const name = partitionOf(key);
    const partition: Partition = this.partitions.get(name) ?? { items: new Map() };
    this.partitions.set(name, partition);
    if (!partition.items.has(key)) partition.sorted = undefined;
    partition.items.set(key, item);
    callback(null);
  }

  del(key: string, callback: Callback): void {
    const partition = this.partitions.get(partitionOf(key));
    partition?.items.delete(key);
    if (partition?.items.size === 0) this.partitions.delete(partitionOf(key));
    callback(null);
  }

  /** Emits the items as they were when it was called. */
  createValueStream(range: Range): Stream {
    return new ItemStream(this.itemsIn(range));
  }

  private itemsIn(range: Range): Item[] {
    const { reverse = false, limit = -1 } = range;
    const items: Item[] = [];
    const names = this.namesIn(range);
    for (const name of reverse ? names.reverse() : names) {
      const partition = this.partitions.get(name) as Partition;
      partition.sorted ??= [...partition.items.keys()].sort();
      const keys = reverse ? partition.sorted.toReversed() : partition.sorted;
      for (let index = firstIn(keys, range, reverse); index < keys.length; index++) {
        const key = keys[index] as string;
        if (limit >= 0 && items.length >= limit) return items;
        if (isBeyond(key, range, reverse)) break;
        const item = partition.items.get(key);
        if (item) items.push(item);
      }
    }
    return items;
  }

  /** The partitions of a range in order. A query is about one: to look at all for each takes minutes with 20,000 of them. */
  private namesIn(range: Range): string[] {
    const [low = "", high = ""] = [range.gte ?? range.gt, range.lte ?? range.lt];
    const name = partitionOf(low);
    if (name !== "" && name === partitionOf(high)) return this.partitions.has(name) ? [name] : [];
    return [...this.partitions.keys()].filter((each) => mayHave(each, range)).sort();
  }
}

/** A stream of the first kind, which dynalite's library also reads: without buffers and back-pressure. */
class ItemStream extends Stream {
  private ended = false;

  constructor(items: readonly Item[]) {
    super();
    queueMicrotask(() => {
      for (const item of items) {
        if (this.ended) return;
        this.emit("data", item);
      }
      this.emit("end");
    });
  }

  destroy(): void {
    this.ended = true;
  }
}

/** dynalite's keys begin with a digest of the partition key. */
function partitionOf(key: string): string {
  return key.slice(0, key.indexOf("/"));
}

/** Whether keys that begin with this may be in the range. */
function mayHave(partition: string, { gt, gte, lt, lte }: Range): boolean {
  const [low = "", high] = [gte ?? gt, lte ?? lt];
  return `${partition}/~` >= low && (high === undefined || `${partition}/` <= high);
}

/** The index of the first key that is not before the range, by bisection. */
function firstIn(keys: readonly string[], range: Range, reverse: boolean): number {
  const isBefore = (key: string) => (reverse ? isAbove(key, range) : isBelow(key, range));
  let [from, to] = [0, keys.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if (isBefore(keys[middle] as string)) from = middle + 1;
    else to = middle;
  }
  return from;
}

function isBeyond(key: string, range: Range, reverse: boolean): boolean {
  return reverse ? isBelow(key, range) : isAbove(key, range);
}

function isBelow(key: string, { gt, gte }: Range): boolean {
  return (gt !== undefined && key <= gt) || (gte !== undefined && key < gte);
}

function isAbove(key: string, { lt, lte }: Range): boolean {
  return (lt !== undefined && key >= lt) || (lte !== undefined && key > lte);
}
