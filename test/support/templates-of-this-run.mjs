/** Creates a folder for the templates that the tests of a run share. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export default function setUp() {
  const folder = mkdtempSync(join(tmpdir(), "templates-"));
  process.env.TEMPLATES_OF_THIS_RUN = folder;
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
}
