import { availableParallelism } from "node:os";

// Node 20 is still to work; the SDK says at every start that it will not for ever.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= "true";

/** Unit, handler, template and pipeline tests in one suite; `npm run proofs` runs what takes longer. */
export default {
  testMatch: ["<rootDir>/test/**/*.test.ts"],
  testPathIgnorePatterns: ["/node_modules/", "<rootDir>/test/proofs/"],
  roots: ["<rootDir>/contracts", "<rootDir>/services", "<rootDir>/infra", "<rootDir>/test"],
  transform: { "\\.[cm]?[jt]s$": ["@swc/jest", { jsc: { parser: { syntax: "typescript" }, target: "es2023" } }] },
  // These ship ES modules only; everything else that is imported in a test is CommonJS.
  transformIgnorePatterns: [
    "/node_modules/(?!(?:@formatjs|@middy|p-map|stream-chain|stream-json|temporal-polyfill|temporal-utils|to-fast-properties)/)",
  ],
  // Ends what hangs; how fast a machine is, no test says.
  testTimeout: 120_000,
  // Jest keeps something of every test file. After some hundred files a worker has 2 GB, and is busy collecting garbage.
  workerIdleMemoryLimit: "1GB",
  // On two processors Jest would use one, although much of a test's time is spent in processes that it waits for.
  maxWorkers: Math.max(2, availableParallelism() - 1),
  globalSetup: "<rootDir>/test/support/templates-of-this-run.mjs",
};
