/** The settings of a run: CDK context, from the same places as `cdk`. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { UserError } from "./user-error";

export type Context = Readonly<Record<string, unknown>>;

/** A deployment's own settings. */
export interface OwnSettings {
  /** From `cdk.context.json`, by name. */
  readonly file?: Context;
  /** From `-c KEY=VALUE`, by name. */
  readonly commandLine?: Readonly<Record<string, string>> | undefined;
}

const FILE = "cdk.context.json";

/** If no setting names a rate, texts go out as fast as the local carrier accepts them, far faster than on AWS. */
const LOCAL_RATE = {
  smsPartsPerSecond: 1000,
  smsTextsPerSecond: 1000,
  // More, as derived from this rate, would slow each other down on one machine.
  smsConcurrency: 5,
} as const;

/**
 * Receipts of texts, if no setting says otherwise: the account's SMS settings are not applied here, but the delivery logs that
 * they turn on are.
 */
const LOCAL_RECEIPTS = { smsAccountSettings: "managed", smsMonthlySpendLimit: 1 } as const;

/** Samples and test contacts share few phones, if no setting says otherwise. */
const LOCAL_FLOODS = { maxTextsPerPhone: "off" } as const;

const ALWAYS = {
  // Takes seconds; `npm run synth` does it.
  "@aws-cdk/core:validateAgainstDefaultRules": false,
} as const;

/**
 * @param project the context in cdk.json
 * @returns the context for the app. As with `cdk`, the command line overrides cdk.json, and that cdk.context.json
 */
export function mergeContext(project: Context, { file = {}, commandLine = {} }: OwnSettings): Context {
  const own: Context = { ...file, ...project, ...commandLine };
  return {
    ...LOCAL_FLOODS,
    ...(!namesRate(own) && LOCAL_RATE),
    ...(mayManageSms(own) && LOCAL_RECEIPTS),
    ...own,
    ...ALWAYS,
  };
}

/** Whether the account's SMS settings can be managed: SNS sends, and their log groups outlive the stack. */
function mayManageSms({ smsCarrier = "sns", retainData = "true" }: Context): boolean {
  return smsCarrier === "sns" && String(retainData) === "true";
}

/**
 * @param folder the project's
 * @returns {} if there is no such file
 * @throws {UserError} if it is not a JSON object
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
    throw new UserError(`${FILE} must be a JSON object, such as {"timeZone": "America/Chicago"}`);
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

/** @returns a line that names the settings in use; undefined if there are none */
export function settingsLine({ file = {}, commandLine = {} }: OwnSettings): string | undefined {
  const named = (context: Context, from: string) => {
    // CDK stores look-ups and feature flags in the same file.
    const names = Object.keys(context).filter((name) => /^\w+$/.test(name));
    return names.length === 0 ? [] : [`${names.join(", ")} (${from})`];
  };
  const settings = [...named(file, FILE), ...named(commandLine, "-c")];
  return settings.length === 0 ? undefined : `Settings: ${settings.join("; ")}`;
}

/** @returns a line about the rate, if the settings make texts slower than the local carrier allows */
export function rateLine({ file = {}, commandLine = {} }: OwnSettings): string | undefined {
  const context: Context = { ...file, ...commandLine };
  const isLocalRate = (["smsPartsPerSecond", "smsTextsPerSecond"] as const).every(
    (name) => Number(context[name]) >= LOCAL_RATE[name],
  );
  if (!namesRate(context) || isLocalRate) return undefined;
  const faster = Object.entries(LOCAL_RATE).map(([name, value]) => `-c ${name}=${value}`);
  return `Texts go out at the rate in these settings, as on AWS. For a faster run: ${faster.join(" ")}`;
}

/** Whether any of the three is set: they depend on each other. */
function namesRate(context: Context): boolean {
  return Object.keys(LOCAL_RATE).some((name) => context[name] !== undefined);
}
