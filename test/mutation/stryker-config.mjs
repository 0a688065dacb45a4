/** Mutation testing: see docs/testing.md. */
import { fileURLToPath } from "node:url";
import jestConfig from "../../jest.config.mjs";

// The suite's setup is for tests that synthesize; which tests are run, and in what order, jest-by-file.mjs says.
const { globalSetup, testMatch, ...jest } = jestConfig;

export default {
  mutate: ["services/**/*.ts"],
  testRunner: "jest-by-file",
  plugins: ["@stryker-mutator/jest-runner", "./test/mutation/jest-by-file.mjs"],
  jest: {
    // Without a configuration file for Jest: everything is here.
    configFile: "package.json",
    enableFindRelatedTests: false,
    config: {
      ...jest,
      testMatch: [],
      // Stryker extends it, and does not know `<rootDir>`.
      testEnvironment: fileURLToPath(new URL("../support/runner/one-realm.mjs", import.meta.url)),
      // Ends what hangs in the first run; how long a mutant may take, `timeoutMS` says.
      testTimeout: 120_000,
      moduleNameMapper: { "^fast-check$": "<rootDir>/test/mutation/seeded-fast-check.mjs" },
    },
  },
  coverageAnalysis: "perTest",
  concurrency: 2,
  timeoutMS: 15_000,
  // Ends what hangs: how fast a machine is, no run says.
  dryRunTimeoutMinutes: 30,
  tempDirName: ".cache/stryker",
  ignorePatterns: ["cdk.out", ".cache", "coverage"],
  // Both would need the old API of the compiler.
  disableTypeChecks: false,
  tsconfigFile: "none",
  reporters: ["clear-text", "progress", "html", "json"],
  clearTextReporter: { logTests: false, reportTests: false },
  warnings: { slow: false },
  // Percent; below it the command fails.
  thresholds: { high: 95, low: 90, break: 90 },
};
