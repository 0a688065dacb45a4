/** Processes more items than fit in memory: a bounded number at a time. */

type Source<T> = Iterable<T> | AsyncIterable<T>;

/**
 * Processes a source with bounded concurrency: the next item is requested only when another one is done.
 * @throws the first error, after all items in progress have ended; no further item is requested after it
 */
export async function withBoundedConcurrency<T>(
  source: Source<T>,
  atOnce: number,
  work: (one: T) => Promise<void>,
): Promise<void> {
  const waiting = each(source);
  const errors: unknown[] = [];
  const worker = async () => {
    try {
      while (errors.length === 0) {
        const next = await waiting.next();
        if (next.done) return;
        await work(next.value);
      }
    } catch (error) {
      errors.push(error);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  await waiting.return();
  if (errors.length > 0) throw errors[0];
}

async function* each<T>(source: Source<T>): AsyncGenerator<T, void, void> {
  yield* source;
}

interface Open<T> {
  readonly iterator: AsyncIterator<T>;
  readonly next: Promise<IteratorResult<T>>;
}

/**
 * Reads several lists page by page, in turns. Each open list reads its next page ahead, and at most one.
 * @param keys of the lists, in the order in which they are opened
 * @param atOnce the maximum number of lists open at the same time
 */
export async function* inTurns<K, T>(
  keys: readonly K[],
  atOnce: number,
  read: (key: K) => AsyncIterable<T>,
): AsyncGenerator<T, void, void> {
  const open: Open<T>[] = [];
  const unopened = [...keys];
  const ask = (iterator: AsyncIterator<T>) => {
    const next = iterator.next();
    // It may fail before its turn, or never have one.
    next.catch(() => {});
    open.push({ iterator, next });
  };
  const openNext = () => {
    const [key] = unopened.splice(0, 1);
    if (key !== undefined) ask(read(key)[Symbol.asyncIterator]());
  };
  for (let count = 0; count < atOnce; count += 1) openNext();
  try {
    for (let one = open.shift(); one; one = open.shift()) {
      const page = await one.next;
      if (page.done) {
        openNext();
        continue;
      }
      ask(one.iterator);
      yield page.value;
    }
  } finally {
    await Promise.allSettled(open.map(({ iterator }) => iterator.return?.()));
  }
}
