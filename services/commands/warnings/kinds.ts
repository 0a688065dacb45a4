/** How often each kind of problem came, and where first: what a person can read of a file of any size. */
import type { Place } from "../files/entry";
import { placeText } from "../files/entry";

/** Kinds that are told apart; the kinds of a sane file are a dozen. */
const MAX_KINDS = 200;
/** Problems of a kind whose places are kept. */
const MAX_PLACES = 5;

export interface Problem {
  readonly severity: "error" | "warning";
  readonly field: string;
  readonly problem: string;
  /** Problems of one kind are counted together. */
  readonly kind: string;
}

export interface Kind extends Problem {
  count: number;
  readonly places: Place[];
}

export class Kinds {
  readonly #kinds = new Map<string, Kind>();
  /** Problems of kinds that are not told apart any more. */
  others = 0;

  /** @returns how often this kind has come, this one included */
  add(place: Place, problem: Problem): number {
    const key = `${problem.severity} ${problem.kind}`;
    let kind = this.#kinds.get(key);
    if (!kind) {
      if (this.#kinds.size === MAX_KINDS) {
        this.others += 1;
        return this.others;
      }
      kind = { ...problem, count: 0, places: [] };
      this.#kinds.set(key, kind);
    }
    kind.count += 1;
    if (kind.places.length < MAX_PLACES) kind.places.push(place);
    return kind.count;
  }

  /** In the order in which they first came. */
  get all(): readonly Kind[] {
    return [...this.#kinds.values()];
  }
}

/** Such as `lines 2, 3, 4, 5, 6 and 195 more`. */
export function placesText({ count, places }: Pick<Kind, "count" | "places">): string {
  const [first] = places;
  if (!first) return "";
  const name = "line" in first ? "line" : "index";
  const numbers = places.map((place) => ("line" in place ? place.line : place.index));
  const more = count > places.length ? ` and ${(count - places.length).toLocaleString("en-US")} more` : "";
  return count === 1 ? placeText(first) : `${name === "line" ? "lines" : "indexes"} ${numbers.join(", ")}${more}`;
}
