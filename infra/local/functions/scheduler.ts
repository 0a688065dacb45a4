/** The template's schedule, fired on demand. */
import type { AccessControl } from "../access/access-control";
import { invocationRequest } from "../access/requirements";
import type { Schedules } from "../emulators/schedules";
import type { SendToDeadLetterQueue } from "./dead-letters";

/** The schedule's role may not invoke its target: there is no run. */
export class ScheduleRefused extends Error {
  override readonly name = "ScheduleRefused";
}

/** Somebody has disabled the schedule: there is no run. */
export class ScheduleDisabled extends Error {
  override readonly name = "ScheduleDisabled";
}

/**
 * @param invoke invokes the target asynchronously
 * @returns a function that fires the schedule once and returns the response of its target
 * @throws if a schedule's role cannot be read
 */
export function createScheduler(
  schedules: Pick<Schedules, "all">,
  access: Pick<AccessControl, "ofRole">,
  invoke: (targetArn: string, input: unknown) => Promise<unknown>,
  sendToDeadLetterQueue: SendToDeadLetterQueue,
): () => Promise<unknown> {
  const firing = schedules.all().map((schedule) => ({ schedule, role: access.ofRole(schedule.roleArn) }));
  return async () => {
    const [only, ...others] = firing;
    if (!only || others.length > 0) throw new Error("The template must have one schedule");
    const { name, arn, targetArn, input, deadLetterQueueArn } = only.schedule;
    if (schedules.all()[0]?.state === "DISABLED") throw new ScheduleDisabled(`The schedule ${name} is disabled`);
    if (only.role.may(invocationRequest(targetArn))) return invoke(targetArn, JSON.parse(input));

    const message = `The role of the schedule ${name} does not allow lambda:InvokeFunction on ${targetArn}`;
    // "Configuring a dead-letter queue for a schedule", EventBridge Scheduler User Guide.
    await sendToDeadLetterQueue(only.role, deadLetterQueueArn, input, {
      ERROR_CODE: "AccessDeniedException",
      ERROR_MESSAGE: message,
      SCHEDULE_ARN: arn,
      TARGET_ARN: targetArn,
    });
    throw new ScheduleRefused(message);
  };
}
