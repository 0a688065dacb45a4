/** The CDK app: one stack an environment, in whatever account and region it is deployed to. */
import { App } from "aws-cdk-lib";
import { addChecks, isCheckFailure } from "./checks/add-checks";
import { ReminderStack } from "./reminder-stack";
import { readSettings, SettingsError } from "./settings/read-settings";

const app = new App({ analyticsReporting: false });
try {
  const settings = readSettings(app.node.getAllContext());
  const stack = new ReminderStack(app, `AppointmentReminders-${settings.environmentSuffix}`, { settings });
  addChecks(stack);
  app.synth();
} catch (error) {
  if (!(error instanceof SettingsError || isCheckFailure(error))) throw error;
  // A stack trace would bury what the person at the keyboard is to correct.
  console.error(error.message);
  // What runs the app without `cdk` tells settings that do not fit from other failures.
  process.exit(error instanceof SettingsError ? 2 : 1);
}
