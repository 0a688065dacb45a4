/** Work on more than the memory holds: some of it at a time, the next asked for when there is room. */

type Source<T> = Iterable<T> | AsyncIterable<T>;

/**
 * Works what a source gives, so many at the same time, and asks it for the next only when one of them is done.
 * @throws the first error, once all that was under way came to its end; nothing more is taken after it
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
 * Reads several lists, page by page in turns. Of each list that is open, the next page is read while others are worked:
 * no more than one a list waits.
 * @param keys of the lists, in the order in which they are opened
 * @param atOnce so many lists are open at the same time
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
    // It may fail before its turn comes, or its turn never comes.
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
