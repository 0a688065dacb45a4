/** Bundles that the local run keeps: all its apps, whatever their settings, have the same. */
import { mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { writeHandler } from "../../../../infra/stack/constructs/functions/handler-files";
import { TestFolder } from "../../../support/test-folder";

const folder = new TestFolder();
const kept = join(folder.path, "kept");
beforeEach(() => {
  process.env.HANDLER_BUNDLES = kept;
});
afterAll(() => folder.remove());

function written(name: string): Record<string, string> {
  const own = join(folder.path, name);
  mkdirSync(own);
  writeHandler("collector", own);
  return Object.fromEntries(readdirSync(own).map((file) => [file, readFileSync(join(own, file), "utf8")]));
}

test("a bundle is the same whether it is made, kept or copied", () => {
  const [first, second] = [written("first"), written("second")];
  delete process.env.HANDLER_BUNDLES;
  expect(first["index.mjs"]).toMatch(/^import\{/);
  expect([second, written("third")]).toEqual([first, first]);
  expect(readdirSync(kept)).toEqual(["collector"]);
});

test("a bundle that is kept is not made again", () => {
  mkdirSync(join(kept, "collector"), { recursive: true });
  folder.write("kept/collector/index.mjs", "kept");
  expect(written("copied")).toMatchObject({ "index.mjs": "kept" });
});
