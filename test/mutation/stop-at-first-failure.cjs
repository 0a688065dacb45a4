// CommonJS: Stryker requires it.
const { TestEnvironment } = require("jest-environment-node");

/** Skips what comes after the first failure in a file: one test that fails is enough to kill a mutant. */
module.exports = class StopAtFirstFailure extends TestEnvironment {
  #failed = false;

  handleTestEvent({ name, test }) {
    if (name === "test_fn_failure" || name === "hook_failure") this.#failed = true;
    if (name === "test_start" && this.#failed) test.mode = "skip";
  }
};
