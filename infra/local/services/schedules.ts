/** EventBridge Scheduler GetSchedule: the template's schedule. No clock starts it here: see `functions/scheduler.ts`. */
import { AwsError, jsonAnswer, type Service } from "../front/call";
import type { ScheduleResource } from "../template/resource-types";

const GROUP = "default";

export function createScheduleDescriptions(schedules: readonly ScheduleResource[]): Service {
  return async ({ operation, path }) => {
    const url = new URL(path, "http://localhost");
    const [, name] = /^\/schedules\/([^/]+)$/.exec(url.pathname) ?? [];
    if (!name || !operation.startsWith("GET ")) {
      throw new AwsError("UnknownOperationException", 404, `The local run has no scheduler ${operation}`);
    }
    const found = schedules.find((schedule) => schedule.name === decodeURIComponent(name));
    if (!found || (url.searchParams.get("groupName") ?? GROUP) !== GROUP) {
      throw new AwsError("ResourceNotFoundException", 404, `Schedule ${name} does not exist.`);
    }
    const { arn, expression, timeZone, state, targetArn, roleArn, input } = found;
    return jsonAnswer({
      Name: found.name,
      Arn: arn,
      GroupName: GROUP,
      ScheduleExpression: expression,
      ScheduleExpressionTimezone: timeZone,
      State: state,
      FlexibleTimeWindow: { Mode: "OFF" },
      Target: { Arn: targetArn, RoleArn: roleArn, Input: input },
    });
  };
}
