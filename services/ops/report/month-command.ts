/** `report`: what became of a month's reminders, and what they cost, for the people who pay for them. */
import type { Command } from "commander";
import { checkPagePath, writePage } from "../output/html/write-page";
import { jsonText } from "../output/json-text";
import { startProgress } from "../output/progress";
import { STATUS } from "../output/status";
import { note, say } from "../output/terminal";
import { type ClinicFilter, withClinicFilter } from "../shared/clinic-filter";
import { type ClinicsOptions, clinicsFile, deployedClinics } from "../shared/clinics";
import { type EnvironmentOptions, environmentCommand, runs, type Session } from "../shared/command";
import { aMonth, knownDays, monthBefore } from "./figures/month";
import { type MonthPrices, withPrices } from "./figures/month-costs";
import { monthFigures } from "./figures/month-figures";
import { monthPage } from "./page/month-page";
import { countDays } from "./read-month";
import { monthDocument } from "./tables/month-document";
import { monthText } from "./tables/month-text";

interface Options extends EnvironmentOptions, ClinicFilter, ClinicsOptions, MonthPrices {
  readonly month: string;
  readonly html?: string;
  readonly compare: boolean;
}

const HELP = `
The reminders of a month are those first claimed on its days, in the clinic's time zone: how many were delivered, answered
and confirmed, by day, clinic, channel and reason, and an estimate of what they cost. The month before is shown beside it.
The report has no names, phones, ids of patients or texts. The page needs no network and no scripts, and can be printed.

The log keeps a reminder for a limited time (retentionDays, 90 by default): the report says which days are incomplete.
The command only reads, by the index of days: 16 queries a day, and one more for each 2,000 reminders.

  npm run ops -- report --month 2027-03 --environment prod --html march.html`;

export function reportCommand(session: Session): Command {
  const { terminal } = session;
  const declared = environmentCommand("report", "shows what became of a month's reminders, and what they cost")
    .requiredOption("--month <month>", "the month, YYYY-MM", aMonth)
    .option("--html <file>", "write a page, in place of the tables")
    .option("--no-compare", "do not read the month before")
    .addOption(clinicsFile("the file of clinic profiles, as deployed: shows the names of clinics"))
    .addHelpText("after", HELP);
  const command = withPrices(withClinicFilter(declared, "reminders"));
  return runs<Options>(command, session, async (options, environment) => {
    const { month, html, json, clinic } = options;
    const now = Date.now();
    // 1. What can be known, and whether the page can be written: before minutes of reading.
    if (html !== undefined) await checkPagePath(html);
    const settings = await environment.settings();
    const { clinicTimeZone: timeZone, retentionDays } = settings;
    const asked = { now, timeZone, retentionDays };
    const known = knownDays(month, asked);
    const clinics =
      options.clinics === undefined ? undefined : deployedClinics(settings, options.clinics, options.environment);
    const nameOf = (id: string) => clinics?.find(id)?.name ?? id;
    const textReceipts = await environment.textReceipts();
    // 2. The month, and the one before.
    const former = options.compare ? knownDays(monthBefore(month), asked) : undefined;
    const progress = startProgress(terminal, "reminders");
    const parts = 16 * (known.begun.length + (former?.begun.length ?? 0));
    let [done, read] = [0, 0];
    const reading = {
      log: environment.log,
      terminal,
      clinic,
      onPage: (notifications: number) => {
        read += notifications;
        progress.showPart(read, done / parts);
      },
      onPart: () => {
        done += 1;
        progress.showPart(read, done / parts);
      },
    };
    const tallies = async () => {
      try {
        const tally = await countDays(known.begun, reading);
        return [tally, former && { known: former, tally: await countDays(former.begun, reading) }] as const;
      } finally {
        progress.end();
      }
    };
    const [tally, before] = await tallies();
    const { name } = environment;
    const circumstances = { environment: name, timeZone, now, retentionDays, textReceipts, clinics: clinic, known };
    const figures = monthFigures(circumstances, tally, before, options);
    // 3. The page, the document or the tables.
    if (html !== undefined) await writePage(html, monthPage(figures, nameOf));
    if (json) say(terminal, jsonText(monthDocument(figures, html)));
    else if (html === undefined) say(terminal, monthText(figures, nameOf, terminal.columns));
    else note(terminal, `Wrote ${html}.`);
    return STATUS.done;
  });
}
