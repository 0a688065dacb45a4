/** Builds the stack, for tests of what the template does not show, and for the templates of other tests. */
import { mkdtempSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { App, type Environment } from "aws-cdk-lib";
import { Template } from "aws-cdk-lib/assertions";
import { environmentName } from "../../../contracts/resource-names";
import { ReminderStack } from "../../../infra/stack/reminder-stack";
import { checkSettings } from "../../../infra/stack/settings/check-settings";
import type { Settings } from "../../../infra/stack/settings/settings";
import { templatesFolder } from "./templates-folder";

const { context } = JSON.parse(readFileSync("cdk.json", "utf8")) as { context: Record<string, unknown> };

/** Settings, and where the stack is deployed if that is known. */
export type StackProps = Partial<Settings> & { readonly env?: Environment };

/**
 * Builds the stack, without bundles, as the only one of an app.
 * @param validates whether CDK's validation checks it at synth, which takes seconds
 */
export function buildStack({ env = {}, ...given }: StackProps = {}, validates = false): ReminderStack {
  const ours = { "aws:cdk:bundling-stacks": [], "@aws-cdk/core:validateAgainstDefaultRules": validates };
  const outdir = mkdtempSync(join(templatesFolder(), "out-"));
  const builtinCloudFormationValidation = validates;
  const app = new App({
    analyticsReporting: false,
    builtinCloudFormationValidation,
    outdir,
    context: { ...context, ...ours },
  });
  const settings = checkSettings(given);
  return new ReminderStack(app, `AppointmentReminders-${environmentName(settings)}`, { settings, env });
}

/** The template as JSON. */
export function buildTemplate(given: StackProps): object {
  return Template.fromStack(buildStack(given)).toJSON();
}
