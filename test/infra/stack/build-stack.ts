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

/** What no test of the template reads, and takes CDK half of a synth: where each construct was made, the tree, copies of assets. */
const WITHOUT = { stackTraces: false, treeMetadata: false };

/** Node's own. Jest has 100: CDK takes a trace for each construct and each token, and Jest maps every frame of it. */
const STACK_TRACE_LIMIT = 10;

/**
 * Builds the stack, without bundles, as the only one of an app.
 * @param validates whether CDK's validation checks it at synth, which takes seconds
 */
export function buildStack({ env = {}, ...given }: StackProps = {}, validates = false): ReminderStack {
  return withShortTraces(() => {
    const settings = checkSettings(given);
    const name = `AppointmentReminders-${environmentName(settings)}`;
    return new ReminderStack(emptyApp(validates), name, { settings, env });
  });
}

/** @param validates as in `buildStack` */
export function emptyApp(validates = false): App {
  const ours = {
    "aws:cdk:bundling-stacks": [],
    "aws:cdk:disable-asset-staging": true,
    "@aws-cdk/core:validateAgainstDefaultRules": validates,
  };
  const outdir = mkdtempSync(join(templatesFolder(), "out-"));
  const builtinCloudFormationValidation = validates;
  return new App({
    ...WITHOUT,
    analyticsReporting: false,
    builtinCloudFormationValidation,
    outdir,
    context: { ...context, ...ours },
  });
}

/** The template as JSON. */
export function buildTemplate(given: StackProps): object {
  return withShortTraces(() => Template.fromStack(buildStack(given)).toJSON());
}

function withShortTraces<T>(build: () => T): T {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = STACK_TRACE_LIMIT;
  try {
    return build();
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}
