import type { HeldText } from "../../../contracts/tables/held-texts";

/** The texts that wait for their send window, in the appointments table. */
export interface HeldTexts {
  /** Writes the one item of its notification, in place of an earlier one. */
  hold(text: HeldText): Promise<void>;
}

/** The same, as the sweep uses them. */
export interface DueHeldTexts {
  /** Deletes an item, unless it was written again since. */
  remove(text: HeldText): Promise<void>;
}
