/** The suite's environment for Jest (support/runner): what test files share, and what they do not. */
import { readFileSync } from "node:fs";
import { type Context, compileFunction } from "node:vm";

interface Environment {
  getVmContext(): Context;
  setup(): Promise<void>;
  teardown(): Promise<void>;
}

const loadInstalled: (path: string) => unknown = Reflect.get(globalThis, Symbol.for("load-installed"));
const OneRealm = Reflect.get(globalThis, Symbol.for("one-realm")) as new () => Environment;

test.each(["aws-cdk-lib", "zod", "fast-check", "@aws-sdk/client-dynamodb", "libphonenumber-js/core"])(
  "%s is loaded once for all test files of a worker",
  (name) => {
    expect(require(name)).toBe(loadInstalled(require.resolve(name)));
  },
);

describe("a module of the project", () => {
  type Module = { exports: { readonly count?: () => number } };
  const COUNTER = "let count = 0; module.exports = { count: () => (count += 1) };";
  const compile = (source: string, filename: string, parameters = ["module"]) =>
    compileFunction(source, parameters, { filename, parsingContext: new OneRealm().getVmContext() });
  const load = (filename: string) => {
    const module: Module = { exports: {} };
    compile(COUNTER, filename)(module);
    return module.exports;
  };

  test("is compiled once for all test files of a worker, as long as it is the same", () => {
    const compiled = compile(COUNTER, "/project/counter.ts");
    expect(compile(COUNTER, "/project/counter.ts")).toBe(compiled);
    expect(compile(COUNTER, "/project/other.ts")).not.toBe(compiled);
    expect(compile(`${COUNTER};`, "/project/counter.ts")).not.toBe(compiled);
    expect(compile(`${COUNTER};`, "/project/counter.ts", ["module", "exports"])).toHaveLength(2);
  });

  test("has values of its own in each test file", () => {
    const [first, second] = [load("/project/values.ts"), load("/project/values.ts")];
    expect([first.count?.(), first.count?.(), second.count?.()]).toEqual([1, 2, 1]);
  });

  test("is not kept if it is a test file, which runs once", () => {
    const compiled = compile(COUNTER, "/project/counter.test.ts");
    expect(compile(COUNTER, "/project/counter.test.ts")).not.toBe(compiled);
  });
});

describe("jest-circus", () => {
  type State = { readonly currentTestIdentity: () => { readonly name: string } };
  const running = () => (expect.getState() as unknown as State).currentTestIdentity();
  let before: unknown;
  beforeEach(async () => {
    await new Promise(setImmediate);
    before = running();
  });

  test("knows which test runs, after it has waited", async () => {
    await new Promise(setImmediate);
    expect(running()).toMatchObject({ name: "knows which test runs, after it has waited" });
    expect(before).toBe(running());
  });

  test("does not mark the promises of a test, which would slow down all of them", () => {
    expect(Object.getOwnPropertySymbols(Promise.resolve())).toEqual([]);
  });
});

test("what Node throws and gives is of the tests' own realm", () => {
  expect(() => readFileSync("/no/such/file")).toThrow(Error);
  expect(() => structuredClone(() => 1)).toThrow(DOMException);
  expect(structuredClone([new Map()])).toStrictEqual([new Map()]);
});

test("what a test file changes of the process is taken back", async () => {
  const before = {
    variables: { ...process.env },
    fetch,
    exit: process.exit,
    warnings: process.listenerCount("warning"),
  };
  const environment = new OneRealm();
  process.env.ADDED = "1";
  delete process.env.PATH;
  globalThis.fetch = async () => new Response();
  process.exit = () => undefined as never;
  process.on("warning", () => undefined);

  await environment.teardown();
  expect({
    variables: { ...process.env },
    fetch,
    exit: process.exit,
    warnings: process.listenerCount("warning"),
  }).toEqual(before);
});
