/** The published schemas of events, for whatever publishes or reads them in a test, and their stored examples. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import Ajv, { type ValidateFunction } from "ajv/dist/2020";
import { oncePerWorker } from "../once-per-worker";

/** Relative to the root: the simulation bundles this module into one file elsewhere. */
const CONTRACTS = "contracts";
const EXAMPLES = join(CONTRACTS, "events/examples");

/** Here, other than for subscribers, a field that the schema does not have is a mistake. */
function published(name: string): ValidateFunction {
  return oncePerWorker(`schema ${name}`, () => {
    const schema = JSON.parse(readFileSync(join(CONTRACTS, `${name}.v1.schema.json`), "utf8"));
    return new Ajv({ allErrors: true }).compile({ ...schema, additionalProperties: false });
  });
}

/** @throws Error with the path and the rule of what breaks the published schema */
export function checkEvents(events: readonly object[]): void {
  for (const event of events) {
    const keeps = published("replyId" in event ? "reply-event" : "outcome-event");
    if (keeps(JSON.parse(JSON.stringify(event)))) continue;
    throw new Error(keeps.errors?.map(({ instancePath, message }) => `${instancePath} ${message}`).join("; "));
  }
}

export function eventExamples(): [name: string, event: Record<string, unknown>][] {
  return readdirSync(EXAMPLES).map((file) => [
    file.replace(".json", ""),
    JSON.parse(readFileSync(join(EXAMPLES, file), "utf8")),
  ]);
}
