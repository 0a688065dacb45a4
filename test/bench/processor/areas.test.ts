import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { type CpuProfile, sharesOf } from "./areas";

const folder = mkdtempSync(join(tmpdir(), "areas-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A profile with a node for each place; each took as many µs as its index and one, in thousands. */
function profileOf(...places: readonly Partial<CpuProfile["nodes"][number]["callFrame"]>[]): CpuProfile {
  const frame = { functionName: "f", url: "", lineNumber: 0 };
  return {
    nodes: places.map((place, id) => ({ id, callFrame: { ...frame, ...place } })),
    samples: places.map((_, id) => id),
    timeDeltas: places.map((_, id) => (id + 1) * 1_000),
  };
}

test("idle time is nobody's, and the shares of the busy time add up to 1", () => {
  const shares = sharesOf(
    profileOf({ functionName: "(garbage collector)" }, { functionName: "(idle)" }, { url: "node:_http_client" }),
  );
  expect(shares).toEqual([
    ["HTTP and sockets", 3 / 4],
    ["garbage collection", 1 / 4],
  ]);
});

test("a line of a bundle belongs to the module whose name is above it", () => {
  const file = join(folder, "index.mjs");
  const modules = ["services/domain/a.ts", "node_modules/@smithy/signature-v4/dist-es/SignatureV4.js"];
  writeFileSync(file, modules.map((path) => `// ${path}\ncode();\n`).join(""));
  const { href: url } = pathToFileURL(file);
  expect(sharesOf(profileOf({ url, lineNumber: 1 }, { url, lineNumber: 3 }))).toEqual([
    ["SDK: signing", 2 / 3],
    ["the pipeline's own code", 1 / 3],
  ]);
});

test("what no area has is the engine's, or the rest", () => {
  expect(sharesOf(profileOf({ functionName: "(program)" }))).toEqual([["the engine, and the rest", 1]]);
});
