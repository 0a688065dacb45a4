/** The CDK app: one stack an environment, in whatever account and region it is deployed to. */
import { App } from "aws-cdk-lib";
import { ReminderStack } from "./reminder-stack";
import { readSettings, SettingsError } from "./settings";

const app = new App({ analyticsReporting: false });
try {
  const settings = readSettings((name) => app.node.tryGetContext(name));
  new ReminderStack(app, `AppointmentReminders-${settings.environmentSuffix}`, { settings });
} catch (error) {
  if (!(error instanceof SettingsError)) throw error;
  // A stack trace would bury what the person at the keyboard is to correct.
  console.error(error.message);
  process.exit(1);
}
