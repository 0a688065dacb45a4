import pMap from "p-map";
import { type AppointmentMessage, checkAppointment } from "../../contracts/appointment-message";
import { METRICS } from "../../contracts/metrics";
import type { ProducerAnswer } from "../../contracts/producer-event";
import { lastDays } from "./appointment-time";
import { usableContact } from "./contact";
import { BATCH_SIZE } from "./enqueue";
import { errorCode } from "./failure";
import { identifyNotification } from "./notification";
import type { DueAppointment } from "./ports";
import { enqueueAll, type ProducerDependencies, type ProducerRun, reportRun, Tally } from "./producer-run";
import { type Ending, outcome } from "./reminder";

/** A scheduled run that could not queue all that is due. What it left is still due: the next run takes it up. */
export class ProducerRunIncomplete extends Error {
  override readonly name = "ProducerRunIncomplete";
}

/**
 * A scheduled run: queues the reminders of all appointments that are due today, or were missed on the days before and
 * are still ahead. Queued first, then taken off the due list: a crash between the two queues a reminder twice, and the
 * consumer's claim lets one of them pass.
 * @throws ProducerRunIncomplete after doing what it could
 */
export async function produceDue(run: ProducerRun, deps: ProducerDependencies): Promise<ProducerAnswer> {
  const tally = new Tally();
  // 1. Every day that may hold something due, the oldest first, page by page.
  const end = await produceDays(run, tally, deps);
  const complete = end === "complete" && tally.unsent === 0;
  // 2. What became of it. A run that found nothing due tells so too: silence means that there was none.
  const answer = await reportRun("scheduled run", run, tally, deps, {
    [METRICS.queued]: tally.enqueued,
    ...(complete && { [METRICS.dailyRuns]: 1 }),
  });
  if (!complete) {
    throw new ProducerRunIncomplete(`${answer.enqueued} queued, ${answer.unsent} not taken, ${end}`);
  }
  return answer;
}

/** @returns how it ended; an error by its code alone, since a service may repeat in its text what it was given */
async function produceDays(run: ProducerRun, tally: Tally, deps: ProducerDependencies): Promise<string> {
  try {
    for (const day of lastDays(deps.clock.now(), deps.clinicTimeZone, deps.catchUpDays)) {
      for await (const page of deps.appointments.due(day)) {
        if (deps.clock.now() >= run.deadline) return "out of time";
        await producePage(page, run, tally, deps);
      }
    }
    return "complete";
  } catch (error) {
    return `broken off by ${errorCode(error)}`;
  }
}

async function producePage(
  page: readonly DueAppointment[],
  run: ProducerRun,
  tally: Tally,
  deps: ProducerDependencies,
): Promise<void> {
  const now = deps.clock.now();
  const at = new Date(now).toISOString();
  const ahead: { due: DueAppointment; appointment: AppointmentMessage }[] = [];
  const over: typeof ahead = [];
  for (const due of page) {
    const check = checkAppointment(due.item);
    if (!check.ok) {
      // It stays due, so that it is reminded of once the booking system mends it.
      const [{ field, problem }] = check.violations;
      tally.refuse({ appointmentId: due.appointmentId, field, problem });
      deps.logger.error("appointment refused", { batchId: run.id, appointmentId: due.appointmentId, field });
      continue;
    }
    const { timestamp } = identifyNotification(check.appointment, deps.clinicTimeZone);
    (timestamp > now ? ahead : over).push({ due, appointment: check.appointment });
  }
  await enqueueAll(
    ahead,
    ({ appointment }) => appointment,
    tally,
    deps,
    ({ due }) => deps.appointments.markQueued(due, at),
  );
  await pMap(
    over,
    async ({ due, appointment }) => {
      tally.endings.push(...(await recordExpired(appointment, run, deps)));
      await deps.appointments.markMissed(due, at);
      tally.expired += 1;
    },
    { concurrency: BATCH_SIZE, stopOnError: false },
  );
}

/** The delivery log tells of a reminder that came too late to be queued, too; it leaves alone what ended otherwise. */
async function recordExpired(
  appointment: AppointmentMessage,
  run: ProducerRun,
  deps: ProducerDependencies,
): Promise<Ending[]> {
  const recorded = await deps.log.apply("expire", {
    key: identifyNotification(appointment, deps.clinicTimeZone),
    appointment,
    contact: usableContact(appointment, deps.defaultCountry),
    batchId: run.id,
    claimId: deps.random.uuid(),
    queueMessageId: "",
  });
  return recorded.applied ? [outcome(recorded.item)] : [];
}
