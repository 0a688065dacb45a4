/** `appointments check`: finds items of the appointments table whose reminder is never sent. */
import type { Command } from "commander";
import { dueProblems } from "../../domain/producer/due-problems";
import { readSweptTo, scanAppointments } from "../aws/appointment-scan";
import { startProgress } from "../output/progress";
import { STATUS } from "../output/status";
import { clinicsCommand, type EnvironmentOptions, runs, type Session, wholeNumber } from "../shared/command";
import { type AppointmentIds, jsonProblems, textProblems } from "./problem-report";

interface Options extends EnvironmentOptions {
  readonly table: boolean;
  readonly limit?: number;
}

const HELP = `
The command reads the index of due reminders, which has all items with a reminderDate, and finds items that
  are never due                               NO_DATE, UNKNOWN_PART
  were due too long ago to be read again      LONG_PAST, or LEFT_OVER if the appointment is over
  are due after the appointment               AFTER_APPOINTMENT
  are due in more than two years              FAR_AHEAD
  every run refuses                           BREAKS_CONTRACT
With --table, it reads the whole table, and also finds items that
  are not in the index                        NOT_IN_INDEX
  have no reminderDate although the appointment is in the future and no reminder was queued: NO_REMINDER_DATE

Each line gives the ids, the field and the problem, never a value. For each problem, the first five items and the number
of all items are printed; --json prints all items. The command only reads, and uses one read request unit for each 8 KB.

Exit status: 0 no problem found, 1 problems found, 3 the environment cannot be reached, 130 interrupted.`;

export function checkCommand(session: Session): Command {
  const { terminal } = session;
  const command = clinicsCommand("check", "finds items whose reminder is never sent although nothing fails")
    .option("--table", "read the whole table, not only the index", false)
    .option("--limit <items>", "read at most this many items", wholeNumber)
    .addHelpText("after", HELP);
  return runs<Options>(command, session, async ({ json, table, limit }, environment) => {
    const { clinicTimeZone, catchUpDays } = await environment.settings();
    const sweptTo = await readSweptTo(environment.dynamo, environment.names.appointmentsTable);
    const rules = { now: Date.now(), clinicTimeZone, catchUpDays, sweptTo, clinics: await environment.clinics() };
    const report = (json ? jsonProblems : textProblems)(terminal);
    const progress = startProgress(terminal, "items");
    const totals = { read: 0, found: 0, complete: false };
    const of = table ? "table" : "due";
    try {
      for await (const { items, more } of scanAppointments(environment.dynamo, environment.names.appointmentsTable, {
        of,
        limit,
      })) {
        if (terminal.interrupted.aborted) break;
        for (const item of items) {
          const problems = dueProblems(item, rules);
          if (problems.length > 0) totals.found += 1;
          await report.add(idsOf(item), problems);
        }
        totals.read += items.length;
        totals.complete = !more;
        progress.show(totals.read);
      }
    } finally {
      progress.end();
      // The findings are printed even if the command fails.
      await report.end({ ...totals, of });
    }
    if (terminal.interrupted.aborted) return STATUS.interrupted;
    return totals.found > 0 ? STATUS.failed : STATUS.done;
  });
}

function idsOf({ appointmentId, patientId }: Readonly<Record<string, unknown>>): AppointmentIds {
  return { appointmentId: String(appointmentId ?? ""), patientId: String(patientId ?? "") };
}
