/** The doctor and the documents belong together: what it refers to is there, and what it asks is granted. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const ROOT = join(__dirname, "../../../..");
const sourcesOf = (folder: string) =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".ts"))
    .map((path) => readFileSync(join(ROOT, folder, path), "utf8"));

test("every page that remedies something is there, with the section that it names", () => {
  const links = sourcesOf("services/ops/doctor").flatMap((text) =>
    [...text.matchAll(/docs\/[\w-]+\.md#[\w-]+/g)].map(([link]) => link),
  );
  expect(links.length).toBeGreaterThan(10);
  expect([...new Set(links)].filter((link) => !isThere(link))).toEqual([]);
});

test("the permissions of people on call include every call of the inspections", () => {
  const asked = sourcesOf("services/ops/aws/inspection").flatMap((text) =>
    [...text.matchAll(/"([a-z-]+:[A-Z]\w+)"/g)].map(([, action = ""]) => action),
  );
  expect(asked.length).toBeGreaterThan(15);
  const runbook = readFileSync(join(ROOT, "docs/runbook.md"), "utf8");
  const [, rights = ""] = /^## Before you are on call\n(.*?)^## /ms.exec(runbook) ?? [];
  // Reading these is granted as a whole.
  const [, read = ""] = /^- read (.*?);$/ms.exec(rights) ?? [];
  const isGranted = (action: string) =>
    rights.includes(`\`${action}\``) || new RegExp(`\\b${action.split(":")[0]}\\b(?!:)`, "i").test(read);
  expect([...new Set(asked)].filter((action) => !isGranted(action))).toEqual([]);
});

function isThere(link: string): boolean {
  const [path = "", anchor] = link.split("#");
  const headings = [...readFileSync(join(ROOT, path), "utf8").matchAll(/^#{1,6} (.+)$/gm)];
  const anchors = headings.map(([, text = ""]) =>
    text
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, "")
      .replaceAll(" ", "-"),
  );
  return anchors.includes(anchor ?? "");
}
