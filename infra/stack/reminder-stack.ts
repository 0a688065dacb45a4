import { type Environment, Stack, Tags } from "aws-cdk-lib";
import type { Construct } from "constructs";
import { AppointmentReminders } from "./appointment-reminders";
import type { Settings } from "./settings/settings";
import { addOutputs } from "./stack-outputs";

export interface ReminderStackProps {
  readonly settings: Settings;
  /** Account and region: by default those of the credentials. */
  readonly env?: Environment;
}

/** The stack of our own app: the pipeline of one environment, and nothing else. */
export class ReminderStack extends Stack {
  constructor(scope: Construct, id: string, { settings, env = {} }: ReminderStackProps) {
    const tags = { ...settings.tags, Environment: settings.environment, Application: "HealthcareNotifications" };
    const description = "Appointment reminders by SMS, with email as the fallback";
    super(scope, id, { env, description, tags, terminationProtection: settings.deletionProtection });
    // Only CDK applies stack tags to the resources. These are in the template, for any way to deploy it.
    for (const [key, value] of Object.entries(tags)) Tags.of(this).add(key, value);
    // CDK leaves the id "Default" out of logical ids.
    addOutputs(this, new AppointmentReminders(this, "Default", settings));
  }
}
