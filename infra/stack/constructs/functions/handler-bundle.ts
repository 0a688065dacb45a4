import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { type BuildOptions, buildSync, type Metafile } from "esbuild";
import type { FUNCTION_ENVIRONMENT } from "../../../../contracts/environment";
import { projectFolder } from "../../files/project-folder";
import { phoneMetadataFile } from "./phone-metadata";

export type FunctionKind = keyof typeof FUNCTION_ENVIRONMENT;

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

/**
 * Bundles a module and all it imports into a folder, with `index.mjs` as the entry.
 * @param entry relative to the root of the project
 * @returns which input is in which file
 * @throws esbuild's error if it does not compile
 */
export function bundle(entry: string, directory: string): Metafile {
  const { outputFiles, metafile } = buildSync({ ...bundleOptions(entry, directory), write: false });
  for (const { path, contents } of outputFiles) writeFileSync(path, contents);
  return metafile;
}

/** What everything that is bundled for Node has in common. */
export const NODE_BUNDLE = {
  metafile: true,
  bundle: true,
  platform: "node",
  target: "node20",
  // Letters of all scripts as they are: an escape takes up to three times as many bytes.
  charset: "utf8",
  mainFields: ["module", "main"],
  logLevel: "warning",
} satisfies BuildOptions;

/** How a module and all it imports are bundled into a folder: see {@link bundle}. */
export function bundleOptions(entry: string, directory: string) {
  return {
    ...NODE_BUNDLE,
    absWorkingDir: projectFolder(),
    entryPoints: { index: entry },
    outdir: directory,
    outExtension: { ".js": ".mjs" },
    splitting: true,
    minify: true,
    format: "esm",
    alias: {
      "@aws-sdk/credential-provider-node": join(
        projectFolder(),
        "services/adapters/clients/environment-credentials.ts",
      ),
      "libphonenumber-js/max/metadata": phoneMetadataFile(),
    },
    // CommonJS dependencies call `require`, which ES modules do not have.
    banner: { js: 'import{createRequire}from"node:module";const require=createRequire(import.meta.url);' },
  } satisfies BuildOptions;
}
