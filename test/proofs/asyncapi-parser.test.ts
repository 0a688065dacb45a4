/** What AsyncAPI's own parser says of the document. Of version 3 it does not check the examples: see the other test. */
import { readFileSync } from "node:fs";
import { join } from "node:path";

const text = readFileSync(join(import.meta.dirname, "../../contracts/asyncapi.json"), "utf8");

/** Errors and warnings; 2 and 3 are advice, such as to use a newer version of AsyncAPI. */
const SEVERITY_OF_WARNINGS = 1;

/** What is used of the parser, whose own types are those of all versions of AsyncAPI. */
interface AsyncApiParser {
  parse(document: string): Promise<{
    readonly diagnostics: readonly {
      readonly severity: number;
      readonly path: readonly (string | number)[];
      readonly message: string;
    }[];
  }>;
}
const { Parser } = require("@asyncapi/parser") as { readonly Parser: new () => AsyncApiParser };

async function faultsOf(document: string): Promise<string[]> {
  const { diagnostics } = await new Parser().parse(document);
  return diagnostics
    .filter(({ severity }) => severity <= SEVERITY_OF_WARNINGS)
    .map(({ path, message }) => `${path.join(".")}: ${message}`);
}

test("the parser finds neither errors nor warnings", async () => {
  expect(await faultsOf(text)).toEqual([]);
});

test.each([
  ["an operation of a channel that it does not have", '"#/channels/bookings"', '"#/channels/none"'],
  [
    "a parameter of an address that is not declared",
    '"address": "healthcare-bookings-{environment}"',
    '"address": "healthcare-bookings-{stage}"',
  ],
  ["a binding without the queue's name", '"name": "healthcare-bookings-{environment}",', ""],
])("it would find %s", async (_, right, wrong) => {
  expect(text).toContain(right);
  expect(await faultsOf(text.replace(right, wrong))).not.toEqual([]);
});
