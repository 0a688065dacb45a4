/** Rules about imports, and about the names and sizes of files and folders. */
import { basename, dirname } from "node:path";
import { findCircle, foldersOf, importsOf, type SourceFile, sourceFiles } from "./support/source-files";

const files = sourceFiles();
const inside = (folder: string) => files.filter(({ path }) => path.startsWith(`${folder}/`));
const stack = inside("infra/stack");

/** Imports of our own files outside the folders, as `importer -> imported`. */
function importsOutside(importers: readonly SourceFile[], ...folders: string[]): string[] {
  return importers.flatMap(({ path, own }) =>
    own
      .filter((imported) => !folders.some((folder) => imported.startsWith(`${folder}/`)))
      .map((imported) => `${path} -> ${imported}`),
  );
}

test("the contracts import nothing else of ours", () => {
  expect(importsOutside(inside("contracts"), "contracts")).toEqual([]);
});

test("the domain imports the contracts and itself", () => {
  expect(importsOutside(inside("services/domain"), "contracts", "services/domain")).toEqual([]);
});

test("the adapters import the domain and the contracts", () => {
  expect(importsOutside(inside("services/adapters"), "contracts", "services/domain", "services/adapters")).toEqual([]);
});

test.each(["services/handlers", "services/ops"])("%s import adapters, domain and contracts", (folder) => {
  expect(importsOutside(inside(folder), "contracts", "services/domain", "services/adapters", folder)).toEqual([]);
});

test("the stack names handlers by path, and imports the contracts and the lint of texts only", () => {
  expect(importsOutside(stack, "contracts", "infra/stack", "services/domain/text-lint")).toEqual([]);
});

test("the local run imports the contracts and the domain, and no adapter, handler or part of the stack", () => {
  expect(importsOutside(inside("infra/local"), "contracts", "services/domain", "infra/local")).toEqual([]);
});

test("what draws the documents imports the contracts and the domain, and nothing but a test imports it", () => {
  expect(importsOutside(inside("docs"), "contracts", "services/domain", "docs")).toEqual([]);
  const others = files.filter(({ path }) => !/^(?:test|docs)\//.test(path));
  expect(others.filter(({ own }) => own.some((path) => path.startsWith("docs/")))).toEqual([]);
});

test("nothing but a test imports a test", () => {
  const others = files.filter(({ path }) => !path.startsWith("test/"));
  expect(others.filter(({ own }) => own.some((path) => path.startsWith("test/")))).toEqual([]);
});

test("the domain and the handlers do not know the AWS SDK", () => {
  const withoutSdk = files.filter(({ path }) => /^(contracts|services\/domain|services\/handlers)\//.test(path));
  const importers = withoutSdk.filter(({ packages }) => packages.some((name) => /^@(aws-sdk|smithy)\//.test(name)));
  expect(importers.map(({ path }) => path)).toEqual([]);
});

test("the domain does not know Lambda", () => {
  const importers = inside("services/domain").filter(({ packages }) =>
    packages.some((name) => name === "aws-lambda" || name.startsWith("@middy/")),
  );
  expect(importers.map(({ path }) => path)).toEqual([]);
});

test("a file with a Lambda handler has at most 15 lines", () => {
  const handlers = inside("services/handlers").filter(({ text }) => /^export const handler\b/m.test(text));
  expect(handlers.map(({ path }) => basename(path)).sort()).toEqual([
    "bookings-consumer.ts",
    "daily-digest.ts",
    "email-consumer.ts",
    "producer.ts",
    "receipt-collector.ts",
    "receipts-consumer.ts",
    "replies-consumer.ts",
    "sms-consumer.ts",
  ]);
  const long = handlers.filter(({ text }) => text.trimEnd().split("\n").length > 15);
  expect(long.map(({ path }) => path)).toEqual([]);
});

test("there are no circular imports", () => {
  expect(findCircle(files)).toEqual([]);
});

test.each(["services", "infra"])("there are no circular imports between the folders of %s", (folder) => {
  expect(findCircle(foldersOf(inside(folder)))).toEqual([]);
});

test("a folder has at most 15 source files or 20 test files", () => {
  const most = (folder: string) => (folder.startsWith("test/") ? 20 : 15);
  const folders = files.map(({ path }) => dirname(path));
  const filesIn = (folder: string) => folders.filter((other) => other === folder).length;
  expect([...new Set(folders)].filter((folder) => filesIn(folder) > most(folder))).toEqual([]);
});

test("no source that people write has more than 200 lines", () => {
  const sources = files.filter(
    ({ path, text }) => !path.startsWith("test/") && !text.startsWith("/** Written by `npm run"),
  );
  const long = sources.filter(({ text }) => text.trimEnd().split("\n").length > 200);
  expect(long.map(({ path }) => path)).toEqual([]);
});

test("every property runs as often as PROPERTY_RUNS says: only one file names fast-check or a number of runs", () => {
  const own = files.filter(({ packages, text }) => packages.includes("fast-check") || /\bnumRuns:/.test(text));
  expect(own.map(({ path }) => path)).toEqual(["test/support/data/properties.ts"]);
});

test("no file is named index", () => {
  const indexes = files.filter(({ path }) => /^index\./.test(basename(path)));
  expect(indexes.map(({ path }) => path)).toEqual([]);
});

test("file names say what the file does, in lower case with hyphens", () => {
  const names = files.map(({ path }) => basename(path));
  expect(names.filter((name) => /utils?\b|helpers?\b|misc|common/.test(name))).toEqual([]);
  expect(names.filter((name) => !/^[a-z0-9]+(-[a-z0-9]+)*(\.test|\.d)?\.(ts|mjs)$/.test(name))).toEqual([]);
});

describe("The check of imports", () => {
  test("finds every kind of import, and none in a comment or a text", () => {
    const source = `
      import "a"; import b from "b"; import type { C } from "c"; import * as d from 'd';
      export { e } from "e"; export * from "f"; export type { G } from "g";
      const h = () => import("h"); type I = import("i").I;
      // import "x"
      const text = 'import "y"';`;
    expect(importsOf(source).sort()).toEqual(["a", "b", "c", "d", "e", "f", "g", "h", "i"]);
  });

  test("finds a circle, however long, and none in a tree", () => {
    const file = (path: string, ...own: string[]) => ({ path, own });
    expect(findCircle([file("a", "b"), file("b", "c", "d"), file("c", "d"), file("d", "b")])).toEqual([
      "b",
      "c",
      "d",
      "b",
    ]);
    expect(findCircle([file("a", "b", "c"), file("b", "d"), file("c", "d"), file("d")])).toEqual([]);
  });

  test("finds a circle between folders whose files have none", () => {
    const file = (path: string, ...own: string[]) => ({ path, own });
    const low = [file("low/a.ts", "low/b.ts"), file("low/b.ts"), file("top.ts", "high/c.ts", "low/a.ts")];
    expect(findCircle(foldersOf([...low, file("high/c.ts", "low/b.ts")]))).toEqual([]);
    const circle = foldersOf([...low, file("low/d.ts", "high/e.ts"), file("high/c.ts", "low/b.ts"), file("high/e.ts")]);
    expect(findCircle(circle)).toEqual(["low", "high", "low"]);
  });

  test("reads every folder", () => {
    const folders = ["contracts", "services/domain", "services/adapters", "services/handlers", "services/ops"];
    expect(
      [...folders, "infra/stack", "infra/local", "docs", "test"].filter((folder) => inside(folder).length === 0),
    ).toEqual([]);
  });
});
