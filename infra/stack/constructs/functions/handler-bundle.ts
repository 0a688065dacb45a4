import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { Stack, Stage } from "aws-cdk-lib";
import { type AssetCode, Code } from "aws-cdk-lib/aws-lambda";
import type { Construct } from "constructs";
import { buildSync, type Metafile } from "esbuild";
import type { FUNCTION_ENVIRONMENT } from "../../../../contracts/environment";
import { phoneMetadataFile } from "./phone-metadata";

export type FunctionKind = keyof typeof FUNCTION_ENVIRONMENT;

const PROJECT = resolve(import.meta.dirname, "../../../..");

/** The entry of each function, relative to the root of the project. */
export const HANDLERS: Readonly<Record<FunctionKind, string>> = {
  producer: "services/handlers/producer.ts",
  sms: "services/handlers/sms-consumer.ts",
  email: "services/handlers/email-consumer.ts",
  receipts: "services/handlers/receipts/receipts-consumer.ts",
  bookings: "services/handlers/bookings/bookings-consumer.ts",
  replies: "services/handlers/replies/replies-consumer.ts",
  collector: "services/handlers/receipts/receipt-collector.ts",
  digest: "services/handlers/digest/daily-digest.ts",
};

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
  if (!Stack.of(scope).bundlingRequired) return Code.fromAsset(join(PROJECT, "services/handlers"));
  const directory = mkdtempSync(join(Stage.of(scope)?.assetOutdir ?? tmpdir(), "handler-bundle-"));
  process.once("exit", () => rmSync(directory, { recursive: true, force: true }));
  bundle(HANDLERS[kind], directory);
  for (const [path, content] of files) {
    mkdirSync(dirname(join(directory, path)), { recursive: true });
    writeFileSync(join(directory, path), content);
  }
  return Code.fromAsset(directory);
}

/**
 * Bundles a module and all it imports into a folder, with `index.mjs` as the entry.
 * @param entry relative to the root of the project
 * @returns which input is in which file
 * @throws esbuild's error if it does not compile
 */
export function bundle(entry: string, directory: string): Metafile {
  const { outputFiles, metafile } = buildSync({
    write: false,
    metafile: true,
    absWorkingDir: PROJECT,
    entryPoints: { index: entry },
    outdir: directory,
    outExtension: { ".js": ".mjs" },
    bundle: true,
    splitting: true,
    minify: true,
    platform: "node",
    format: "esm",
    target: "node20",
    // Letters of all scripts as they are: an escape takes up to three times as many bytes.
    charset: "utf8",
    mainFields: ["module", "main"],
    alias: {
      "@aws-sdk/credential-provider-node": join(PROJECT, "services/adapters/environment-credentials.ts"),
      "libphonenumber-js/max/metadata": phoneMetadataFile(),
    },
    // CommonJS dependencies call `require`, which ES modules do not have.
    banner: { js: 'import{createRequire}from"node:module";const require=createRequire(import.meta.url);' },
    logLevel: "warning",
  });
  for (const { path, contents } of outputFiles) writeFileSync(path, contents);
  return metafile;
}
