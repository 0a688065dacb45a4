/** Combinations of settings that are not allowed. */
import { Temporal } from "temporal-polyfill";
import { environmentName, MAX_ENVIRONMENT_NAME } from "../../../contracts/resource-names";
import { PLATFORM_CONFLICTS } from "./platform-settings";
import type { Settings } from "./settings";
import { nextDayWithout } from "./skipped-run";

type Given = Readonly<Record<string, unknown>>;

/** Each check returns the reason, or nothing. */
const CONFLICTS: readonly ((settings: Settings, given: Given) => string | undefined)[] = [
  ({ environment, namePrefix }) =>
    environmentName({ environment, namePrefix }).length > MAX_ENVIRONMENT_NAME
      ? `Settings namePrefix=${namePrefix} and environment=${environment} conflict: with the hyphen between them, they have ` +
        `at most ${MAX_ENVIRONMENT_NAME} characters, because names of functions have at most 64.`
      : undefined,
  ({ smsAccountSettings }, { smsMonthlySpendLimit }) =>
    smsAccountSettings === "managed" && smsMonthlySpendLimit === undefined
      ? "Setting smsAccountSettings=managed requires smsMonthlySpendLimit: it replaces the account's limit, which may " +
        "be higher than the default of this setting."
      : undefined,
  ({ smsAccountSettings, retainData }) =>
    smsAccountSettings === "managed" && !retainData
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
  ...PLATFORM_CONFLICTS,
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
 * @param settings the checked settings
 * @param given what was set: some settings must not be left to their defaults
 * @returns a line for each combination that is not allowed
 */
export function settingConflicts(settings: Settings, given: Given): readonly string[] {
  return CONFLICTS.flatMap((check) => check(settings, given) ?? []);
}
