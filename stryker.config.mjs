import jestConfig from "./jest.config.mjs";

const { globalSetup, maxWorkers, ...shared } = jestConfig;

/** Mutation tests of what is deployed: `npm run mutation`, see docs/testing.md. */
export default {
  mutate: ["services/domain/**/*.ts"],
  ignorers: ["words-of-the-docs"],
  plugins: ["@stryker-mutator/jest-runner", "./test/mutation/words-of-the-docs.mjs"],
  testRunner: "jest",
  coverageAnalysis: "perTest",
  jest: {
    projectType: "custom",
    config: {
      ...shared,
      testMatch: ["<rootDir>/test/mutation/every-test.ts"],
      testEnvironment: "./test/mutation/stop-at-first-failure.cjs",
      setupFiles: ["<rootDir>/test/mutation/same-cases.ts"],
    },
    enableFindRelatedTests: false,
  },
  concurrency: 2,
  // What never ends is rare; what takes long because the machine is busy is no kill.
  timeoutMS: 20_000,
  timeoutFactor: 3,
  thresholds: { high: 95, low: 90, break: 90 },
  reporters: ["clear-text", "progress-append-only", "html", "json"],
  clearTextReporter: { allowColor: process.stdout.isTTY === true, logTests: false, reportTests: false },
  htmlReporter: { fileName: "reports/mutation/mutation.html" },
  jsonReporter: { fileName: "reports/mutation/mutation.json" },
  allowConsoleColors: process.stdout.isTTY === true,
  tempDirName: ".stryker-tmp",
  cleanTempDir: "always",
  // It would be read by the API of older TypeScripts; nothing in it needs to be rewritten for the sandbox.
  tsconfigFile: "none",
  disableTypeChecks: false,
  // A table at a file's top is loaded with the file: its mutants run against every test, the central ones too.
  warnings: { slow: false },
};
