/** `npm run proofs`: the slow tests beside this file, and the suite's files that have random tests, with all their runs. */
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

// Before the suite's configuration sets fewer.
process.env.PROPERTY_RUNS ??= "1";
process.env.SIMULATED_RUNS ??= "1";
const { default: suite } = await import("../../jest.config.mjs");

const TESTS = new URL("../", import.meta.url);
const randomTests = readdirSync(TESTS, { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".test.ts"))
  .filter((file) => /\b(?:fc\.assert|runsOf|testManyRuns)\(/.test(readFileSync(new URL(file, TESTS), "utf8")));

export default {
  ...suite,
  rootDir: fileURLToPath(new URL("../", TESTS)),
  testMatch: ["proofs/**/*.test.ts", ...randomTests].map((file) => `<rootDir>/test/${file}`),
  testPathIgnorePatterns: ["/node_modules/"],
};
