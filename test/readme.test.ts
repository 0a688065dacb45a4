import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";

const read = (file: string) => readFileSync(join(__dirname, "..", file), "utf8");
const readme = read("README.md");

test("CI runs the README's commands, word for word", () => {
  const commands = read(".ci/run")
    .split("\n")
    .filter((line) => /^(?:npm|npx) /.test(line));
  expect(commands.length).toBeGreaterThan(0);
  expect(commands.filter((command) => !readme.includes(command))).toEqual([]);
});

test("npm run proofs runs the slow proofs, and the suite runs all others", () => {
  const { scripts } = JSON.parse(read("package.json")) as { scripts: Record<string, string> };
  const files = (script = "") => {
    const [, ...args] = script.split(" ");
    const list = execFileSync(process.execPath, ["node_modules/jest/bin/jest.js", ...args, "--listTests"]);
    return list.toString().trim().split("\n");
  };
  const isProof = (file: string) => file.includes("/test/proofs/");
  const proofs = files(scripts.proofs);
  expect([proofs.length > 5, proofs.filter((file) => !isProof(file))]).toEqual([true, []]);
  expect(files(scripts.test).filter(isProof)).toEqual([]);
});

test("every script that the README names is there", () => {
  const { scripts } = JSON.parse(read("package.json")) as { scripts: Record<string, string> };
  const named = [...readme.matchAll(/npm run ([\w:-]+)/g)].map(([, name]) => name);
  expect(named.length).toBeGreaterThan(0);
  expect(named.filter((name) => !scripts[name ?? ""])).toEqual([]);
});
