import { distance } from "fastest-levenshtein";
import { Temporal } from "temporal-polyfill";
import type { Setting } from "./setting";
import { SETTINGS, type Settings } from "./settings";
import { nextDayWithout } from "./skipped-run";

/** Settings that do not fit, one line each: the setting, what it got and what it takes. */
export class SettingsError extends Error {
  override readonly name = "SettingsError";
}

/** Context that is CDK's own: feature flags, what its command line passes on, and what it has looked up. */
const CDK_CONTEXT = /^(?:@aws-cdk\S*|aws[:-].*|cdk-.*|cli-telemetry|acknowledged-issue-numbers|.*:account=.*)$/;

type Context = Readonly<Record<string, unknown>>;

/** What must not be set together: each tells why, or nothing. */
const MISFITS: readonly ((settings: Settings, context: Context) => string | undefined)[] = [
  ({ smsAccountSettings }, { smsMonthlySpendLimit }) =>
    smsAccountSettings === "managed" && smsMonthlySpendLimit === undefined
      ? "Setting smsAccountSettings=managed needs smsMonthlySpendLimit too: it sets the account's limit, which may be " +
        "higher today than the default."
      : undefined,
  ({ smsAccountSettings, retainData }) =>
    smsAccountSettings === "managed" && retainData === "false"
      ? "Settings smsAccountSettings=managed and retainData=false do not fit: the account's SMS settings outlive the stack, " +
        "and go on to use its key."
      : undefined,
  ({ countries, defaultCountry }) =>
    countries !== "all" && !countries.includes(defaultCountry)
      ? `Settings countries=${countries} and defaultCountry=${defaultCountry} do not fit: no number that is written without ` +
        "a country code would be texted."
      : undefined,
  ({ schedule, timeZone }) => {
    const day = nextDayWithout(schedule, timeZone, Temporal.Now.instant());
    return (
      day &&
      `Settings schedule=${schedule} and timeZone=${timeZone} do not fit: this time does not come on ${day}, when the ` +
        "clocks skip it, and the daily run would be skipped with it."
    );
  },
];

/**
 * Reads and checks every setting.
 * @param context what CDK was given: settings by name, beside CDK's own
 * @throws SettingsError that tells of every value that does not fit, and of every name that is no setting
 */
export function readSettings(context: Context): Settings {
  // 1. A misspelt name would leave its setting at the default, and nobody would notice.
  const unknown = Object.keys(context).filter((name) => !Object.hasOwn(SETTINGS, name) && !CDK_CONTEXT.test(name));
  const problems = unknown.map((name) => `There is no setting ${name}${suggestion(name)}`);
  // 2. Every value.
  const values = Object.entries<Setting<unknown>>(SETTINGS).map(([name, setting]) => {
    const value = context[name];
    if (value === undefined) return [name, setting.default];
    const parsed = setting.parse(value);
    if (parsed === undefined) problems.push(`Setting ${name} got ${JSON.stringify(value)}; it takes ${setting.takes}.`);
    return [name, parsed];
  });
  if (problems.length > 0) throw new SettingsError(problems.join("\n"));
  const settings = Object.fromEntries(values) as Settings;
  // 3. What fits by itself and not together.
  const misfits = MISFITS.flatMap((misfit) => misfit(settings, context) ?? []);
  if (misfits.length > 0) throw new SettingsError(misfits.join("\n"));
  return settings;
}

/** The end of the sentence: the setting that was meant, as far as one can tell, or all that there are. */
function suggestion(name: string): string {
  const names = Object.keys(SETTINGS);
  const far = (setting: string) => distance(name.toLowerCase(), setting.toLowerCase());
  const [nearest = ""] = [...names].sort((a, b) => far(a) - far(b));
  const isMeant = far(nearest) * 3 <= nearest.length;
  return isMeant ? `; did you mean ${nearest}?` : `. There are: ${names.join(", ")}.`;
}
