import { Duration, Stack, TimeZone } from "aws-cdk-lib";
import { Grant, Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import type { IFunction } from "aws-cdk-lib/aws-lambda";
import { Schedule, ScheduleExpression, ScheduleTargetInput } from "aws-cdk-lib/aws-scheduler";
import { LambdaInvoke } from "aws-cdk-lib/aws-scheduler-targets";
import { Construct } from "constructs";
import { SCHEDULE_SOURCE, type ScheduledRunEvent } from "../../../../contracts/producer-event";
import type { ReminderQueue } from "../messaging/reminder-queue";

export interface DailyScheduleProps {
  readonly scheduleName: string;
  /** HH:MM, 24 hours. */
  readonly timeOfDay: string;
  /** IANA time zone of `timeOfDay`. */
  readonly timeZone: string;
  /** Invoked with a {@link ScheduledRunEvent}. */
  readonly target: IFunction;
  /** Receives runs that could not be started. */
  readonly deadLetters: ReminderQueue;
}

/** Starts the daily run. */
export class DailySchedule extends Construct {
  constructor(scope: Construct, id: string, props: DailyScheduleProps) {
    super(scope, id);
    const { scheduleName, timeOfDay, timeZone, target, deadLetters } = props;
    const role = this.roleToInvoke(target);
    deadLetters.grantSend(role);
    const [hour, minute] = timeOfDay.split(":").map((digits) => String(Number(digits)));
    const input: ScheduledRunEvent = { source: SCHEDULE_SOURCE };
    new Schedule(this, "Schedule", {
      scheduleName,
      description: "Queues the reminders that are due",
      schedule: ScheduleExpression.cron({ minute, hour, timeZone: TimeZone.of(timeZone) }),
      target: new LambdaInvoke(target, {
        role: role.withoutPolicyUpdates(),
        input: ScheduleTargetInput.fromObject(input),
        // A reminder a few hours late is still useful; the next daily run catches up on later ones.
        maxEventAge: Duration.hours(4),
        retryAttempts: 20,
        deadLetterQueue: deadLetters.queue,
      }),
    });
  }

  /** The scheduler's role: invokes this function, for schedules of this account only. */
  private roleToInvoke(target: IFunction): Role {
    const stack = Stack.of(this);
    const group = stack.formatArn({ service: "scheduler", resource: "schedule-group", resourceName: "default" });
    const role = new Role(this, "Role", {
      assumedBy: new ServicePrincipal("scheduler.amazonaws.com", {
        // EventBridge Scheduler sets the ARN of the schedule's group here, not that of the schedule.
        conditions: { StringEquals: { "aws:SourceAccount": stack.account, "aws:SourceArn": group } },
      }),
      description: "Lets the scheduler start the daily run",
    });
    Grant.addToPrincipal({
      grantee: role,
      actions: ["lambda:InvokeFunction"],
      resourceArns: [target.functionArn],
    });
    return role;
  }
}
