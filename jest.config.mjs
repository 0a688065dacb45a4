import { readFileSync } from "node:fs";
import { availableParallelism, totalmem } from "node:os";

// Node 20 is still to work; the SDK says at every start that it will not for ever.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= "true";
// How many runs of its random tests the suite makes, of those that `npm run proofs` makes: docs/testing.md.
process.env.PROPERTY_RUNS ??= "0.2";
process.env.SIMULATED_RUNS ??= "0.01";

const { dependencies, devDependencies } = JSON.parse(readFileSync(new URL("package.json", import.meta.url), "utf8"));
/** These ship ES modules only; everything else that is imported in a test is CommonJS. */
const ES_ONLY = [
  "@formatjs",
  "@middy",
  "p-map",
  "stream-chain",
  "stream-json",
  "temporal-polyfill",
  "temporal-utils",
  "to-fast-properties",
];
const imported = Object.keys({ ...dependencies, ...devDependencies }).filter(
  (name) => !/^(?:jest$|@swc\/|@types\/)/.test(name),
);
// Before 20.19, Node cannot `require` an ES module.
const shared = imported.filter(
  (name) => process.features.require_module || !ES_ONLY.some((start) => name.startsWith(start)),
);
const packages = (names) => `/node_modules/(?:${names.join("|")})/`;

/** Unit, handler, template and pipeline tests in one suite; `npm run proofs` runs whole commands, packages and pipelines. */
export default {
  testMatch: ["<rootDir>/test/**/*.test.ts"],
  testPathIgnorePatterns: ["/node_modules/", "<rootDir>/test/proofs/"],
  roots: ["<rootDir>/contracts", "<rootDir>/services", "<rootDir>/infra", "<rootDir>/test"],
  testEnvironment: "<rootDir>/test/support/runner/one-realm.mjs",
  transform: {
    [`${packages(shared)}.*\\.[cm]?js$`]: "<rootDir>/test/support/runner/installed-package.mjs",
    "\\.[cm]?[jt]s$": ["@swc/jest", { jsc: { parser: { syntax: "typescript" }, target: "es2023" } }],
  },
  transformIgnorePatterns: [packages([`(?!(?:${[...imported, ...ES_ONLY].join("|")})/).*`])],
  // Ends what hangs; how fast a machine is, no test says.
  testTimeout: 300_000,
  // Jest keeps something of every test file. After some hundred files a worker has 2 GB, and is busy collecting garbage.
  workerIdleMemoryLimit: "1GB",
  // Much of a test's time is spent in processes and on timers that it waits for. A worker and its local cloud take 1.5 GB.
  maxWorkers: Math.max(2, Math.min(Math.ceil(availableParallelism() * 1.5), Math.floor(totalmem() / 2 ** 31))),
  globalSetup: "<rootDir>/test/support/templates-of-this-run.mjs",
};
