/** The settings of clinics as the functions' environment variables have them. */
import { ENV } from "../environment";
import { isPlan, PLAN_RULE } from "../reminder-plan";
import { SMS_WORDINGS } from "../sms-wording";
import type { ClinicDefaults } from "./clinic";
import { isSendWindow, SEND_WINDOW_TAKES } from "./send-window";

/**
 * @param values all of `CLINIC_DEFAULTS`
 * @returns a text if a value is none that its setting takes
 */
export function clinicVariables(values: Readonly<Record<string, string>>): ClinicDefaults | string {
  const value = (name: string) => values[name] ?? "";
  const smsWording = SMS_WORDINGS.find((known) => known === value(ENV.smsWording));
  if (!smsWording) return `${ENV.smsWording} must be one of ${SMS_WORDINGS.join(", ")}`;
  const sendWindow = value(ENV.sendWindow);
  if (!isSendWindow(sendWindow)) return `${ENV.sendWindow} must be ${SEND_WINDOW_TAKES}`;
  const reminderPlan = value(ENV.reminderPlan);
  if (!isPlan(reminderPlan)) return `${ENV.reminderPlan} ${PLAN_RULE}`;
  const countries = value(ENV.countries);
  return {
    timeZone: value(ENV.timeZone),
    defaultCountry: value(ENV.defaultCountry),
    countries: countries === "all" ? countries : countries.split(","),
    smsWording,
    reminderPlan,
    sendWindow,
  };
}
