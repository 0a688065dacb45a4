import { Duration, TimeZone } from "aws-cdk-lib";
import { ScheduleExpression } from "aws-cdk-lib/aws-scheduler";
import type { Construct } from "constructs";
import { SCHEDULE_SOURCE } from "../../../../contracts/producer-event";
import { ProducerSchedule, type ScheduledRunProps } from "./producer-schedule";

export interface DailyScheduleProps extends ScheduledRunProps {
  /** HH:MM, 24 hours. */
  readonly timeOfDay: string;
  /** IANA time zone of `timeOfDay`. */
  readonly timeZone: string;
}

/** Starts the daily run. */
export class DailySchedule extends ProducerSchedule {
  constructor(scope: Construct, id: string, { timeOfDay, timeZone, ...props }: DailyScheduleProps) {
    super(scope, id, {
      ...props,
      description: "Queues the reminders that are due",
      run: "the daily run",
      schedule: onceADay(timeOfDay, timeZone),
      event: { source: SCHEDULE_SOURCE },
      // A reminder a few hours late is still useful; the next daily run catches up on later ones.
      maxEventAge: Duration.hours(4),
      retryAttempts: 20,
    });
  }
}

/**
 * @param timeOfDay HH:MM, 24 hours
 * @param timeZone IANA
 */
export function onceADay(timeOfDay: string, timeZone: string): ScheduleExpression {
  const [hour, minute] = timeOfDay.split(":").map((digits) => String(Number(digits)));
  return ScheduleExpression.cron({ minute, hour, timeZone: TimeZone.of(timeZone) });
}
