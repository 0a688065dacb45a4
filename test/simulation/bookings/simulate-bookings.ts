/** One run of the consumer of bookings on simulated services, with a nightly feed after it. */
import type { FakeBookingTable } from "../../support/fakes/fake-booking-table";
import type { Scenario } from "../scenarios";
import { Choices } from "../services/choices";
import { World } from "../services/world";
import { type BookedAppointment, bodyOf, bookAppointments, type Change, FEED } from "./booked-appointments";
import { type BookingsVariant, redriveBookings, startBookingsFunction, startFeed } from "./bookings-function";
import { checkFeed, checkStored, type Planned } from "./check-bookings";

export interface BookingsRun {
  readonly seed: number;
  readonly scenario: Scenario;
  readonly variant?: BookingsVariant;
}

const MAX_EVENTS = 200_000;
const NIGHTS = 3;
const DAY = 24 * 60 * 60_000;

/** @returns the broken rules */
export async function simulateBookings({ seed, scenario, variant }: BookingsRun): Promise<string[]> {
  const choices = new Choices(seed);
  const contacts = { optedOut: new Set<string>(), refused: new Set<string>() };
  const world = new World({ choices, faults: scenario.faults, contacts, story: false });
  const appointments = bookAppointments(choices, FEED);
  const bookings = startBookingsFunction(world, { variant });
  const { queue, table } = bookings;
  // 1. The changes, out of order, twice, late or lost.
  startFeed(world, appointments, queue);
  world.time.after(scenario.faultsLastMs, () => choices.endFaults());
  let end = await world.time.pass(MAX_EVENTS, false);
  redriveBookings(bookings);
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
