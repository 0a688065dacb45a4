import { type CfnResource, Duration } from "aws-cdk-lib";
import { type Alarm, AlarmStatusWidget, Dashboard, PeriodOverride, TextWidget } from "aws-cdk-lib/aws-cloudwatch";
import { Construct } from "constructs";
import { environmentName } from "../../../../contracts/resource-names";
import type { Watched } from "../watched";
import { clinicRow, costRow, funnelRow, outcomeRow, receiptRow } from "./dashboard-reminders";
import { replyRow } from "./dashboard-replies";
import { explained } from "./dashboard-widgets";
import { bookingRow, functionRow, queueRow, rateRow, stopRow } from "./dashboard-workings";

/** Where the person on call looks first: the outcomes of the day's reminders, and what delays the others. */
export class PipelineDashboard extends Construct {
  constructor(scope: Construct, id: string, watched: Watched & { readonly alarms: readonly Alarm[] }) {
    super(scope, id);
    const { names, settings, clinicMetrics, alarms } = watched;
    const ofClinics = clinicMetrics ? [clinicRow] : [];
    const ofReminders = [funnelRow, outcomeRow, ...ofClinics, receiptRow, replyRow];
    const rows = [...ofReminders, bookingRow, queueRow, stopRow, rateRow, functionRow, costRow];
    const dashboard = new Dashboard(this, "Dashboard", {
      dashboardName: names.dashboard,
      defaultInterval: Duration.days(1),
      // A graph keeps the period in its title whatever the time range.
      periodOverride: PeriodOverride.INHERIT,
      widgets: [
        [new TextWidget({ width: 24, height: 3, markdown: introduction(settings) })],
        [new AlarmStatusWidget({ title: "Alarms", width: 24, height: 5, alarms: [...alarms] })],
        ...rows.map((row) => explained(row(watched))),
      ],
    });
    // cfn-lint 1.51 does not know that a dashboard has tags.
    const resource = dashboard.node.defaultChild as CfnResource;
    resource.addMetadata("cfn-lint", { config: { ignore_checks: ["E3002"] } });
  }
}

function introduction(settings: Watched["settings"]): string {
  const { runbookUrl, schedule, timeZone } = settings;
  const isLink = runbookUrl.startsWith("https://");
  const runbook = isLink ? `[the runbook](${runbookUrl})` : `the runbook, \`${runbookUrl}\``;
  return [
    `# Appointment reminders, ${environmentName(settings)}`,
    `The daily run starts at ${schedule} (${timeZone}). Figures are for the time range above, by default the last 24 ` +
      `hours, unless a title says otherwise. Each alarm has a section of its name in ${runbook}: what it means, how to investigate, what to do.`,
  ].join("\n\n");
}
