/** fast-check, whose properties begin where other random tests do: see drawnSeed. */
import fc from "fast-check";
import { drawnSeed } from "./seed";

if (process.env.TEST_SEED) fc.configureGlobal({ seed: drawnSeed() });

export { fc };
