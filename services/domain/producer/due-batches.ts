import { dueDayOf, isInternalItem } from "../../../contracts/tables/appointments-table";
import { quarterStart } from "../../../contracts/tables/quarters";
import { inBatches } from "../concurrency/batches";
import { declinesReminders } from "../contact/contact-preference";
import type { DueAppointment } from "./appointments";
import { type CheckedDue, checkDue } from "./check-due";
import type { ProducerDependencies, ProducerRun, Tally } from "./producer-run";
import { declineDue, expireDue, leaveToDailyRun, queueDue } from "./settle-due";

/**
 * Refuses appointments of a due list's page that violate the contract, and splits the others into batches.
 * @returns a task for each batch, not yet started: future appointments are queued; past ones, and those of patients who
 * want no reminders, are recorded as ended
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
  const declined: CheckedDue[] = [];
  const refused: DueAppointment[] = [];
  for (const due of page) {
    if (isInternalItem(due)) continue;
    const check = checkDue(due, deps.clinics, now);
    if (!check.ok) {
      // It stays due, so that the reminder is sent once the booking system corrects it.
      const [{ field, problem }] = check.violations;
      const { appointmentId, patientId } = due;
      tally.refuse({ appointmentId, patientId, field, problem });
      deps.logger.error("appointment refused", { batchId: run.id, appointmentId, patientId, field });
      refused.push(due);
      continue;
    }
    const { checked } = check;
    const list = declinesReminders(checked.appointment) ? declined : checked.key.timestamp > now ? ahead : over;
    list.push(checked);
  }
  return [
    ...inBatches(ahead).map((batch) => () => queueDue(batch, tally, deps)),
    ...inBatches(over).map((batch) => () => expireDue(batch, run, tally, deps)),
    ...inBatches(declined).map((batch) => () => declineDue(batch, run, tally, deps)),
    ...inBatches(refused.filter(isOfQuarter)).map((batch) => () => leaveToDailyRun(batch, tally, deps)),
  ];
}

function isOfQuarter({ reminderDate }: DueAppointment): boolean {
  return quarterStart(dueDayOf(reminderDate)) !== undefined;
}
