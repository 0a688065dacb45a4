import { setFlagsFromString } from "node:v8";

/**
 * Bytes of bytecode that a function of JavaScript executes before V8 optimizes it; 132 KB by default. A thread shares no machine
 * code with others, so that each optimizes the same functions of the SDK again: a sixth of the processor's time of a day,
 * and a third of a short run. With much more, a day takes longer before it is fast.
 */
const INTERRUPT_BUDGET = 300_000;

/** For this thread and all that start later. A version of Node without this flag ignores it. */
export function compileLater(): void {
  setFlagsFromString(`--interrupt-budget=${INTERRUPT_BUDGET}`);
}
