/** One run of the consumer of bookings on simulated services, with a nightly feed after it. */
import type { BookingsDependencies } from "../../../services/domain/bookings/consume-bookings";
import { bookingsHandler } from "../../../services/handlers/bookings/bookings-handler";
import { CLINICS } from "../../support/data/clinics";
import { FakeBookingTable } from "../../support/fakes/fake-booking-table";
import type { Scenario } from "../scenarios";
import { Choices } from "../services/choices";
import type { Execution } from "../services/execution";
import { startFunction } from "../services/simulated-function";
import { simulatedSend } from "../services/simulated-ports";
import { SimulatedQueue } from "../services/simulated-queue";
import { World } from "../services/world";
import { type BookedAppointment, bodyOf, bookAppointments, type Change } from "./booked-appointments";
import { checkFeed, checkStored, type Planned } from "./check-bookings";

/** ms; a test checks that they are those of infra/stack/settings/consumer-timings.ts. */
export const BOOKING_TIMINGS = { timeoutMs: 120_000, leaseMs: 180_000, visibilityMs: 720_000, concurrency: 2 } as const;

/** A consumer with a mistake. */
export type BookingsVariant = (deps: BookingsDependencies) => BookingsDependencies;

export interface BookingsRun {
  readonly seed: number;
  readonly scenario: Scenario;
  readonly variant?: BookingsVariant;
}

const MAX_EVENTS = 200_000;
const NIGHTS = 3;
const DAY = 24 * 60 * 60_000;

/** @returns the broken rules */
export async function simulateBookings({ seed, scenario, variant = (deps) => deps }: BookingsRun): Promise<string[]> {
  const choices = new Choices(seed);
  const contacts = { optedOut: new Set<string>(), refused: new Set<string>() };
  const world = new World({ choices, faults: scenario.faults, contacts, story: false });
  const appointments = bookAppointments(choices);
  const table = new FakeBookingTable();
  const deadLetters = new SimulatedQueue("bookings-dlq", world, { visibilityMs: 300_000, countsOn: false });
  const queue = new SimulatedQueue("bookings", world, {
    visibilityMs: BOOKING_TIMINGS.visibilityMs,
    redrive: { target: deadLetters, maxReceiveCount: 10 },
    countsOn: false,
  });
  startFunction(world, {
    name: "bookings",
    queue,
    timings: BOOKING_TIMINGS,
    handlerOf: (by) => bookingsHandler(variant(dependencies(by, world, table, deadLetters))),
  });
  // 1. The changes, out of order, twice, late or lost.
  for (const appointment of appointments) {
    for (const change of appointment.changes) {
      for (const after of change.sent) world.time.after(after, () => queue.send({ body: bodyOf(appointment, change) }));
    }
  }
  world.time.after(scenario.faultsLastMs, () => choices.endFaults());
  let end = await world.time.pass(MAX_EVENTS, false);
  // What SQS gave up during the faults is redriven, with the time at which it first reached SQS.
  for (const { body, sentAt, attributes } of deadLetters.messages) {
    queue.send({ body, attributes: { FirstSentAt: String(sentAt), ...attributes } });
  }
  end = end === "quiet" ? await world.time.pass(MAX_EVENTS, false) : end;
  const problems = checkStored(appointments, table);
  // 2. All appointments as they are, every night: a reminder that was planned is queued in between.
  const planned: Planned[] = [];
  for (let night = 1; night <= NIGHTS && end === "quiet"; night += 1) {
    queueReminders(table, world.time.now, planned);
    for (const appointment of appointments) queue.send({ body: bodyOf(appointment, latest(appointment, night)) });
    world.time.after(DAY, () => {});
    end = await world.time.pass(MAX_EVENTS, false);
  }
  queueReminders(table, world.time.now, planned);
  problems.push(...checkFeed(appointments, table, planned, world.appointmentsQueue.arrived.length));
  return [...(end === "endless" ? ["it goes round in circles"] : []), ...world.problems, ...problems];
}

function latest({ changes }: BookedAppointment, night: number): Change {
  const last = changes.at(-1) as Change;
  return { ...last, version: last.version + night };
}

/** Takes every planned reminder off, as the producer does when it queues it. */
function queueReminders(table: FakeBookingTable, now: number, planned: Planned[]): void {
  for (const item of [...table.items.values()]) {
    const { reminderDate, ...rest } = item;
    if (reminderDate === undefined) continue;
    const { appointmentId, appointmentTime, revision = 0 } = item;
    planned.push({ appointmentId: String(appointmentId), reminder: `${appointmentTime} revision ${revision}` });
    table.put({ ...rest, reminderQueuedAt: new Date(now).toISOString() });
  }
}

function dependencies(
  by: Execution,
  world: World,
  table: FakeBookingTable,
  deadLetters: SimulatedQueue,
): BookingsDependencies {
  return {
    table: {
      read: (key) => by.repeatable("read a booking's item", () => table.read(key)),
      write: (key, before, item) => by.repeatable("write a booking's item", () => table.write(key, before, item)),
    },
    log: { read: () => by.repeatable("read the log", () => undefined) },
    appointments: simulatedSend(by, world.appointmentsQueue),
    deadLetters: simulatedSend(by, deadLetters),
    metrics: { emit: (values) => by.repeatable("emit metrics", () => world.reports.count(values)) },
    logger: world.reports.logger,
    changeTexts: [],
    clinics: CLINICS,
    clock: by.clock,
    random: world.choices,
  };
}
