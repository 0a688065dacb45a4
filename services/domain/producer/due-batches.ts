/** Queues or expires the appointments of a page of the due list. */
import type { AppointmentMessage } from "../../../contracts/appointment-message";
import type { Clinic } from "../../../contracts/clinics/clinic";
import type { DeliveryLogItem } from "../../../contracts/delivery-log";
import type { OutcomeEvent } from "../../../contracts/outcome-event";
import { checkForClinic } from "../clinics/clinics";
import { inBatches } from "../concurrency/batches";
import { identifyNotification, type NotificationKey } from "../notification/notification";
import { outcomeEvent } from "../reporting/outcome-event";
import { publishEvents } from "../reporting/publish";
import { RetryLater } from "../retry/failure";
import type { DueAppointment } from "./appointments";
import { enqueue, type ProducerDependencies, type ProducerRun, type Tally } from "./producer-run";

/** The producer's writes to the log are not caused by a message. */
const NO_MESSAGE = "";

interface CheckedDue {
  readonly due: DueAppointment;
  readonly appointment: AppointmentMessage;
  readonly clinic: Clinic;
  readonly key: NotificationKey;
}

/**
 * Refuses appointments that violate the contract, and splits the others into batches.
 * @returns a task for each batch, not yet started: future appointments are queued, past ones recorded as expired
 */
export function batchesOf(
  page: readonly DueAppointment[],
  run: ProducerRun,
  tally: Tally,
  deps: ProducerDependencies,
): (() => Promise<void>)[] {
  const now = deps.clock.now();
  const ahead: CheckedDue[] = [];
  const over: CheckedDue[] = [];
  for (const due of page) {
    const check = checkForClinic(due.item, deps.clinics);
    if (!check.ok) {
      // It stays due, so that the reminder is sent once the booking system corrects it.
      const [{ field, problem }] = check.violations;
      const { appointmentId, patientId } = due;
      tally.refuse({ appointmentId, patientId, field, problem });
      deps.logger.error("appointment refused", { batchId: run.id, appointmentId, patientId, field });
      continue;
    }
    const { appointment, clinic } = check;
    const key = identifyNotification(appointment, clinic);
    (key.timestamp > now ? ahead : over).push({ due, appointment, clinic, key });
  }
  return [
    ...inBatches(ahead).map((batch) => () => queueDue(batch, tally, deps)),
    ...inBatches(over).map((batch) => () => expireDue(batch, run, tally, deps)),
  ];
}

async function queueDue(batch: readonly CheckedDue[], tally: Tally, deps: ProducerDependencies): Promise<void> {
  const taken = await enqueue(batch, ({ appointment }) => appointment, tally, deps);
  const at = isoNow(deps);
  await all(taken, ({ due }) => takeOff(due, () => deps.appointments.markQueued(due, at), tally, deps));
}

/** Records reminders that were too late to be queued in the delivery log too; a notification that has ended is kept. */
async function expireDue(
  batch: readonly CheckedDue[],
  run: ProducerRun,
  tally: Tally,
  deps: ProducerDependencies,
): Promise<void> {
  // Loaded on demand: most runs expire nothing, and the phone metadata is a quarter of the producer's bundle.
  const { usableContact } = await import("../contact/contact");
  const events: OutcomeEvent[] = [];
  const again: OutcomeEvent[] = [];
  const recordedDue: DueAppointment[] = [];
  const at = isoNow(deps);
  const expire = async ({ due, appointment, clinic, key }: CheckedDue) => {
    const recorded = await deps.log.apply("expire", {
      key,
      appointment,
      clinicId: clinic.id,
      contact: usableContact(appointment, clinic),
      batchId: run.id,
      claimId: deps.random.uuid(),
      queueMessageId: NO_MESSAGE,
    });
    if (recorded.applied) events.push(outcomeEvent(recorded.item));
    // An earlier run recorded it and died before removing it from the due list: its event may be lost.
    else if (isProducersOwn(recorded.item)) again.push(outcomeEvent(recorded.item));
    recordedDue.push(due);
  };
  try {
    await all(batch, expire);
  } finally {
    tally.expiredNow += events.length;
    // Published before it is removed from the list: if a run dies in between, the next run publishes it again.
    await publishEvents(run.id, [...events, ...again], deps);
    await all(recordedDue, async (due) => {
      await takeOff(due, () => deps.appointments.markMissed(due, at), tally, deps);
      tally.expired += 1;
    });
  }
}

function isProducersOwn({ status, queueMessageId }: DeliveryLogItem): boolean {
  return status === "EXPIRED" && queueMessageId === NO_MESSAGE;
}

/** An appointment that another program is writing to stays due; the others are queued nevertheless. */
async function takeOff(
  { appointmentId, patientId }: DueAppointment,
  mark: () => Promise<void>,
  tally: Tally,
  { logger }: ProducerDependencies,
): Promise<void> {
  try {
    await mark();
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

function isoNow({ clock }: Pick<ProducerDependencies, "clock">): string {
  return new Date(clock.now()).toISOString();
}
