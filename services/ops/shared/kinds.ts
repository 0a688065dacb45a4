/** How often each kind of problem came, and where first: a summary that stays short however many problems there are. */

/** Kinds that are counted separately; an ordinary file has a dozen. */
const MAX_KINDS = 200;
/** Problems of a kind whose places are kept. */
const MAX_PLACES = 5;

export interface Kind<Problem, Place> {
  /** The first of its kind. */
  readonly problem: Problem;
  count: number;
  readonly places: Place[];
}

export class Kinds<Problem, Place> {
  readonly #kinds = new Map<string, Kind<Problem, Place>>();
  /** Problems of further kinds, which are counted together. */
  others = 0;

  /**
   * @param name of the kind
   * @returns how often this kind has come, this time included
   */
  add(name: string, problem: Problem, place: Place): number {
    let kind = this.#kinds.get(name);
    if (!kind) {
      if (this.#kinds.size === MAX_KINDS) {
        this.others += 1;
        return this.others;
      }
      kind = { problem, count: 0, places: [] };
      this.#kinds.set(name, kind);
    }
    kind.count += 1;
    if (kind.places.length < MAX_PLACES) kind.places.push(place);
    return kind.count;
  }

  /** In the order in which they first came. */
  get all(): readonly Kind<Problem, Place>[] {
    return [...this.#kinds.values()];
  }
}
