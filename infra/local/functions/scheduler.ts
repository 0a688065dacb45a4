/** The template's schedules, fired on demand. */
import type { AccessControl } from "../access/access-control";
import { invocationRequest } from "../access/requirements";
import type { Schedules } from "../emulators/schedules";
import type { SendToDeadLetterQueue } from "./dead-letters";

/** The schedule's role may not invoke its target: there is no run. */
export class ScheduleRefused extends Error {
  override readonly name = "ScheduleRefused";
}

/** Fires a schedule once, by its name, and returns the response of its target. */
export type FireSchedule = (name?: string) => Promise<unknown>;

/** Somebody has disabled the schedule: there is no run. */
export class ScheduleDisabled extends Error {
  override readonly name = "ScheduleDisabled";
}

/** The template has no such schedule. */
export class ScheduleMissing extends Error {
  override readonly name = "ScheduleMissing";
}

/**
 * @param invoke invokes the target asynchronously
 * @returns it fires the template's first schedule, which is the daily run's, if it gets no name
 * @throws if a schedule's role cannot be read
 */
export function createScheduler(
  schedules: Pick<Schedules, "all">,
  access: Pick<AccessControl, "ofRole">,
  invoke: (targetArn: string, input: unknown) => Promise<unknown>,
  sendToDeadLetterQueue: SendToDeadLetterQueue,
): FireSchedule {
  const roles = new Map(schedules.all().map(({ name, roleArn }) => [name, access.ofRole(roleArn)]));
  return async (given) => {
    const all = schedules.all();
    const schedule = given === undefined ? all[0] : all.find(({ name }) => name === given);
    const role = schedule && roles.get(schedule.name);
    if (!schedule || !role) throw new ScheduleMissing(`The template has no schedule ${given ?? ""}`.trim());
    const { name, arn, targetArn, input, deadLetterQueueArn } = schedule;
    if (schedule.state === "DISABLED") throw new ScheduleDisabled(`The schedule ${name} is disabled`);
    if (role.may(invocationRequest(targetArn))) return invoke(targetArn, JSON.parse(input));

    const message = `The role of the schedule ${name} does not allow lambda:InvokeFunction on ${targetArn}`;
    // "Configuring a dead-letter queue for a schedule", EventBridge Scheduler User Guide.
    await sendToDeadLetterQueue(role, deadLetterQueueArn, input, {
      ERROR_CODE: "AccessDeniedException",
      ERROR_MESSAGE: message,
      SCHEDULE_ARN: arn,
      TARGET_ARN: targetArn,
    });
    throw new ScheduleRefused(message);
  };
}
