/** Pipelines that lose sight of an appointment between its booking and its last message. */
import type { MessageKind } from "../../../contracts/reminder-mark";
import type { BookingTable } from "../../../services/domain/bookings/booking-table";
import { storedAppointment } from "../../../services/domain/bookings/decide-booking";
import type { StoredItem } from "../../../services/domain/lookup/appointment-lookup";
import { firstReminder } from "../../../services/domain/plan/next-reminder";
import type { Stored } from "../../../services/domain/stored-appointment/stored-appointment";
import { CLINIC } from "../../support/data/clinics";
import { patientIn } from "../story";
import type { Variant } from "./variant";
import { lookingUp } from "./variants-of-lookups";

/** The consumer of bookings with another table. */
function withTable(change: (table: BookingTable, now: () => number) => Partial<BookingTable>): Variant {
  return {
    changeBookings: (deps) => {
      const { table } = deps;
      const same: BookingTable = {
        read: (key) => table.read(key),
        write: (key, before, item) => table.write(key, before, item),
      };
      return { ...deps, table: { ...same, ...change(same, () => deps.clock.now()) } };
    },
  };
}

/** The consumer of bookings, which does not queue the messages of one kind. */
function withoutMessages(kind: MessageKind): Variant {
  return {
    changeBookings: (deps) => ({
      ...deps,
      appointments: {
        async send(message) {
          if (!message.body.includes(`"kind":"${kind}"`)) await deps.appointments.send(message);
        },
      },
    }),
  };
}

function without(item: Stored, ...names: readonly string[]): Stored {
  return Object.fromEntries(Object.entries(item).filter(([name]) => !names.includes(name)));
}

export const BROKEN_LIVES = {
  "a move of which the patient is not told": withoutMessages("moved"),
  "a cancellation of which the patient is not told": withoutMessages("cancelled"),
  "an appointment that stands again, and whose patient was told that it is cancelled": withTable((table) => ({
    async read(key) {
      const item = await table.read(key);
      return item?.changeText === "cancelled" ? without(item, "changeText") : item;
    },
  })),
  "a message about a change that is lost with the response of its write": {
    changeBookings: (deps) => {
      const refused = new Set<string | undefined>();
      return {
        ...deps,
        table: {
          read: (key) => deps.table.read(key),
          async write(key, before, item) {
            const isStored = await deps.table.write(key, before, item);
            if (!isStored) refused.add(key.patientId);
            return isStored;
          },
        },
        appointments: {
          async send(message) {
            if (!refused.delete(patientIn(message.body))) await deps.appointments.send(message);
          },
        },
      };
    },
  },
  "a reminder besides the message about a move that says the same": withTable((table, now) => ({
    write(key, before, item) {
      const again =
        item.changeText === "moved" && item.reminderQueuedAt !== undefined && before?.changeText !== "moved";
      const first = again ? firstReminder(storedAppointment(item) as never, CLINIC, now()) : undefined;
      return table.write(key, before, { ...item, ...first });
    },
  })),
  "an appointment that moves back under the same revision": withTable((table) => ({
    write: (key, before, item) => table.write(key, before, without(item, "revision")),
  })),
  "an appointment that is not planned anew when it moves": withTable((table) => ({
    write(key, before, item) {
      const moves = before !== undefined && before.appointmentTime !== item.appointmentTime;
      return table.write(key, before, moves ? without(item, "reminderDate", "reminderStep") : item);
    },
  })),
  "a corrected contact that does not bring back what failed": {
    changeBookings: (deps) => ({ ...deps, log: { read: async () => undefined } }),
  },
  "a move that the look-up does not see": lookingUp(({ find }) => {
    const first = new Map<string, StoredItem>();
    return {
      async find(appointmentId, patientId) {
        const item = await find(appointmentId, patientId);
        if (!item) return item;
        const { appointmentTime, revision } = first.get(patientId) ?? item;
        first.set(patientId, { appointmentTime, revision });
        return { ...item, appointmentTime, revision };
      },
    };
  }),
} as const satisfies Readonly<Record<string, Variant>>;
