/** The settings of a run: CDK context, from the places that `cdk` reads it from. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { UserError } from "./user-error";

export type Context = Readonly<Record<string, unknown>>;

/** Where a deployment's own settings stand. */
export interface OwnSettings {
  /** Of `cdk.context.json`, by name. */
  readonly file?: Context;
  /** Of `-c KEY=VALUE`, by name. */
  readonly commandLine?: Readonly<Record<string, string>> | undefined;
}

const FILE = "cdk.context.json";

/** Where no setting names a rate, texts go out as fast as the local carrier takes them; an AWS account takes far fewer. */
const LOCAL_RATE = {
  smsPartsPerSecond: 1000,
  smsTextsPerSecond: 1000,
  // As many as such a rate takes would stand in each other's way on one machine.
  smsConcurrency: 5,
} as const;

const ALWAYS = {
  // Takes seconds, and belongs to `npm run synth`.
  "@aws-cdk/core:validateAgainstDefaultRules": false,
} as const;

/**
 * @param project context of cdk.json
 * @returns the context for the app. As with `cdk`, the command line comes before cdk.json, and that before cdk.context.json
 */
export function mergeContext(project: Context, { file = {}, commandLine = {} }: OwnSettings): Context {
  const own: Context = { ...file, ...project, ...commandLine };
  return { ...(!namesRate(own) && LOCAL_RATE), ...own, ...ALWAYS };
}

/**
 * @param folder of the project
 * @returns none where there is no such file
 * @throws {UserError} where it is not a JSON object
 */
export async function readContextFile(folder: string): Promise<Context> {
  let text: string;
  try {
    text = await readFile(join(folder, FILE), "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return {};
    throw new UserError(`${FILE} cannot be read: ${(error as NodeJS.ErrnoException).code}`);
  }
  const value = parseJson(text);
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new UserError(`${FILE} must hold a JSON object, such as {"timeZone": "America/Chicago"}`);
  }
  return value as Context;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new UserError(`${FILE} is not valid JSON`);
  }
}

/** @returns what a person is told of the settings in use; undefined where there are none */
export function settingsLine({ file = {}, commandLine = {} }: OwnSettings): string | undefined {
  const named = (context: Context, from: string) => {
    // CDK keeps its look-ups and feature flags in the same file.
    const names = Object.keys(context).filter((name) => /^\w+$/.test(name));
    return names.length === 0 ? [] : [`${names.join(", ")} (${from})`];
  };
  const settings = [...named(file, FILE), ...named(commandLine, "-c")];
  return settings.length === 0 ? undefined : `Settings: ${settings.join("; ")}`;
}

/** @returns a remark where texts go out more slowly than the local carrier takes them */
export function rateLine({ file = {}, commandLine = {} }: OwnSettings): string | undefined {
  const context: Context = { ...file, ...commandLine };
  const isLocalRate = (["smsPartsPerSecond", "smsTextsPerSecond"] as const).every(
    (name) => Number(context[name]) >= LOCAL_RATE[name],
  );
  if (!namesRate(context) || isLocalRate) return undefined;
  const faster = Object.entries(LOCAL_RATE).map(([name, value]) => `-c ${name}=${value}`);
  return `Texts go out at the rate of these settings, as on AWS. Faster: ${faster.join(" ")}`;
}

/** The three depend on each other. */
function namesRate(context: Context): boolean {
  return Object.keys(LOCAL_RATE).some((name) => context[name] !== undefined);
}
