/**
 * The tests that mutants run against, as one file: each file of its own would load all that it imports anew at every
 * mutant, which takes longer than its tests.
 */
import { readdirSync } from "node:fs";
import { join } from "node:path";

const FOLDER = "services/domain";
/** These take longer than all others; most mutants do not get as far. */
const LAST = ["appointment-time.test.ts", "contact.test.ts", "nothing-is-lost.test.ts"];

const names = readdirSync(join(import.meta.dirname, "..", FOLDER)).filter((name) => name.endsWith(".test.ts"));
for (const name of [...names.filter((name) => !LAST.includes(name)), ...LAST]) {
  // Required inside, so that what a file does before each of its tests is done before no other's.
  describe(name, () => {
    require(`../${FOLDER}/${name}`);
  });
}
