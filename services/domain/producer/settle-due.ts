/** Queues, expires or declines a batch of due appointments, and takes them off the due list. */
import type { OutcomeEvent } from "../../../contracts/events/event-types";
import { duePartOf } from "../../../contracts/tables/appointments-table";
import { clinicDay } from "../appointment/appointment-time";
import { patientLanguage } from "../clinics/patient-language";
import type { Contact } from "../contact/contact";
import { TRANSITIONS } from "../notification/transitions";
import { outcomeEvent } from "../reporting/outcome-event";
import { publishEvents } from "../reporting/publish";
import { RetryLater } from "../retry/failure";
import type { DueAppointment } from "./appointments";
import type { CheckedDue } from "./check-due";
import { enqueue, type ProducerDependencies, type ProducerRun, type Tally } from "./producer-run";

/** The producer's writes to the log are not caused by a message. */
const NO_MESSAGE = "";

export async function queueDue(batch: readonly CheckedDue[], tally: Tally, deps: ProducerDependencies): Promise<void> {
  const taken = await enqueue(batch, ({ appointment }) => appointment, tally, deps);
  await all(taken, ({ due, next }) => takeOff(due, (at) => deps.appointments.markQueued(due, at, next), tally, deps));
}

/** Records reminders that were too late to be queued in the delivery log too; a notification that has ended is kept. */
export async function expireDue(
  batch: readonly CheckedDue[],
  run: ProducerRun,
  tally: Tally,
  deps: ProducerDependencies,
): Promise<void> {
  // Loaded on demand: most runs expire nothing, and the phone metadata is a quarter of the producer's bundle.
  const { usableContact } = await import("../contact/contact");
  const contactOf = ({ appointment, clinic }: CheckedDue) => usableContact(appointment, clinic);
  await endDue("expire", batch, contactOf, run, deps, async (recorded, endedNow) => {
    tally.expiredNow += endedNow;
    await all(recorded, async ({ due }) => {
      await takeOff(due, (at) => deps.appointments.markMissed(due, at), tally, deps);
      tally.expired += 1;
    });
  });
}

/**
 * Records patients who want no reminders. A notification that an earlier message has opened is queued all the same: the
 * consumers end it, once no attempt holds it.
 */
export async function declineDue(
  batch: readonly CheckedDue[],
  run: ProducerRun,
  tally: Tally,
  deps: ProducerDependencies,
): Promise<void> {
  const noContact = () => ({});
  await endDue("decline", batch, noContact, run, deps, async (recorded, endedNow, others) => {
    tally.declinedNow += endedNow;
    await all(recorded, async ({ due }) => {
      await takeOff(due, (at) => deps.appointments.markDeclined(due, at), tally, deps);
      tally.declined += 1;
    });
    if (others.length > 0) await queueDue(others, tally, deps);
  });
}

type ListOfDue = readonly CheckedDue[];

/**
 * Ends notifications without sending anything.
 * @param takeOffList called once, also if a write failed: with the appointments whose notification is recorded, the
 * number of those that this run ended, and, of declined ones, those that have another state
 */
async function endDue(
  transition: "expire" | "decline",
  batch: ListOfDue,
  contactOf: (one: CheckedDue) => Contact,
  run: ProducerRun,
  deps: ProducerDependencies,
  takeOffList: (recorded: ListOfDue, endedNow: number, others: ListOfDue) => Promise<void>,
): Promise<void> {
  const events: OutcomeEvent[] = [];
  const again: OutcomeEvent[] = [];
  const recorded: CheckedDue[] = [];
  const others: CheckedDue[] = [];
  const { to } = TRANSITIONS[transition];
  const end = async (one: CheckedDue) => {
    const { applied, item } = await deps.log.apply(transition, {
      key: one.key,
      appointment: one.appointment,
      clinicId: one.clinic.id,
      language: patientLanguage(one.appointment, one.clinic),
      contact: contactOf(one),
      batchId: run.id,
      claimId: deps.random.uuid(),
      queueMessageId: NO_MESSAGE,
    });
    if (applied) events.push(outcomeEvent(item));
    // An earlier run recorded it and died before removing it from the due list: its event may be lost.
    else if (item.status === to && item.queueMessageId === NO_MESSAGE) again.push(outcomeEvent(item));
    const isOther = transition === "decline" && item.status !== to;
    (isOther ? others : recorded).push(one);
  };
  try {
    await all(batch, end);
  } finally {
    // Published before it is removed from the list: if a run dies in between, the next run publishes it again.
    await publishEvents(run.id, [...events, ...again], deps);
    await takeOffList(recorded, events.length, others);
  }
}

/** An appointment that another program is writing to stays due; the others are queued nevertheless. */
async function takeOff(
  { appointmentId, patientId }: DueAppointment,
  mark: (at: string) => Promise<void>,
  tally: Tally,
  { logger, clock }: ProducerDependencies,
): Promise<void> {
  try {
    await mark(new Date(clock.now()).toISOString());
  } catch (error) {
    if (!(error instanceof RetryLater)) throw error;
    tally.stillDue += 1;
    logger.error("appointment still due", { appointmentId, patientId, code: error.code });
  }
}

/** @throws the first error, after all have settled: one failure does not affect the others of its batch */
async function all<T>(list: readonly T[], work: (one: T) => Promise<void>): Promise<void> {
  const results = await Promise.allSettled(list.map(work));
  for (const result of results) if (result.status === "rejected") throw result.reason;
}

/**
 * Puts refused appointments on the daily run's list: the sweep reads a quarter only for some hours, and the daily run some
 * days, in which the booking system may correct them.
 */
export async function leaveToDailyRun(
  batch: readonly DueAppointment[],
  tally: Tally,
  deps: ProducerDependencies,
): Promise<void> {
  const today = clinicDay(deps.clock.now(), deps.clinicTimeZone);
  await all(batch, async (due) => {
    const day = duePartOf(today, due.appointmentId, due.patientId);
    await takeOff(due, () => deps.appointments.postpone(due, day), tally, deps);
  });
}
