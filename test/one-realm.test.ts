/** The suite's environment for Jest (support/runner): what test files share, and what they do not. */
import { readFileSync } from "node:fs";

interface Environment {
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
