/** Request units: "DynamoDB read and write operations", "Using global secondary indexes", DynamoDB Developer Guide. */
import { type Item, itemBytes } from "./item-size";

/** An index in the template. */
export interface Index {
  readonly IndexName: string;
  readonly KeySchema: readonly { readonly AttributeName: string }[];
  readonly Projection: { readonly ProjectionType: string; readonly NonKeyAttributes?: readonly string[] };
}

const WRITE_UNIT = 1_024;
const READ_UNIT = 4_096;

/** Units of the table: a write counts by the larger of the old and the new item. */
export function tableUnits(before: Item | undefined, after: Item | undefined): number {
  return Math.max(1, units(before), units(after));
}

/**
 * Units of an index: none if the projected attributes do not change, one write if an entry is added, removed or changed,
 * two if its key changes.
 * @param tableKey the table's key attributes, which every index has, too
 */
export function indexUnits(
  index: Index,
  tableKey: readonly string[],
  before: Item | undefined,
  after: Item | undefined,
): number {
  const key = index.KeySchema.map(({ AttributeName }) => AttributeName);
  const shown = (item: Item | undefined) => entryOf(item, key, tableKey, index.Projection);
  const [old, now] = [shown(before), shown(after)];
  if (!old || !now) return units(old ?? now);
  if (same(pick(old, key), pick(now, key))) return same(old, now) ? 0 : Math.max(units(old), units(now));
  return units(old) + units(now);
}

/** Units of a page of an eventually consistent query: half a unit per started 4 KB, and for an empty page. */
export function queryUnits(items: readonly Item[]): number {
  const bytes = items.reduce((total, item) => total + itemBytes(item), 0);
  return Math.max(1, Math.ceil(bytes / READ_UNIT)) / 2;
}

/** Units of a strongly consistent read of one item: one per started 4 KB, and for none. */
export function latestItemUnits(item: Item): number {
  return 2 * queryUnits([item]);
}

function entryOf(
  item: Item | undefined,
  key: readonly string[],
  tableKey: readonly string[],
  { ProjectionType, NonKeyAttributes = [] }: Index["Projection"],
): Item | undefined {
  // An item without the index's key is not in it.
  if (!item || !key.every((name) => item[name])) return undefined;
  return ProjectionType === "ALL" ? item : pick(item, [...key, ...tableKey, ...NonKeyAttributes]);
}

function pick(item: Item, names: readonly string[]): Item {
  return Object.fromEntries(Object.entries(item).filter(([name]) => names.includes(name)));
}

function same(these: Item, those: Item): boolean {
  const sorted = (item: Item) => JSON.stringify(Object.entries(item).sort(([a], [b]) => (a < b ? -1 : 1)));
  return sorted(these) === sorted(those);
}

function units(item: Item | undefined): number {
  return item ? Math.ceil(itemBytes(item) / WRITE_UNIT) : 0;
}
