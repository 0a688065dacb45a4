/** The CDK app: one stack per environment, for any account and region. */
import { App } from "aws-cdk-lib";
import { environmentName } from "../../contracts/resource-names";
import { addChecks, isCheckFailure } from "./checks/add-checks";
import { ReminderStack } from "./reminder-stack";
import { SettingsError } from "./settings/check-settings";
import { readSettings } from "./settings/read-settings";

const app = new App({ analyticsReporting: false });
try {
  const settings = readSettings(app.node.getAllContext());
  const stack = new ReminderStack(app, `AppointmentReminders-${environmentName(settings)}`, { settings });
  addChecks(stack);
  app.synth();
} catch (error) {
  if (!(error instanceof SettingsError || isCheckFailure(error))) throw error;
  // Without a stack trace, so that the message is easy to see.
  console.error(error.message);
  // The local run distinguishes invalid settings from other failures.
  process.exit(error instanceof SettingsError ? 2 : 1);
}
