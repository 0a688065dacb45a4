/** The settings of a run: the file of an environment and CDK context, from the same places as `cdk`. */
import type { EnvironmentFile } from "../../../contracts/environments/environment-file";
import { asContext, SETTING_PREFIX, settingsIn } from "../../../contracts/environments/setting-keys";

export type Context = Readonly<Record<string, unknown>>;

/** A deployment's own settings. */
export interface OwnSettings {
  /** The environment that the command line or a context names. */
  readonly environment?: string | undefined;
  /** The folder of the files of environments, from the root of the project; absent for none. */
  readonly environmentsFolder?: string;
  /** The environment's file, if there is one that can be read. */
  readonly file?: EnvironmentFile | undefined;
  /** `cdk.context.json`. */
  readonly contextFile?: Context;
  /** From `-c reminders:NAME=VALUE`, by name. */
  readonly commandLine?: Readonly<Record<string, string>> | undefined;
}

/** CDK's cache of look-ups, which may have settings too. */
export const CONTEXT_FILE = "cdk.context.json";

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
  // The emulators have an account and a region of their own.
  [`${SETTING_PREFIX}account`]: "",
  [`${SETTING_PREFIX}region`]: "",
} as const;

/**
 * The settings that the app reads, by name, from the file of the environment, the contexts and the command line.
 * @param project the context in cdk.json
 */
export function namedSettings(project: Context, own: OwnSettings): Context {
  const { file, contextFile = {}, commandLine = {} } = own;
  return { ...file?.settings, ...settingsIn(contextFile), ...settingsIn(project), ...commandLine };
}

/**
 * @param project the context in cdk.json
 * @returns the context for the app. As with `cdk`, the command line overrides cdk.json, that cdk.context.json, and that the
 * file of the environment
 */
export function mergeContext(project: Context, own: OwnSettings): Context {
  const { contextFile = {}, commandLine = {}, environment, environmentsFolder = "" } = own;
  const named = namedSettings(project, own);
  const byDefault = {
    ...LOCAL_FLOODS,
    ...(!namesRate(named) && LOCAL_RATE),
    ...(mayManageSms(named) && LOCAL_RECEIPTS),
  };
  const missing = Object.entries(byDefault).filter(([name]) => named[name] === undefined);
  return {
    ...asContext({ environmentsFolder, ...Object.fromEntries(missing) }),
    ...contextFile,
    ...project,
    ...(environment !== undefined && { environment }),
    ...asContext(commandLine),
    ...ALWAYS,
  };
}

/** Whether the account's SMS settings can be managed: SNS sends, and their log groups outlive the stack. */
function mayManageSms({ smsCarrier = "sns", retainData = "true" }: Context): boolean {
  return smsCarrier === "sns" && String(retainData) === "true";
}

/** @returns a line that names the settings in use; undefined if there are none */
export function settingsLine({ file, contextFile = {}, commandLine = {} }: OwnSettings): string | undefined {
  const named = (context: Context, from: string) => {
    const names = Object.keys(context);
    return names.length === 0 ? [] : [`${names.join(", ")} (${from})`];
  };
  const settings = [
    ...named(file?.settings ?? {}, file?.path ?? ""),
    ...named(settingsIn(contextFile), CONTEXT_FILE),
    ...named(commandLine, "-c"),
  ];
  return settings.length === 0 ? undefined : `Settings: ${settings.join("; ")}`;
}

/** @returns a line about the rate, if the settings make texts slower than the local carrier allows */
export function rateLine(own: OwnSettings): string | undefined {
  const named = namedSettings({}, own);
  const isLocalRate = (["smsPartsPerSecond", "smsTextsPerSecond"] as const).every(
    (name) => Number(named[name]) >= LOCAL_RATE[name],
  );
  if (!namesRate(named) || isLocalRate) return undefined;
  const faster = Object.entries(asContext(LOCAL_RATE)).map(([key, value]) => `-c ${key}=${value}`);
  return `Texts go out at the rate in these settings, as on AWS. For a faster run: ${faster.join(" ")}`;
}

/** Whether any of the three is set: they depend on each other. */
function namesRate(settings: Context): boolean {
  return Object.keys(LOCAL_RATE).some((name) => settings[name] !== undefined);
}
