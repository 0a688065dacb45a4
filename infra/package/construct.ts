/** What the package offers to CDK apps, as `appointment-reminder-pipeline`. */
export {
  AppointmentReminders,
  type AppointmentRemindersProps,
  type DeadLetterQueues,
  type ReminderFunctions,
} from "../stack/appointment-reminders";
export { SettingsError } from "../stack/settings/check-settings";
export type { GivenSettings } from "../stack/settings/given/given-settings";
