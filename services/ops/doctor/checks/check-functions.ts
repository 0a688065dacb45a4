import type { ResourceNames } from "../../../../contracts/resource-names";
import { type Check, check, DEPLOY, type Finding, fail, ok, warn } from "../facts/check";
import type { Facts } from "../facts/facts";

const STOPPED = "docs/runbook.md#stopping-the-functions-themselves";

/** Do the functions stand, and does anything feed them, or has somebody stopped sending? */
export function checkFunctions({ names, functions }: Facts): Check[] {
  return kinds(names).flatMap(({ title, name, isFed }) => {
    const fn = functions.get(name);
    const gone = fail(`there is no function ${name}`, DEPLOY);
    const missing = { how: "missing" } as const;
    const checks = [
      check(title, fn?.configuration ?? missing, gone, ({ state }) => checkState(state)),
      check(`${title}: concurrency`, fn?.reserved ?? missing, gone, checkReserved),
    ];
    return isFed ? [...checks, check(`${title}: its queue`, fn?.sources ?? missing, gone, checkSources)] : checks;
  });
}

function kinds(names: ResourceNames) {
  return [
    { title: "Producer", name: names.producer, isFed: false },
    { title: "SMS consumer", name: names.smsConsumer, isFed: true },
    { title: "Email consumer", name: names.emailConsumer, isFed: true },
  ];
}

/** A function that nobody called for weeks is inactive, and wakes at the next call. */
function checkState(state: string): Finding {
  if (state === "Failed") return fail("its state is Failed: it cannot run", DEPLOY);
  return state === "Pending" ? warn("it is being made", DEPLOY) : ok("ready");
}

function checkReserved(reserved: number | undefined): Finding {
  if (reserved === 0) return fail("0: Lambda refuses every invocation", "docs/runbook.md#lambda-throttle-alarm");
  return ok(reserved === undefined ? "not limited" : `${reserved} reserved`);
}

function checkSources(states: readonly string[]): Finding {
  const [state, ...others] = states;
  if (state === undefined) return fail("nothing feeds the function", DEPLOY);
  if (others.length > 0) return warn(`several feed the function: ${states.join(", ")}`, DEPLOY);
  if (state === "Enabled") return ok("connected");
  if (/^Disabl/.test(state)) return fail(`somebody stopped the function (${state}): messages wait`, STOPPED);
  return warn(`${state}: it is not connected yet, look again soon`, STOPPED);
}
