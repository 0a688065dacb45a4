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

// Node's own: Jest sets 100 for each file.
Error.stackTraceLimit = 10;

/** CDK takes a trace of each construct and token, for nobody here, and Jest maps every frame of it. */
function withoutTraces<Made>(make: () => Made): Made {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  try {
    return make();
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}

/**
 * Builds the stack, without bundles, as the only one of an app.
 * @param validates whether CDK's validation checks it at synth, which takes seconds
 */
export function buildStack({ env = {}, ...given }: StackProps = {}, validates = false): ReminderStack {
  const settings = checkSettings(given);
  const name = `AppointmentReminders-${environmentName(settings)}`;
  return withoutTraces(() => new ReminderStack(emptyApp(context, validates), name, { settings, env }));
}

/**
 * An app without what no test of a template reads, and what takes CDK half of a synth: where each construct was made, the
 * tree of constructs, copies of assets.
 * @param of its context, by default none
 * @param validates as in `buildStack`
 */
export function emptyApp(of: Readonly<Record<string, unknown>> = {}, validates = false): App {
  return new App({
    analyticsReporting: false,
    stackTraces: false,
    treeMetadata: false,
    builtinCloudFormationValidation: validates,
    outdir: mkdtempSync(join(templatesFolder(), "out-")),
    context: {
      ...of,
      "aws:cdk:bundling-stacks": [],
      "aws:cdk:disable-asset-staging": true,
      "@aws-cdk/core:validateAgainstDefaultRules": validates,
      // Of CDK's telemetry, which is off.
      "@aws-cdk/core:enableAdditionalMetadataCollection": false,
    },
  });
}

/** The template as JSON. */
export function buildTemplate(given: StackProps): object {
  const stack = buildStack(given);
  return withoutTraces(() => Template.fromStack(stack)).toJSON();
}
