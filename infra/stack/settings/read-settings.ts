import { checkSettings } from "./check-settings";
import type { Settings } from "./settings";

/** CDK's own context: feature flags, values that its command line passes on, and cached look-ups. */
const CDK_CONTEXT = /^(?:@aws-cdk\S*|aws[:-].*|cdk-.*|cli-telemetry|acknowledged-issue-numbers|.*:account=.*)$/;

/**
 * Reads and checks every setting.
 * @param context CDK's context: settings by name, and CDK's own values
 * @throws SettingsError that names every invalid value and every unknown setting
 */
export function readSettings(context: Readonly<Record<string, unknown>>): Settings {
  return checkSettings(Object.fromEntries(Object.entries(context).filter(([name]) => !CDK_CONTEXT.test(name))));
}
