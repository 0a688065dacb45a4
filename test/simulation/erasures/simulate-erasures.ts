/** One run in which operators erase patients while their appointments are booked, reminded of and answered. */
import { isOutcome } from "../../../contracts/delivery-log";
import { type BookedAppointment, bodyOf } from "../bookings/booked-appointments";
import {
  type BookingsFunction,
  redriveBookings,
  startBookingsFunction,
  startFeed,
} from "../bookings/bookings-function";
import { checkReadable } from "../checks/check-reports";
import { type BookedPatient, bookPatients, DAYS } from "../life/booked-patients";
import { startStops } from "../people/operator-stops";
import { runRedrive } from "../people/operators";
import { startSchedules } from "../people/schedules";
import type { RunOptions, RunResult } from "../run";
import { Choices } from "../services/choices";
import { startConsumers } from "../services/consumers";
import { World } from "../services/world";
import type { Variant } from "../variants/variant";
import { checkCompleted, checkErasures, type ErasedPatient } from "./check-erasures";
import { startErasure } from "./operators";

const MAX_EVENTS = 200_000;
const MAX_REDRIVES = 16;
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** The share of patients who are erased. */
const ERASED = 0.6;
/** When the erasures begin, in ms after the start: while appointments are booked, changed, reminded of and answered. */
const LATEST = 48 * HOUR;
/** The share of erasures that begin while a sweep queues reminders, and consumers send them. */
const AT_A_SWEEP = 0.5;
const QUARTER = 15 * MINUTE;
/** Reminders that another system queues for a patient, before the erasure. */
const MAX_DIRECT = 3;
/** The start of an appointment that is booked after the erasure, in ms after it. */
const LATER_START = 30 * HOUR;
const REDRIVES = [1, 3, 6, 10, 15].map((hours) => hours * HOUR);

export async function simulateErasures(options: RunOptions): Promise<RunResult> {
  const { seed, scenario, only, variant = {}, story = false } = options;
  const choices = new Choices(seed, only);
  const { patients, contacts, changeTexts, nights } = bookPatients(choices, scenario.patients, true);
  const { faults } = scenario;
  const world = new World({ choices, faults, contacts, nights, timings: variant.timings, story, answeredBy: contacts });
  const { time } = world;

  // 1. The pipeline.
  startConsumers(world, variant);
  const bookings = startBookingsFunction(world, { changeTexts, variant: variant.changeBookings });
  startSchedules(world, { days: DAYS + 1, skipsIdle: true, variant });
  // 2. Its users, and operators who erase.
  startFeed(
    world,
    patients.map(({ booked }) => booked),
    bookings.queue,
  );
  const erased = patients.flatMap((patient) =>
    choices.fraction() < ERASED ? [startErased(world, patient, sharedBy(patients), bookings, variant)] : [],
  );
  startStops(world, LATEST, seed);
  time.after(scenario.faultsLastMs, () => choices.endFaults());
  const redrive = (number: number) => {
    redriveBookings(bookings);
    world.answers?.redrive();
    if (world.deadLetters.messages.length > 0) void runRedrive(world, number, variant);
  };
  for (const [number, after] of REDRIVES.entries()) time.after(scenario.faultsLastMs + after, () => redrive(number));
  let end = await time.pass(MAX_EVENTS);
  const isLeft = () => [world.deadLetters, bookings.deadLetters].some(({ messages }) => messages.length > 0);
  for (let round = 1; end === "quiet" && (world.answers?.redrive() || isLeft()) && round <= MAX_REDRIVES; round += 1) {
    redrive(REDRIVES.length + round);
    end = await time.pass(MAX_EVENTS);
  }
  // 3. The rules.
  const problems = [
    ...(end === "endless" ? ["it goes round in circles"] : []),
    ...world.problems,
    ...checkErasures(world, erased, bookings),
  ];
  checkReadable(world, (text) => problems.push(text));
  return {
    problems,
    faults: choices.faults,
    story: world.story.lines,
    figures: {
      messages: bookings.queue.arrived.length,
      outcomes: world.log.wholeItems.filter(({ status }) => isOutcome(status)).length,
      lost: 0,
      doubleOutcomes: 0,
      secondSends: [],
      times: [],
    },
  };
}

/** What reaches more than one patient. */
function sharedBy(patients: readonly BookedPatient[]): ReadonlySet<string> {
  const all = patients.flatMap(({ reaches }) => [...new Set(reaches)]);
  return new Set(all.filter((reach, index) => all.indexOf(reach) !== index));
}

/** Other systems queue reminders of a patient; an operator erases the patient; then another appointment is booked. */
function startErased(
  world: World,
  { booked, contact, reaches }: BookedPatient,
  shared: ReadonlySet<string>,
  bookings: BookingsFunction,
  variant: Variant,
): ErasedPatient {
  const { choices, time } = world;
  const start = time.now;
  const drawn = choices.between(0, LATEST);
  const after =
    choices.fraction() < AT_A_SWEEP ? Math.ceil(drawn / QUARTER) * QUARTER + choices.between(0, 15_000) : drawn;
  const direct = choices.between(0, MAX_DIRECT);
  for (let number = 0; number < direct; number += 1) {
    const message = directMessage(booked, start, number, contact.fields);
    // Some reach the queue just before.
    const sent = choices.fraction() < 0.5 ? choices.between(0, after) : Math.max(0, after - choices.between(0, 2_000));
    time.after(sent, () => world.appointmentsQueue.send({ body: JSON.stringify(message) }));
  }
  const erasure = startErasure(world, booked.patientId, start + after, bookings, variant, () =>
    checkCompleted(world, patient, bookings),
  );
  const later = { appointmentId: `later-${booked.appointmentId}`, start: start + after + LATER_START };
  let isBooked = false;
  const bookLater = () => {
    if (isBooked || erasure.completedAt === undefined) return;
    isBooked = true;
    const appointmentTime = new Date(later.start).toISOString();
    const change = { version: 1, status: "booked" as const, appointmentTime, sent: [] };
    const { reminderPlan: _, ...others } = booked.fields ?? {};
    const fields = { ...others, ...contact.fields, reminderPlan: "3h" };
    const appointment = { ...booked, appointmentId: later.appointmentId, versions: true, fields };
    bookings.queue.send({ body: bodyOf(appointment, change) });
  };
  for (let hour = 1; hour <= 20; hour += 1) time.after(after + hour * HOUR, bookLater);
  const patient: ErasedPatient = {
    erasure,
    reaches,
    shared,
    // A phone that ever said STOP gets nothing, and another may have said it.
    isReachable: contact.reachable.email && !world.nights,
    get later() {
      return isBooked ? later : undefined;
    },
  };
  return patient;
}

/** With or without an appointmentId, of an appointment that the table may have, or not. */
function directMessage(booked: BookedAppointment, start: number, number: number, contact: object) {
  const { patientId, appointmentId } = booked;
  const ids = [{}, { appointmentId }, { appointmentId: `direct-${appointmentId}` }][number] ?? {};
  const appointmentTime = new Date(start + (60 + number) * HOUR).toISOString();
  return { patientId, ...ids, appointmentTime, doctorName: "Rivera", ...contact };
}
