/** What is deployed where: from the file of an environment, and CDK's context. */
import {
  ACCOUNT_RULE,
  DEFAULT_ENVIRONMENT,
  ENVIRONMENTS_FOLDER,
  type EnvironmentFile,
  REGION_RULE,
  type ReadEnvironment,
  readEnvironment,
} from "../../../contracts/environments/environment-file";
import { bareName, SETTING_PREFIX, settingsIn } from "../../../contracts/environments/setting-keys";
import { checkSettings, SettingsError, type Written } from "../settings/check-settings";
import { SETTINGS, type Settings } from "../settings/settings";

type Context = Readonly<Record<string, unknown>>;

export interface Deployment {
  readonly settings: Settings;
  /** What is absent is that of the credentials. */
  readonly env: { readonly account?: string; readonly region?: string };
  /** Keys of the context that have the name of a setting, and are none. */
  readonly foreign: readonly string[];
}

/**
 * Reads and checks a deployment. The context's keys `reminders:<setting>` replace the settings of the file. The keys
 * `reminders:account` and `reminders:region` replace where it is deployed; "" is any. `reminders:environmentsFolder` is the
 * folder of the files, from the root; "" is none.
 * @param context CDK's, with `environment` and the keys of others
 * @param root the folder of the project
 * @throws SettingsError that names every problem, with the file or the key of the context
 */
export function readDeployment(context: Context, root: string): Deployment {
  // 1. The environment and its file.
  const { environment = DEFAULT_ENVIRONMENT } = context;
  if (typeof environment !== "string" || SETTINGS.environment.parse(environment) === undefined) {
    const given = JSON.stringify(environment);
    throw new SettingsError(`The environment got ${given}; it takes ${SETTINGS.environment.takes}.`);
  }
  const { environment: named, account, region, environmentsFolder, ...given } = settingsIn(context);
  const { file, problems } = readFile(root, environmentsFolder, environment);
  const found = [...problems];
  // 2. Where it is deployed.
  const replaced = { account, region };
  const rules = { account: ACCOUNT_RULE, region: REGION_RULE };
  const env = Object.fromEntries(
    (["account", "region"] as const).flatMap((key) => {
      const value = replaced[key] ?? file?.[key];
      if (value === undefined || value === "") return [];
      const [takes, fits] = rules[key];
      if (!fits(value)) found.push(`The key ${SETTING_PREFIX}${key} takes ${takes}.`);
      return [[key, value]];
    }),
  );
  // 3. The settings. The name of the file is that of the environment.
  if (named !== undefined) found.push(`The key ${SETTING_PREFIX}environment is written environment.`);
  const { environment: inFile, ...ofFile } = file?.settings ?? {};
  if (inFile !== undefined) found.push(`${file?.path}: The environment is the name of the file, and no setting in it.`);
  const written = writtenIn(file, given);
  const settings = checkSettings({ ...ofFile, ...given, environment }, { written, problems: found });
  return { settings, env, foreign: foreignSettings(context) };
}

function readFile(root: string, folder: unknown, environment: string): ReadEnvironment {
  if (folder === "") return { problems: [] };
  if (folder !== undefined && typeof folder !== "string") {
    return { problems: [`The key ${SETTING_PREFIX}environmentsFolder takes the path of a folder.`] };
  }
  return readEnvironment(root, folder ?? ENVIRONMENTS_FOLDER, environment);
}

/** How a setting is written where it comes from. */
function writtenIn(file: EnvironmentFile | undefined, given: Context): Written {
  const isGiven = (name: string) => Object.hasOwn(given, name);
  const origin = file ? `${file.path}: ` : "";
  return {
    origin,
    place: (name) => (isGiven(name) ? "" : origin),
    name: (name, by = name) => (isGiven(by) ? `${SETTING_PREFIX}${name}` : name),
  };
}

/** Keys that are, but for what they begin with, the name of a setting: they may be meant as one. */
function foreignSettings(context: Context): readonly string[] {
  const ofOthers = Object.keys(context).filter((key) => !key.startsWith(SETTING_PREFIX) && key !== "environment");
  return ofOthers.filter((key) => Object.hasOwn(SETTINGS, bareName(key)));
}
