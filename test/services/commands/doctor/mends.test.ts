import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const ROOT = join(__dirname, "../../../..");
const FOLDER = join(ROOT, "services/commands/doctor");

test("every page that mends something is there, with the section that it names", () => {
  const sources = readdirSync(FOLDER).map((name) => readFileSync(join(FOLDER, name), "utf8"));
  const links = sources.flatMap((text) => [...text.matchAll(/docs\/[\w-]+\.md#[\w-]+/g)].map(([link]) => link));
  expect(links.length).toBeGreaterThan(10);
  expect([...new Set(links)].filter((link) => !isThere(link))).toEqual([]);
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
