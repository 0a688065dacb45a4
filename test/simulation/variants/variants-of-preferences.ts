/** Pipelines that ignore how patients want to be reached. */
import { usableContact } from "../../../services/domain/contact/contact";
import { remindBySms } from "../../../services/domain/delivery/remind-by-sms";
import type { Reminder } from "../../../services/domain/delivery/reminder";
import type { DeliveryLog } from "../../../services/domain/notification/delivery-log";
import type { TransitionName } from "../../../services/domain/notification/transitions";
import type { Variant } from "./variant";

/** The reminder as if the patient had not stated this preference. */
function ignoring(preference: "email" | "none", reminder: Reminder): Reminder {
  const { contactPreference, ...appointment } = reminder.appointment;
  if (contactPreference !== preference) return reminder;
  return { ...reminder, appointment, contact: usableContact(appointment, reminder.clinic) };
}

/** A log that lets a declined notification be claimed again. */
function reopening(claim: TransitionName, log: DeliveryLog): DeliveryLog {
  return {
    ...log,
    async apply(transition, entry, expected) {
      const answer = await log.apply(transition, entry, expected);
      const isDeclined = transition === claim && !answer.applied && answer.item.status === "DECLINED";
      return isDeclined ? log.apply(transition, entry, answer.item) : answer;
    },
  };
}

/** A log that does not say that the patient wants emails only. */
function withoutEmailOnly(log: DeliveryLog): DeliveryLog {
  return {
    ...log,
    async apply(...write) {
      const answer = await log.apply(...write);
      return { ...answer, item: { ...answer.item, emailOnly: undefined } };
    },
  };
}

export const BROKEN_PREFERENCES = {
  "a patient who wants no reminders, and is texted": {
    remind: (reminder, deps) => remindBySms(ignoring("none", reminder), deps),
  },
  "a patient who declined, and is texted by a copy of the message": {
    change: (deps) => ({ ...deps, log: reopening("claimSms", deps.log) }),
  },
  "a patient who declined, and is emailed by a message that was handed over before": {
    changeEmail: (deps) => ({ ...deps, log: reopening("claimEmail", deps.log) }),
  },
  "a patient who wants emails, and is texted": {
    remind: (reminder, deps) => remindBySms(ignoring("email", reminder), deps),
  },
  "a patient who wants emails, and whose wish a failed reminder does not keep": {
    change: (deps) => ({ ...deps, log: { ...deps.log, recordEmailOnly: async () => {} } }),
    changeEmail: (deps) => ({ ...deps, log: { ...deps.log, recordEmailOnly: async () => {} } }),
  },
  "a patient who wants emails, and is texted by an earlier message": {
    change: (deps) => ({ ...deps, log: withoutEmailOnly(deps.log) }),
  },
} as const satisfies Readonly<Record<string, Variant>>;
