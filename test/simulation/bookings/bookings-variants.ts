/** Consumers of bookings with a mistake, which the checks must notice. */
import type { BookingTable } from "../../../services/domain/bookings/booking-table";
import type { BookingsDependencies } from "../../../services/domain/bookings/consume-bookings";
import type { Stored } from "../../../services/domain/stored-appointment/stored-appointment";
import type { Translated } from "../../../services/domain/translation/translation";
import type { BookingsVariant } from "./bookings-function";

const withTable =
  (change: (table: BookingTable) => BookingTable): BookingsVariant =>
  (deps: BookingsDependencies) => ({ ...deps, table: change(deps.table) });

/** As if the item had no version: every message is the latest. */
function withoutVersion(item: Stored | undefined): Stored | undefined {
  return item && Object.fromEntries(Object.entries(item).filter(([name]) => !/^version/.test(name)));
}

function withoutOrder(translated: Translated): Translated {
  return translated.kind === "booking" ? { ...translated, version: undefined } : translated;
}

export const BROKEN_BOOKINGS: Readonly<Record<string, BookingsVariant>> = {
  "a booking that overwrites a later one": withTable((table) => {
    const read = new Map<Stored | undefined, Stored | undefined>();
    return {
      async read(key) {
        const item = await table.read(key);
        const seen = withoutVersion(item);
        read.set(seen, item);
        return seen;
      },
      write: (key, before, item) => table.write(key, read.get(before), item),
    };
  }),
  "a booking that is written without a condition": withTable((table) => ({
    read: (key) => table.read(key),
    async write(key, _, item) {
      return table.write(key, await table.read(key), item);
    },
  })),
  "a feed that plans every appointment anew": withTable((table) => ({
    read: (key) => table.read(key),
    async write(key, before, item) {
      const { reminderQueuedAt, ...rest } = item;
      return table.write(key, before, reminderQueuedAt ? { ...rest, reminderDate: "2026-12-10#0" } : item);
    },
  })),
  "a message of FHIR that is read without its version": (deps) => ({
    ...deps,
    translators: {
      ...deps.translators,
      async fhir() {
        const translate = await deps.translators.fhir();
        return (...message) => translate(...message).map(withoutOrder) as [Translated, ...Translated[]];
      },
    },
  }),
  "an ended appointment that stays due": withTable((table) => ({
    read: (key) => table.read(key),
    write: (key, before, item) => table.write(key, before, { reminderDate: before?.reminderDate, ...item }),
  })),
};
