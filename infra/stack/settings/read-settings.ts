import { distance } from "fastest-levenshtein";
import { Temporal } from "temporal-polyfill";
import type { Setting } from "./setting";
import { SETTINGS, type Settings } from "./settings";
import { nextDayWithout } from "./skipped-run";

/** Invalid settings, one line each: the setting, its value and what it takes. */
export class SettingsError extends Error {
  override readonly name = "SettingsError";
}

/** CDK's own context: feature flags, values that its command line passes on, and cached look-ups. */
const CDK_CONTEXT = /^(?:@aws-cdk\S*|aws[:-].*|cdk-.*|cli-telemetry|acknowledged-issue-numbers|.*:account=.*)$/;

type Context = Readonly<Record<string, unknown>>;

/** Combinations of settings that are not allowed: each check returns the reason, or nothing. */
const CONFLICTS: readonly ((settings: Settings, context: Context) => string | undefined)[] = [
  ({ smsAccountSettings }, { smsMonthlySpendLimit }) =>
    smsAccountSettings === "managed" && smsMonthlySpendLimit === undefined
      ? "Setting smsAccountSettings=managed requires smsMonthlySpendLimit: it replaces the account's limit, which may " +
        "be higher than the default of this setting."
      : undefined,
  ({ smsAccountSettings, retainData }) =>
    smsAccountSettings === "managed" && retainData === "false"
      ? "Settings smsAccountSettings=managed and retainData=false conflict: the account's SMS settings outlive the " +
        "stack and continue to use its key."
      : undefined,
  ({ countries, defaultCountry }) =>
    countries !== "all" && !countries.includes(defaultCountry)
      ? `Settings countries=${countries} and defaultCountry=${defaultCountry} conflict: numbers without a country code ` +
        "would never be texted."
      : undefined,
  ({ schedule, timeZone }) => skippedRun("schedule", schedule, timeZone, "run"),
  ({ digestTime, timeZone }) =>
    digestTime === "off" ? undefined : skippedRun("digestTime", digestTime, timeZone, "digest"),
];

function skippedRun(setting: string, time: string, timeZone: string, what: string): string | undefined {
  const day = nextDayWithout(time, timeZone, Temporal.Now.instant());
  return (
    day &&
    `Settings ${setting}=${time} and timeZone=${timeZone} conflict: on ${day} the clocks skip this time, and ` +
      `the daily ${what} would be skipped too.`
  );
}

/**
 * Reads and checks every setting.
 * @param context CDK's context: settings by name, and CDK's own values
 * @throws SettingsError that names every invalid value and every unknown setting
 */
export function readSettings(context: Context): Settings {
  // 1. Unknown names: a misspelt setting would silently keep its default.
  const unknown = Object.keys(context).filter((name) => !Object.hasOwn(SETTINGS, name) && !CDK_CONTEXT.test(name));
  const problems = unknown.map((name) => `There is no setting ${name}${suggestion(name)}`);
  // 2. Each value.
  const values = Object.entries<Setting<unknown>>(SETTINGS).map(([name, setting]) => {
    const value = context[name];
    if (value === undefined) return [name, setting.default];
    const parsed = setting.parse(value);
    if (parsed === undefined) problems.push(`Setting ${name} got ${JSON.stringify(value)}; it takes ${setting.takes}.`);
    return [name, parsed];
  });
  if (problems.length > 0) throw new SettingsError(problems.join("\n"));
  const settings = Object.fromEntries(values) as Settings;
  // 3. Combinations.
  const conflicts = CONFLICTS.flatMap((check) => check(settings, context) ?? []);
  if (conflicts.length > 0) throw new SettingsError(conflicts.join("\n"));
  return settings;
}

/** The end of the error: the setting that was probably meant, or the list of all settings. */
function suggestion(name: string): string {
  const names = Object.keys(SETTINGS);
  const far = (setting: string) => distance(name.toLowerCase(), setting.toLowerCase());
  const [nearest = ""] = [...names].sort((a, b) => far(a) - far(b));
  const isMeant = far(nearest) * 3 <= nearest.length;
  return isMeant ? `; did you mean ${nearest}?` : `. The settings are: ${names.join(", ")}.`;
}
