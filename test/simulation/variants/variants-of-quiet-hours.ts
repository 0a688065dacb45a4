/** Consumers that handle the hour wrongly. */
import { remindBySms } from "../../../services/domain/delivery/remind-by-sms";
import type { Variant } from "./variant";

export const BROKEN_QUIET_HOURS: Readonly<Record<string, Variant>> = {
  "a text at any hour": {
    remind: (reminder, deps) =>
      remindBySms({ ...reminder, clinic: { ...reminder.clinic, sendWindow: "always" } }, deps),
  },
  "a text at the clinic's hour instead of the patient's": {
    remind: (reminder, deps) => {
      const { timeZone, ...appointment } = reminder.appointment;
      return remindBySms({ ...reminder, appointment }, deps);
    },
  },
  "a text that is lost while it waits for its window": {
    change: (deps) => ({ ...deps, heldTexts: { hold: async () => {} } }),
  },
};
