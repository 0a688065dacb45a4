/** Jest's transformer for installed packages: a test's module registry gets the module that the worker has already loaded. */
export default {
  process: (_source, path) => ({
    code: `module.exports = globalThis[Symbol.for("load-installed")](${JSON.stringify(path)});`,
  }),
  getCacheKey: (_source, path) => `installed ${path}`,
};
