/** `npm run tools`: installs the packages of test/package.json, unless they are there. */
import { execSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";

const folder = import.meta.dirname;
const read = (file) => JSON.parse(readFileSync(`${folder}/${file}`, "utf8"));
const isInstalled = ([name, version]) => {
  const file = `node_modules/${name}/package.json`;
  return existsSync(`${folder}/${file}`) && read(file).version === version;
};

if (!Object.entries(read("package.json").dependencies).every(isInstalled)) {
  execSync("npm ci", { cwd: folder, stdio: "inherit" });
}
