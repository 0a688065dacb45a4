/** Unit, handler, template and pipeline tests in one suite. */
export default {
  testMatch: ["<rootDir>/test/**/*.test.ts"],
  roots: ["<rootDir>/contracts", "<rootDir>/services", "<rootDir>/infra", "<rootDir>/test"],
  transform: { "\\.[cm]?[jt]s$": ["@swc/jest", { jsc: { parser: { syntax: "typescript" }, target: "es2023" } }] },
  // @middy ships ES modules only; everything else that is imported in a test is CommonJS.
  transformIgnorePatterns: ["/node_modules/(?!@middy/)"],
  testTimeout: 30_000,
};
