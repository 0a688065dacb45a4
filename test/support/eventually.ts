/**
 * Waits for an event in another process, for almost as long as a test may take: no test depends on the speed of the
 * machine.
 * @returns the first value that is neither undefined, null nor false
 * @throws after `withinMs`, naming what was waited for
 */
export async function eventually<T>(
  what: string,
  read: () => Promise<T | undefined | null | false>,
  withinMs = 240_000,
): Promise<T> {
  const end = Date.now() + withinMs;
  while (Date.now() < end) {
    const value = await read();
    if (value) return value;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`It did not happen: ${what}`);
}
