/** `appointments check`: items of the appointments table whose reminder never goes out. */
import type { Command } from "commander";
import { dueProblems } from "../../domain/producer/due-problems";
import { scanAppointments } from "../aws/appointment-scan";
import { startProgress } from "../output/progress";
import { STATUS } from "../output/status";
import { type EnvironmentOptions, environmentCommand, runs, type Session, wholeNumber } from "../shared/command";
import { type AppointmentIds, jsonProblems, textProblems } from "./problem-report";

interface Options extends EnvironmentOptions {
  readonly table: boolean;
  readonly limit?: number;
}

const HELP = `
It reads the index of due reminders, which has the items with a reminderDate, and finds items
  that are never due                               NO_DATE, UNKNOWN_PART
  that were due too long ago to be read again      LONG_PAST; LEFT_OVER if the appointment is over
  that are due after the appointment               AFTER_APPOINTMENT
  that are due in more than two years              FAR_AHEAD
  that every daily run refuses                     BREAKS_CONTRACT
With --table it reads the whole table, and also finds
  items that are not in the index                  NOT_IN_INDEX
  future appointments without a reminderDate whose reminder was never queued: NO_REMINDER_DATE

Each line gives ids, the field and the problem, never a value. The first five items of each problem are printed, then how
many there were; --json prints all. It only reads, at one read request unit for each 8 KB.

Exit status: 0 nothing found, 1 something found, 3 the environment cannot be reached, 130 interrupted.`;

export function checkCommand(session: Session): Command {
  const { terminal } = session;
  const command = environmentCommand("check", "finds items whose reminder never goes out although nothing fails")
    .option("--table", "read the whole table, not only the index", false)
    .option("--limit <items>", "read at most this many items", wholeNumber)
    .addHelpText("after", HELP);
  return runs<Options>(command, session, async ({ json, table, limit }, environment) => {
    const { clinicTimeZone, catchUpDays } = await environment.settings();
    const rules = { now: Date.now(), clinicTimeZone, catchUpDays };
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
          await report.tell(idsOf(item), problems);
        }
        totals.read += items.length;
        totals.complete = !more;
        progress.show(totals.read);
      }
    } finally {
      progress.end();
      // The findings are reported however the command ends.
      await report.end({ ...totals, of });
    }
    if (terminal.interrupted.aborted) return STATUS.interrupted;
    return totals.found > 0 ? STATUS.failed : STATUS.done;
  });
}

function idsOf({ appointmentId, patientId }: Readonly<Record<string, unknown>>): AppointmentIds {
  return { appointmentId: String(appointmentId ?? ""), patientId: String(patientId ?? "") };
}
