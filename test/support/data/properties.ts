/** fast-check, whose properties begin where other random tests do, and run as often as PROPERTY_RUNS says: see random-tests.ts. */
import fc from "fast-check";
import { drawnSeed, factorOf, runsOf } from "./random-tests";

const factor = factorOf("PROPERTY_RUNS");
if (factor > 1) jest.setTimeout(300_000 * factor);

/** How often a property runs if PROPERTY_RUNS is 1. A property without this runs 100 times. */
export const runs = (count: number): { numRuns: number } => ({ numRuns: runsOf("PROPERTY_RUNS", count) });

fc.configureGlobal({ ...fc.readConfigureGlobal(), ...runs(100), ...(process.env.TEST_SEED && { seed: drawnSeed() }) });

/** Code points below the halves of surrogate pairs, and their number. */
const [BELOW, HALVES] = [0xd800, 0x800];

/**
 * A character: any code point, as of fast-check's unit "binary", which makes a map of all million code points in order to
 * know which strings it can make: 1.4 s and 150 MB for each worker.
 */
export const anyCharacter = fc.nat({ max: 0x10ffff - HALVES }).map(
  (index) => String.fromCodePoint(index < BELOW ? index : index + HALVES),
  (character) => {
    if (typeof character !== "string" || !/^\P{Cs}$/u.test(character)) throw new Error("not a character");
    const code = character.codePointAt(0) ?? 0;
    return code < BELOW ? code : code - HALVES;
  },
);

export { fc };
