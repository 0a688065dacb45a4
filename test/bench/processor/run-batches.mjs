// A process of its own for a bundled consumer: `node run-batches.mjs BUNDLE EVENTS BATCHES`. In JavaScript, so that it
// measures the bundle without a TypeScript loader. Prints the ms of a processor that each tenth of the batches took.
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const [, , bundle, eventsFile, batches] = process.argv;
const events = JSON.parse(readFileSync(eventsFile, "utf8"));
// The console's output is what a function logs; here it would be part of the measurement's own output.
console.info = () => {};
const { handler } = await import(pathToFileURL(bundle).href);
const tenth = Math.ceil(Number(batches) / 10);
const took = [];
for (let first = 0; first < events.length; first += tenth) {
  const before = process.cpuUsage();
  for (const event of events.slice(first, first + tenth)) {
    const { batchItemFailures } = await handler(event, {
      awsRequestId: "bench",
      getRemainingTimeInMillis: () => 60_000,
    });
    if (batchItemFailures.length > 0) throw new Error(`${batchItemFailures.length} messages failed`);
  }
  const { user, system } = process.cpuUsage(before);
  took.push((user + system) / 1_000);
}
process.stdout.write(JSON.stringify(took));
process.exit(0);
