import type { ResourceNames } from "../../../../contracts/resource-names";
import { type Check, check, DEPLOY, type Finding, fail, ok, warn } from "../facts/check";
import type { Facts } from "../facts/facts";

const STOPPED = "docs/runbook.md#stopping-the-functions-themselves";

/** Checks the functions, their reserved concurrency and their event sources. */
export function checkFunctions({ names, functions }: Facts): Check[] {
  return kinds(names).flatMap(({ title, name, isFed }) => {
    const fn = functions.get(name);
    const gone = fail(`function ${name} does not exist`, DEPLOY);
    const missing = { how: "missing" } as const;
    const checks = [
      check(title, fn?.configuration ?? missing, gone, ({ state }) => checkState(state)),
      check(`${title}: concurrency`, fn?.reserved ?? missing, gone, checkReserved),
    ];
    return isFed ? [...checks, check(`${title}: event source`, fn?.sources ?? missing, gone, checkSources)] : checks;
  });
}

function kinds(names: ResourceNames) {
  return [
    { title: "Producer", name: names.producer, isFed: false },
    { title: "SMS consumer", name: names.smsConsumer, isFed: true },
    { title: "Email consumer", name: names.emailConsumer, isFed: true },
    { title: "Bookings consumer", name: names.bookingsConsumer, isFed: true },
    { title: "Receipts consumer", name: names.receiptsConsumer, isFed: true },
    { title: "Receipt collector", name: names.receiptCollector, isFed: false },
    { title: "Replies consumer", name: names.repliesConsumer, isFed: true },
    { title: "Digest", name: names.digest, isFed: false },
  ];
}

/** A function that was not invoked for weeks is inactive, and becomes active at the next invocation. */
function checkState(state: string): Finding {
  if (state === "Failed") return fail("its state is Failed: it cannot run", DEPLOY);
  return state === "Pending" ? warn("it is being created", DEPLOY) : ok("ready");
}

function checkReserved(reserved: number | undefined): Finding {
  if (reserved === 0) return fail("0: Lambda throttles every invocation", "docs/runbook.md#lambda-throttle-alarm");
  return ok(reserved === undefined ? "not limited" : `${reserved} reserved`);
}

function checkSources(states: readonly string[]): Finding {
  const [state, ...others] = states;
  if (state === undefined) return fail("the function has no event source", DEPLOY);
  if (others.length > 0) return warn(`the function has several event sources: ${states.join(", ")}`, DEPLOY);
  if (state === "Enabled") return ok("enabled");
  if (/^Disabl/.test(state)) return fail(`disabled (${state}): messages wait`, STOPPED);
  return warn(`${state}: not enabled yet, check again soon`, STOPPED);
}
