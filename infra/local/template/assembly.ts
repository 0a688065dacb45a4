/** Reads a synthesized CDK assembly: the template of its stack, and the folders with the functions' code. */
import { readFileSync } from "node:fs";
import { join } from "node:path";

export interface TemplateResource {
  readonly Type: string;
  readonly Properties?: Record<string, unknown>;
}

export interface Template {
  readonly Resources: Record<string, TemplateResource>;
  readonly Parameters?: Record<string, { readonly Default?: unknown }>;
  readonly Mappings?: Record<string, Record<string, Record<string, unknown>>>;
}

export interface Assembly {
  readonly stackName: string;
  readonly template: Template;
  /** The folder of the asset with this S3 key. */
  readonly assetFolder: (s3Key: string) => string | undefined;
}

interface Artifact {
  readonly type: string;
  readonly properties?: { readonly templateFile?: string; readonly stackName?: string; readonly file?: string };
}

interface AssetManifest {
  readonly files?: Record<
    string,
    {
      readonly source: { readonly path?: string };
      readonly destinations: Record<string, { readonly objectKey: string }>;
    }
  >;
}

/**
 * @param folder the assembly, such as `cdk.out`
 * @throws if the folder is not an assembly with exactly one stack
 */
export function readAssembly(folder: string): Assembly {
  const json = <T>(file: string) => JSON.parse(readFileSync(join(folder, file), "utf8")) as T;
  const manifest = json<{ artifacts?: Record<string, Artifact> }>("manifest.json");
  const artifacts = Object.entries(manifest.artifacts ?? {});
  const stacks = artifacts.filter(([, artifact]) => artifact.type === "aws:cloudformation:stack");
  const [stack, ...others] = stacks;
  if (!stack || others.length > 0) throw new Error(`${folder} must have one stack, but has ${stacks.length}`);
  const [stackId, { properties }] = stack;

  const folders = new Map<string, string>();
  for (const [, artifact] of artifacts) {
    if (artifact.type !== "cdk:asset-manifest" || !artifact.properties?.file) continue;
    for (const asset of Object.values(json<AssetManifest>(artifact.properties.file).files ?? {})) {
      for (const { objectKey } of Object.values(asset.destinations)) {
        if (asset.source.path) folders.set(objectKey, join(folder, asset.source.path));
      }
    }
  }
  return {
    stackName: properties?.stackName ?? stackId,
    template: json<Template>(properties?.templateFile ?? `${stackId}.template.json`),
    assetFolder: (s3Key) => folders.get(s3Key),
  };
}
