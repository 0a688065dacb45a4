/** How settings are written as keys of CDK's context, which also has the keys of others. */

/** What each of our keys but `environment` begins with. */
export const SETTING_PREFIX = "reminders:";

type Context = Readonly<Record<string, unknown>>;

/** The settings of a context, by name. */
export function settingsIn(context: Context): Context {
  const ours = Object.entries(context).filter(([key]) => key.startsWith(SETTING_PREFIX));
  return Object.fromEntries(ours.map(([key, value]) => [key.slice(SETTING_PREFIX.length), value]));
}

/** Settings as they are written in a context. */
export function asContext(settings: Context): Context {
  return Object.fromEntries(Object.entries(settings).map(([name, value]) => [`${SETTING_PREFIX}${name}`, value]));
}

/** What a key of others names, without what it begins with, such as `timeZone` of `acme:timeZone`. */
export function bareName(key: string): string {
  return key.replace(/^.*[:./]/, "");
}
