/** Counts problems by kind, with the positions of the first ones, in bounded memory. */

/** The maximum number of kinds that are counted separately; an ordinary file has a dozen. */
const MAX_KINDS = 200;
/** The maximum number of positions that are kept for a kind. */
const MAX_POSITIONS = 5;

export interface Kind<Problem, Position> {
  /** The first of its kind. */
  readonly problem: Problem;
  count: number;
  readonly positions: Position[];
}

export class Kinds<Problem, Position> {
  readonly #kinds = new Map<string, Kind<Problem, Position>>();
  /** Problems of further kinds, counted together. */
  others = 0;

  /**
   * @param name of the kind
   * @returns the number of problems of this kind so far, including this one
   */
  add(name: string, problem: Problem, position: Position): number {
    let kind = this.#kinds.get(name);
    if (!kind) {
      if (this.#kinds.size === MAX_KINDS) {
        this.others += 1;
        return this.others;
      }
      kind = { problem, count: 0, positions: [] };
      this.#kinds.set(name, kind);
    }
    kind.count += 1;
    if (kind.positions.length < MAX_POSITIONS) kind.positions.push(position);
    return kind.count;
  }

  /** In the order in which they first occurred. */
  get all(): readonly Kind<Problem, Position>[] {
    return [...this.#kinds.values()];
  }
}
