/**
 * What takes long to make and is only read, such as a compiled schema: made once for a worker of Jest, and not for each test
 * file, whose modules are its own.
 */
const MADE = Symbol.for("once-per-worker");
const worker = globalThis as { [MADE]?: Map<string, unknown> };

/** @param name of the only place that makes this value */
export function oncePerWorker<Value>(name: string, make: () => Value): Value {
  worker[MADE] ??= new Map();
  const made = worker[MADE];
  if (!made.has(name)) made.set(name, make());
  return made.get(name) as Value;
}
