import { type Duration, Stack } from "aws-cdk-lib";
import { Grant, Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import type { IFunction } from "aws-cdk-lib/aws-lambda";
import { Schedule, type ScheduleExpression, ScheduleTargetInput } from "aws-cdk-lib/aws-scheduler";
import { LambdaInvoke } from "aws-cdk-lib/aws-scheduler-targets";
import { Construct } from "constructs";
import type { DigestEvent } from "../../../../contracts/digest/digest-event";
import type { ScheduledRunEvent, SweepEvent } from "../../../../contracts/producer-event";
import type { ReminderQueue } from "../messaging/reminder-queue";

export interface ScheduledRunProps {
  readonly scheduleName: string;
  /** The producer, or the function of the digest. */
  readonly target: IFunction;
  /** Receives runs that could not be started. */
  readonly deadLetters: ReminderQueue;
}

interface ProducerScheduleProps extends ScheduledRunProps {
  readonly description: string;
  /** What it starts, to complete a sentence. */
  readonly run: string;
  readonly schedule: ScheduleExpression;
  readonly event: ScheduledRunEvent | SweepEvent | DigestEvent;
  /** How long the scheduler tries to start a run. */
  readonly maxEventAge: Duration;
  readonly retryAttempts: number;
}

/** Starts a function by a schedule, with a role that may do nothing else. */
export class ProducerSchedule extends Construct {
  constructor(scope: Construct, id: string, props: ProducerScheduleProps) {
    super(scope, id);
    const { scheduleName, description, run, schedule, event, target, deadLetters, maxEventAge, retryAttempts } = props;
    const role = this.roleToInvoke(target, run);
    deadLetters.grantSend(role);
    new Schedule(this, "Schedule", {
      scheduleName,
      description,
      schedule,
      target: new LambdaInvoke(target, {
        role: role.withoutPolicyUpdates(),
        input: ScheduleTargetInput.fromObject(event),
        maxEventAge,
        retryAttempts,
        deadLetterQueue: deadLetters.queue,
      }),
    });
  }

  /** The scheduler's role: invokes this function, for schedules of this account only. */
  private roleToInvoke(target: IFunction, run: string): Role {
    const stack = Stack.of(this);
    const group = stack.formatArn({ service: "scheduler", resource: "schedule-group", resourceName: "default" });
    const role = new Role(this, "Role", {
      assumedBy: new ServicePrincipal("scheduler.amazonaws.com", {
        // EventBridge Scheduler sets the ARN of the schedule's group here, not that of the schedule.
        conditions: { StringEquals: { "aws:SourceAccount": stack.account, "aws:SourceArn": group } },
      }),
      description: `Lets the scheduler start ${run}`,
    });
    Grant.addToPrincipal({
      grantee: role,
      actions: ["lambda:InvokeFunction"],
      resourceArns: [target.functionArn],
    });
    return role;
  }
}
