/** Applies `--map` and `--ignore` to the fields of JSON entries. */
import { type ColumnChoice, isSameName } from "./columns";
import type { Entry } from "./entry";

/** Renames fields by `--map`, and removes those of `--ignore`. */
export async function* renamedFields(entries: AsyncIterable<Entry>, choice: ColumnChoice): AsyncGenerator<Entry> {
  const { map = new Map<string, string>(), ignore = [] } = choice;
  for await (const entry of entries) {
    yield map.size === 0 && ignore.length === 0 ? entry : { ...entry, value: renamed(entry.value, map, ignore) };
  }
}

function renamed(value: unknown, map: ReadonlyMap<string, string>, ignore: readonly string[]): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  const ignored = ignore.flatMap((names) => [names, ...names.split(",")]);
  const given = Object.entries(value).filter(([name]) => !ignored.some((other) => isSameName(name, other)));
  const fieldOf = (name: string) => [...map].find(([, column]) => isSameName(name, column))?.[0];
  const isMapped = ([name]: readonly [string, unknown]) => fieldOf(name) !== undefined;
  return Object.fromEntries([
    ...given.filter((field) => !isMapped(field)),
    ...given.filter(isMapped).map(([name, held]) => [fieldOf(name) ?? name, held]),
  ]);
}
