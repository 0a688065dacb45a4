import { distance } from "fastest-levenshtein";
import type { Setting } from "./setting";
import { settingConflicts } from "./setting-conflicts";
import { SETTINGS, type Settings } from "./settings";

/** Invalid settings, one line each: the setting, its value and what it takes. */
export class SettingsError extends Error {
  override readonly name = "SettingsError";
}

/** How settings are written where they come from, for messages. */
export interface Written {
  /** What a message about several settings begins with. */
  readonly origin: string;
  /** What a message about the setting begins with, such as `infra/environments/prod.json: `. */
  place(name: string): string;
  /**
   * The name of a setting, such as `reminders:timeZone`.
   * @param by the setting that is written there; by default the same
   */
  name(name: string, by?: string): string;
}

const AS_PROPS: Written = { origin: "", place: () => "", name: (name) => name };

interface CheckOptions {
  /** By default, settings are written by their names only. */
  readonly written?: Written;
  /** What is already known to be wrong; it is reported with the rest. */
  readonly problems?: readonly string[];
}

/**
 * Checks settings, and adds the defaults of those that are not given.
 * @param given settings by name, and nothing else; `undefined` is the same as not given
 * @throws SettingsError that names every unknown setting and every invalid value, or else every combination that is not
 * allowed
 */
export function checkSettings(
  given: Readonly<Record<string, unknown>>,
  { written = AS_PROPS, problems: known = [] }: CheckOptions = {},
): Settings {
  // 1. Unknown names: a misspelt setting would silently keep its default.
  const unknown = Object.keys(given).filter((name) => !Object.hasOwn(SETTINGS, name));
  const ofNames = unknown.map(
    (name) => `${written.place(name)}There is no setting ${written.name(name)}${suggestion(name, written)}`,
  );
  const problems = [...known, ...ofNames];
  // 2. Each value.
  const values = Object.entries<Setting<unknown>>(SETTINGS).map(([name, setting]) => {
    const value = given[name];
    if (value === undefined) return [name, setting.default];
    const parsed = setting.parse(value);
    if (parsed === undefined) {
      const named = `${written.place(name)}Setting ${written.name(name)}`;
      problems.push(`${named} got ${JSON.stringify(value)}; it takes ${setting.takes}.`);
    }
    return [name, parsed];
  });
  if (problems.length > 0) throw new SettingsError(problems.join("\n"));
  const settings = Object.fromEntries(values) as Settings;
  // 3. Combinations.
  const conflicts = settingConflicts(settings, given);
  if (conflicts.length > 0) throw new SettingsError(conflicts.map((line) => `${written.origin}${line}`).join("\n"));
  return settings;
}

/** The end of the error: the setting that was probably meant, or the list of all settings. */
function suggestion(name: string, written: Written): string {
  const names = Object.keys(SETTINGS);
  const far = (setting: string) => distance(name.toLowerCase(), setting.toLowerCase());
  const [nearest = ""] = [...names].sort((a, b) => far(a) - far(b));
  const isMeant = far(nearest) * 3 <= nearest.length;
  return isMeant ? `; did you mean ${written.name(nearest, name)}?` : `. The settings are: ${names.join(", ")}.`;
}
