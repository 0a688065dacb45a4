/** Replaces fast-check in mutation testing: the same cases for every mutant, and no shrinking of failures. */
import fc from "../../node_modules/fast-check/lib/cjs/fast-check.js";

fc.configureGlobal({ seed: 1, endOnFailure: true });

export default fc;
