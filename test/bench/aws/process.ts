/** The simulated AWS in a separate process, so that its work is not measured. `control.ts` starts it. */

import { seededRandom } from "../seeded-random";
import type { Control, Started, Taken } from "./control";
import { drawnLatency, fixedLatency } from "./latencies";
import { SimulatedAws } from "./simulated-aws";

const aws = await SimulatedAws.start();
process.on("message", (control: Control) => {
  if (control.kind === "record") aws.recorded = [];
  if (control.kind === "latency") {
    aws.latency = control.seed === undefined ? fixedLatency : drawnLatency(seededRandom(control.seed));
  }
  const taken: Taken = {
    calls: Object.fromEntries(aws.calls),
    texts: aws.texts.splice(0),
    lastWrites: Object.fromEntries(aws.lastWrites),
    requests: aws.recorded?.splice(0) ?? [],
  };
  aws.calls.clear();
  process.send?.(taken);
});
process.on("disconnect", () => process.exit());
const started: Started = { endpoint: aws.endpoint };
process.send?.(started);
