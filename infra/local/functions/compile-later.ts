import { setFlagsFromString } from "node:v8";

/**
 * Bytes of bytecode that a function of JavaScript executes before V8 optimizes it; 132 KB by default. A thread shares no machine
 * code with others, so that each optimizes the same functions of the SDK again: a third of the processor's time of a
 * day. What is still hot after a few seconds is optimized as before.
 */
const INTERRUPT_BUDGET = 1_000_000;

/** For this thread and all that start later. A version of Node without this flag ignores it. */
export function compileLater(): void {
  setFlagsFromString(`--interrupt-budget=${INTERRUPT_BUDGET}`);
}
