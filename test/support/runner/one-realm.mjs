/**
 * Jest's environment for the suite: tests run in the worker's own realm instead of in a context of their own.
 *
 * Jest loads every package anew for every test file, since each file has other globals. With the worker's globals, packages
 * can be loaded once for a worker (installed-package.mjs). The project's own modules are compiled once for a worker, and loaded
 * for each file. What a file changes of the process (variables, listeners, globals) is taken back when it ends.
 */
import asyncHooks from "node:async_hooks";
import { createRequire } from "node:module";
import vm from "node:vm";
import { ModuleMocker } from "jest-mock";

const compileFunction = vm.compileFunction;
const CONTEXT = {};

/** The functions of modules that test files have loaded in this worker, by the path of the module. */
const compiled = new Map();

/**
 * Jest's runtime compiles each module for the environment's context, and has no other way to say "this one".
 *
 * The function of a module is kept, and called for each test file: each call makes the module's values anew. A worker runs a
 * test file once, so those are not kept.
 */
vm.compileFunction = (source, parameters, options) => {
  if (options?.parsingContext !== CONTEXT) return compileFunction(source, parameters, options);
  const { filename } = options;
  const names = String(parameters);
  const known = compiled.get(filename);
  if (known?.source === source && known.names === names) return known.run;
  const run = compileFunction(source, parameters, { ...options, parsingContext: undefined });
  if (!filename.endsWith(".test.ts")) compiled.set(filename, { source, names, run });
  return run;
};

/** Storages of the test file that runs. Once used, a storage is passed on with each promise of the process until disabled. */
const storages = [];
const { AsyncLocalStorage } = asyncHooks;

/**
 * The storage in which jest-circus keeps the test or hook that runs. On Node 20 its own one makes every promise of a test cost
 * several times as much (async hooks). Tests of a file run one after the other, so what runs is a value. Only a rejection that a
 * test leaves behind in its last moment counts as one of the next test, or ends the process, as it does without a next test.
 */
class RunningTest {
  #store;

  getStore() {
    return this.#store;
  }

  run(store, callback) {
    const before = this.#store;
    const end = () => {
      this.#store = before;
    };
    this.#store = store;
    return Promise.resolve(callback()).finally(end);
  }
}

asyncHooks.AsyncLocalStorage = class extends AsyncLocalStorage {
  constructor(...options) {
    super(...options);
    // biome-ignore lint/correctness/noConstructorReturn: a class that others construct gives them another one
    if (new Error().stack.includes("/node_modules/jest-circus/")) return new RunningTest();
    storages.push(this);
  }
};

export default class OneRealm {
  global = globalThis;
  moduleMocker = new ModuleMocker(globalThis);
  fakeTimers = null;
  fakeTimersModern = null;
  #takeBack = remember();

  getVmContext() {
    return CONTEXT;
  }

  exportConditions() {
    return ["node", "node-addons"];
  }

  async setup() {}

  async teardown() {
    this.#takeBack();
    for (const storage of storages.splice(0)) storage.disable();
  }
}

// For installed-package.mjs, and for the environment's own test.
globalThis[Symbol.for("load-installed")] = createRequire(import.meta.url);
globalThis[Symbol.for("one-realm")] = OneRealm;

/** What jest-circus keeps in globals for a test file: the handlers of its events would be called for each later file. */
const OF_JEST = new Set([
  "EVENT_HANDLERS",
  "JEST_STATE_SYMBOL",
  "TEST_TIMEOUT_SYMBOL",
  "RETRY_TIMES",
  "RETRY_IMMEDIATELY",
]);

/** Remembers the process as it is; gives what restores it. Globals that packages added stay: CDK keeps its tokens in one. */
function remember() {
  const variables = { ...process.env };
  const globals = Object.getOwnPropertyDescriptors(globalThis);
  const { exit } = process;
  const folder = process.cwd();
  const listeners = new Map(process.eventNames().map((event) => [event, process.rawListeners(event)]));
  return () => {
    for (const name of Object.keys(process.env)) if (!(name in variables)) delete process.env[name];
    Object.assign(process.env, variables);
    for (const name of Object.getOwnPropertySymbols(globalThis)) {
      if (OF_JEST.has(name.description) && !(name in globals)) Reflect.deleteProperty(globalThis, name);
    }
    for (const [name, before] of Object.entries(globals)) {
      const now = Object.getOwnPropertyDescriptor(globalThis, name);
      if (now?.value !== before.value || now?.get !== before.get) Reflect.defineProperty(globalThis, name, before);
    }
    process.exit = exit;
    if (process.cwd() !== folder) process.chdir(folder);
    for (const event of process.eventNames()) {
      const before = listeners.get(event) ?? [];
      for (const listener of process.rawListeners(event))
        if (!before.includes(listener)) process.removeListener(event, listener);
    }
  };
}
