/**
 * Waits for something that happens in another process.
 * @returns the first value that is neither undefined, null nor false
 * @throws after `withinMs`, naming what was waited for
 */
export async function eventually<T>(
  what: string,
  read: () => Promise<T | undefined | null | false>,
  withinMs = 20_000,
): Promise<T> {
  const end = Date.now() + withinMs;
  while (Date.now() < end) {
    const value = await read();
    if (value) return value;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`It did not happen: ${what}`);
}
