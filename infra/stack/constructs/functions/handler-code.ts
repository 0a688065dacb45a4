import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { Stack, Stage } from "aws-cdk-lib";
import { type AssetCode, Code } from "aws-cdk-lib/aws-lambda";
import type { Construct } from "constructs";
import type { FunctionKind } from "./handler-bundle";
import { unbundled, writeHandler } from "./handler-files";

/** The handler in each bundle. */
export const BUNDLE_HANDLER = "index.handler";

/**
 * The code of a function: its handler and all it imports, the AWS SDK included, as minified ES modules whose entry is
 * `index.mjs`. They run on Node 20 and later.
 *
 * This is not CDK's `NodejsFunction`, which emits a single file: with split chunks, code that is not needed at the start,
 * such as the SDK's credential providers, is not loaded. It also prints nothing and starts no process.
 * @param files further files of the bundle: content by path
 * @throws esbuild's error if the handler does not compile
 */
export function handlerCode(
  scope: Construct,
  kind: FunctionKind,
  files: ReadonlyMap<string, string> = new Map(),
): AssetCode {
  // Tests of the template skip bundling.
  if (!Stack.of(scope).bundlingRequired) return Code.fromAsset(unbundled());
  const directory = mkdtempSync(join(Stage.of(scope)?.assetOutdir ?? tmpdir(), "handler-bundle-"));
  deleteAtExit(directory);
  writeHandler(kind, directory);
  for (const [path, content] of files) {
    mkdirSync(dirname(join(directory, path)), { recursive: true });
    writeFileSync(join(directory, path), content);
  }
  return Code.fromAsset(directory);
}

const written: string[] = [];

/** By one listener for all folders: an app with many environments has many bundles. */
function deleteAtExit(folder: string): void {
  if (written.length === 0) {
    process.once("exit", () => {
      for (const one of written) rmSync(one, { recursive: true, force: true });
    });
  }
  written.push(folder);
}
