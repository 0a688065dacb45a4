/** The CDK app: one stack, for the environment that the context names. */
import { App } from "aws-cdk-lib";
import { environmentName } from "../../contracts/resource-names";
import { adviseOnForeignContext } from "./advice";
import { addChecks, isCheckFailure } from "./checks/add-checks";
import { readDeployment } from "./deployment/read-deployment";
import { projectFolder } from "./files/project-folder";
import { ReminderStack } from "./reminder-stack";
import { SettingsError } from "./settings/check-settings";

const app = new App({ analyticsReporting: false });
try {
  const { settings, env, foreign } = readDeployment(app.node.getAllContext(), projectFolder());
  const stack = new ReminderStack(app, `AppointmentReminders-${environmentName(settings)}`, { settings, env });
  adviseOnForeignContext(stack, foreign);
  addChecks(stack);
  app.synth();
} catch (error) {
  if (!(error instanceof SettingsError || isCheckFailure(error))) throw error;
  // Without a stack trace, so that the message is easy to see.
  console.error(error.message);
  // The local run distinguishes invalid settings from other failures.
  process.exit(error instanceof SettingsError ? 2 : 1);
}
