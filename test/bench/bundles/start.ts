/** Measures how long a bundle takes to load, in a new process as on Lambda. */
import { execFileSync } from "node:child_process";
import { pathToFileURL } from "node:url";
import { functionEnvironment } from "../../support/environment";

const LOAD = `
const begin = performance.now();
import(process.argv[1]).then(() => {
  console.log(performance.now() - begin);
  process.exit();
});`;

const ENVIRONMENT = {
  ...functionEnvironment("http://127.0.0.1:1"),
  AWS_REGION: "us-east-1",
  AWS_ACCESS_KEY_ID: "bench",
  AWS_SECRET_ACCESS_KEY: "bench",
  AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true",
};

/**
 * @param environment variables besides those of every function, or instead of them
 * @returns ms from the import of the entry until it has run
 */
export function startOf(file: string, environment: Readonly<Record<string, string>> = {}): number {
  const out = execFileSync(process.execPath, ["--eval", LOAD, pathToFileURL(file).href], {
    env: { ...ENVIRONMENT, ...environment },
    encoding: "utf8",
  });
  return Number(out);
}
