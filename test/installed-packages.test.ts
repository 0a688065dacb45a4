/** What `npm ci` installs for everyone: each package is a download, a licence and a risk. */
import { readFileSync } from "node:fs";
import { join } from "node:path";

interface Lock {
  readonly packages: Readonly<Record<string, { readonly optional?: boolean }>>;
}
const read = (file: string) => JSON.parse(readFileSync(join(__dirname, "..", file), "utf8"));

/** The packages that are installed on every system. */
const packagesOf = (lock: Lock) => Object.keys(lock.packages).filter((path) => path && !lock.packages[path]?.optional);

test("npm ci installs at most 476 packages besides those of the system", () => {
  expect(packagesOf(read("package-lock.json")).length).toBeLessThanOrEqual(476);
});

test("what only slow proofs, mutation tests and charts use is installed beside the tests", () => {
  const { dependencies } = read("test/package.json") as { dependencies: Record<string, string> };
  const everyones = packagesOf(read("package-lock.json"));
  expect(Object.keys(dependencies).filter((name) => everyones.includes(`node_modules/${name}`))).toEqual([]);
});

test("the packages beside the tests have no version of Jest or TypeScript of their own", () => {
  const paths = packagesOf(read("test/package-lock.json"));
  expect(paths.filter((path) => /node_modules\/(?:jest|typescript)$/.test(path))).toEqual([]);
});
