/** Counts by name, in the order in which the names first occurred. */
export class Counts {
  readonly #counts = new Map<string, number>();

  raise(name: string): void {
    this.#counts.set(name, (this.#counts.get(name) ?? 0) + 1);
  }

  get total(): number {
    return [...this.#counts.values()].reduce((sum, count) => sum + count, 0);
  }

  /** @returns a line for each name, in the caller's words */
  lines(word: (name: string, count: number) => string): string[] {
    return [...this.#counts].map(([name, count]) => word(name, count));
  }

  toJSON(): Record<string, number> {
    return Object.fromEntries(this.#counts);
  }
}
