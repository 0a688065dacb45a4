/** Consumers that look the appointment up wrongly, or not at all. */
import { remindByEmail } from "../../../services/domain/delivery/remind-by-email";
import { remindBySms } from "../../../services/domain/delivery/remind-by-sms";
import type { Reminder } from "../../../services/domain/delivery/reminder";
import type { AppointmentLookup, StoredItem } from "../../../services/domain/lookup/appointment-lookup";
import type { Variant } from "./variant";

/** Both consumers with another way to look up. */
export function lookingUp(change: (appointments: AppointmentLookup) => AppointmentLookup): Variant {
  return {
    change: (deps) => ({ ...deps, appointments: change(deps.appointments) }),
    changeEmail: (deps) => ({ ...deps, appointments: change(deps.appointments) }),
  };
}

/** Finds what the last call found, for ever. */
function remembering({ find }: AppointmentLookup): AppointmentLookup {
  const found = new Map<string, Promise<StoredItem | undefined>>();
  return {
    find(appointmentId, patientId) {
      const key = JSON.stringify([appointmentId, patientId]);
      const item = found.get(key) ?? find(appointmentId, patientId);
      found.set(key, item);
      return item;
    },
  };
}

/** As an eventually consistent read may: finds the item as the previous call found it. */
function lagging({ find }: AppointmentLookup): AppointmentLookup {
  const before = new Map<string, StoredItem>();
  return {
    async find(appointmentId, patientId) {
      const key = JSON.stringify([appointmentId, patientId]);
      const now = await find(appointmentId, patientId);
      const last = before.get(key) ?? now;
      if (now) before.set(key, now);
      return last;
    },
  };
}

/** Finds an item with the contact that it was first found with. */
function keepingContact({ find }: AppointmentLookup): AppointmentLookup {
  const contacts = new Map<string, StoredItem>();
  return {
    async find(appointmentId, patientId) {
      const item = await find(appointmentId, patientId);
      if (!item) return item;
      const { phoneNumber, email } = contacts.get(patientId) ?? item;
      contacts.set(patientId, { phoneNumber, email });
      return { ...item, phoneNumber, email };
    },
  };
}

const neverAgain = (reminder: Reminder): Reminder => ({ ...reminder, lookedUpAt: Number.MAX_SAFE_INTEGER });

export const BROKEN_LOOKUPS = {
  "an appointment that is not looked up": {
    remind: (reminder, deps) => remindBySms(neverAgain(reminder), deps),
    remindByEmail: (reminder, deps) => remindByEmail(neverAgain(reminder), deps),
  },
  "an appointment that is not looked up again while its text waits": {
    remind: (reminder, deps) => remindBySms(reminder, { ...deps, appointments: remembering(deps.appointments) }),
  },
  "an appointment that is looked up as it was before": lookingUp(lagging),
  "a corrected contact that is not used": lookingUp(keepingContact),
  "a cancellation that does not count": lookingUp(({ find }) => ({
    find: async (...ids) => {
      const item = await find(...ids);
      return item && { ...item, status: "booked" };
    },
  })),
  "a deletion that does not count": lookingUp(({ find }) => {
    const before = new Map<string, StoredItem>();
    return {
      async find(appointmentId, patientId) {
        const item = (await find(appointmentId, patientId)) ?? before.get(patientId);
        if (item) before.set(patientId, item);
        return item;
      },
    };
  }),
  "a table that cannot be read, taken for an empty one": lookingUp(({ find }) => ({
    find: (...ids) => find(...ids).catch(() => undefined),
  })),
  "a cancelled reminder that is only acknowledged": {
    remind: async (reminder, deps) => {
      const { apply } = deps.log;
      const log = { ...deps.log };
      log.apply = async (transition, entry, expected) =>
        transition === "cancel" || transition === "cancelHeld"
          ? { applied: false, item: { ...entry.held, ...entry.key, status: "EXPIRED" } as never }
          : apply(transition, entry, expected);
      return remindBySms(reminder, { ...deps, log });
    },
  },
} as const satisfies Readonly<Record<string, Variant>>;
