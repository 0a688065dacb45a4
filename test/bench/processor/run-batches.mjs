// A process of its own for a bundled consumer: `node run-batches.mjs BUNDLE EVENTS`. In JavaScript, so that it measures the
// bundle without a TypeScript loader. Prints the ms of a processor that each tenth of the batches took.
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { measureTenths } from "./measure-tenths.mjs";

const [, , bundle, eventsFile] = process.argv;
// The console's output is what a function logs; here it would be part of the measurement's own output.
console.info = () => {};
const { handler } = await import(pathToFileURL(bundle).href);
await measureTenths(JSON.parse(readFileSync(eventsFile, "utf8")), async (event) => {
  const { batchItemFailures } = await handler(event, {
    awsRequestId: "bench",
    getRemainingTimeInMillis: () => 60_000,
  });
  if (batchItemFailures.length > 0) throw new Error(`${batchItemFailures.length} messages failed`);
});
