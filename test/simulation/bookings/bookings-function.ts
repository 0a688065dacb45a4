/** The consumer of bookings, with its queue and its DLQ, on simulated services. */
import type { ChangeKind } from "../../../contracts/reminder-mark";
import type { BookingKey } from "../../../services/domain/bookings/booking-table";
import type { BookingsDependencies } from "../../../services/domain/bookings/consume-bookings";
import type { Stored } from "../../../services/domain/stored-appointment/stored-appointment";
import { bookingsHandler } from "../../../services/handlers/bookings/bookings-handler";
import { CLINICS } from "../../support/data/clinics";
import { LOADED_TRANSLATORS } from "../../support/ehr/loaded-translators";
import { FakeBookingTable } from "../../support/fakes/fake-booking-table";
import type { Execution } from "../services/execution";
import { startFunction } from "../services/simulated-function";
import { simulatedSend } from "../services/simulated-ports";
import { SimulatedQueue } from "../services/simulated-queue";
import type { World } from "../services/world";
import { type BookedAppointment, bodyOf } from "./booked-appointments";

/** ms; a test checks that they are those of infra/stack/settings/consumer-timings.ts. */
export const BOOKING_TIMINGS = { timeoutMs: 120_000, leaseMs: 180_000, visibilityMs: 720_000, concurrency: 2 } as const;

/** A consumer with a mistake. */
export type BookingsVariant = (deps: BookingsDependencies) => BookingsDependencies;

export interface BookingsOptions {
  readonly changeTexts?: readonly ChangeKind[];
  readonly variant?: BookingsVariant | undefined;
  /** Called when the table has stored an item. */
  readonly onStored?: (key: BookingKey, item: Stored) => void;
}

/** The parts that a run uses itself. */
export interface BookingsFunction {
  readonly queue: SimulatedQueue;
  readonly deadLetters: SimulatedQueue;
  /** The appointments table of the world. */
  readonly table: FakeBookingTable;
}

/** Processes bookings from now on. */
export function startBookingsFunction(world: World, options: BookingsOptions): BookingsFunction {
  const { variant = (deps) => deps } = options;
  const table = new FakeBookingTable(world.table.items);
  const deadLetters = new SimulatedQueue("bookings-dlq", world, { visibilityMs: 300_000, countsOn: false });
  const queue = new SimulatedQueue("bookings", world, {
    visibilityMs: BOOKING_TIMINGS.visibilityMs,
    redrive: { target: deadLetters, maxReceiveCount: 10 },
    countsOn: false,
  });
  const parts = { queue, deadLetters, table };
  startFunction(world, {
    name: "bookings",
    queue,
    timings: BOOKING_TIMINGS,
    handlerOf: (by) => bookingsHandler(variant(dependencies(by, world, parts, options))),
  });
  return parts;
}

/** The booking system reports its changes. */
export function startFeed(world: World, appointments: readonly BookedAppointment[], queue: SimulatedQueue): void {
  for (const appointment of appointments) {
    for (const change of appointment.changes) {
      for (const after of change.sent) world.time.after(after, () => queue.send({ body: bodyOf(appointment, change) }));
    }
  }
}

/** What SQS gave up is sent again, with the time at which it first reached SQS. */
export function redriveBookings({ queue, deadLetters }: BookingsFunction): void {
  for (const message of [...deadLetters.messages]) {
    const { body, sentAt, attributes } = message;
    deadLetters.delete(message);
    queue.send({ body, attributes: { FirstSentAt: String(sentAt), ...attributes } });
  }
}

function dependencies(
  by: Execution,
  world: World,
  { table, deadLetters }: BookingsFunction,
  { changeTexts = [], onStored = () => {} }: BookingsOptions,
): BookingsDependencies {
  const { log, reports, choices } = world;
  return {
    table: {
      read: (key) =>
        by.repeatable(
          "read a booking's item",
          () => table.read(key),
          () => key.patientId,
        ),
      write: (key, before, item) =>
        by.repeatable(
          "write a booking's item",
          async () => {
            const isStored = await table.write(key, before, item);
            if (isStored) onStored(key, item);
            return isStored;
          },
          () => key.patientId,
        ),
    },
    log: {
      read: ({ notificationId }) =>
        by.repeatable("read the log", () => log.items.find((item) => item.notificationId === notificationId)),
    },
    appointments: simulatedSend(by, world.appointmentsQueue),
    deadLetters: simulatedSend(by, deadLetters),
    translators: LOADED_TRANSLATORS,
    metrics: { emit: (values) => by.repeatable("emit metrics", () => reports.count(values)) },
    logger: reports.logger,
    changeTexts,
    clinics: world.nights?.clinics ?? CLINICS,
    clock: by.clock,
    random: choices,
  };
}
