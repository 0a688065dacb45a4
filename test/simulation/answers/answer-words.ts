/** What simulated patients write, and what they mean by it. */
import type { Meaning } from "../../../contracts/replies/meanings";

/** A word that only answers have, and that nobody but staff may read. */
export const PLANTED_WORD = "Kolibri";

export const WORDS: Readonly<Record<Meaning, readonly string[]>> = {
  CONFIRM: ["C", "c", "Yes", "Yes, Dr. Rivera", "ok, see you then", "👍", "no problem, see you"],
  CANCEL: ["X", "x", "Please cancel", "I need to cancel, thanks", "I can't make it"],
  RESCHEDULE: ["reschedule", "Can I reschedule?", "I need another time"],
  STOP: ["STOP", "please stop texting me"],
  START: ["START"],
  HELP: ["HELP"],
  COURTESY: ["Thanks!"],
  UNCLEAR: [
    "is it cancelled?",
    "don't cancel",
    "X or C?",
    `Can I bring ${PLANTED_WORD}, my dog? Call 206 555 0199`,
    `Did Dr. Rivera cancel ${PLANTED_WORD}'s?`,
    "",
  ],
};

/** How often each is written, out of the sum. */
const WEIGHTS: Readonly<Record<Meaning, number>> = {
  CONFIRM: 10,
  CANCEL: 8,
  RESCHEDULE: 3,
  STOP: 3,
  START: 3,
  HELP: 1,
  COURTESY: 3,
  UNCLEAR: 4,
};

/** Each meaning, as often as it is drawn. */
export const DRAWN_MEANINGS = (Object.entries(WEIGHTS) as [Meaning, number][]).flatMap(([meaning, weight]) =>
  Array.from({ length: weight }, () => meaning),
);

/** The words that AWS itself takes, and does not hand on, if it manages the number's opt-outs. */
export const TAKEN_BY_CARRIER: readonly string[] = ["STOP", "HELP"];
