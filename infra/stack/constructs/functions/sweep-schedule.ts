import { Duration, TimeZone } from "aws-cdk-lib";
import { ScheduleExpression } from "aws-cdk-lib/aws-scheduler";
import type { Construct } from "constructs";
import { SWEEP_SOURCE } from "../../../../contracts/producer-event";
import { ProducerSchedule, type ScheduledRunProps } from "./producer-schedule";

/** Starts the sweep at the beginning of each quarter of an hour: a rate would begin at the time of the deployment. */
export class SweepSchedule extends ProducerSchedule {
  constructor(scope: Construct, id: string, props: ScheduledRunProps) {
    super(scope, id, {
      ...props,
      description: "Queues the reminders that are due by the quarter of an hour",
      run: "the sweep",
      schedule: ScheduleExpression.cron({ minute: "0/15", timeZone: TimeZone.ETC_UTC }),
      event: { source: SWEEP_SOURCE },
      // The next sweep queues what this one would have queued.
      maxEventAge: Duration.minutes(15),
      retryAttempts: 10,
    });
  }
}
