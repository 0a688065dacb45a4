/**
 * EventBridge Scheduler's GetSchedule and UpdateSchedule, which can disable and enable the template's schedules.
 * `functions/scheduler.ts` fires a schedule on demand.
 */
import { isDeepStrictEqual } from "node:util";
import { AwsError, type Call, jsonAnswer, jsonParameters, type Service } from "../protocol/call";
import type { ScheduleResource } from "../template/resource-types";

const GROUP = "default";
const STATES: readonly unknown[] = ["ENABLED", "DISABLED"];

/** The template's schedules with their current states. */
export interface Schedules {
  all(): readonly ScheduleResource[];
  setState(name: string, state: string): void;
}

export function createSchedules(fromTemplate: readonly ScheduleResource[]): Schedules {
  const states = new Map<string, string>();
  return {
    all: () => fromTemplate.map((schedule) => ({ ...schedule, state: states.get(schedule.name) ?? schedule.state })),
    setState: (name, state) => void states.set(name, state),
  };
}

export function createScheduleService(schedules: Schedules): Service {
  const find = (name: string, group: unknown): ScheduleResource => {
    const found = schedules.all().find((schedule) => schedule.name === name);
    if (!found || (group ?? GROUP) !== GROUP) {
      throw new AwsError("ResourceNotFoundException", 404, `Schedule ${name} does not exist.`);
    }
    return found;
  };
  return async (call) => {
    const url = new URL(call.path, "http://localhost");
    const [, encoded] = /^\/schedules\/([^/]+)$/.exec(url.pathname) ?? [];
    const name = encoded && decodeURIComponent(encoded);
    if (name && call.operation.startsWith("GET ")) {
      return jsonAnswer(describe(find(name, url.searchParams.get("groupName") ?? undefined)));
    }
    if (name && call.operation.startsWith("PUT ")) {
      const asked = jsonParameters(call);
      const schedule = find(name, asked.GroupName);
      schedules.setState(name, stateAsked(schedule, asked));
      return jsonAnswer({ ScheduleArn: schedule.arn });
    }
    throw unknownOperation(call);
  };
}

function unknownOperation({ operation }: Call): AwsError {
  return new AwsError("UnknownOperationException", 404, `The local run has no scheduler ${operation}`);
}

function describe({ arn, state, roleArn, ...schedule }: ScheduleResource) {
  const { name, description, expression, timeZone, targetArn, input, deadLetterQueueArn, retryPolicy } = schedule;
  return {
    Name: name,
    Arn: arn,
    GroupName: GROUP,
    Description: description,
    ScheduleExpression: expression,
    ScheduleExpressionTimezone: timeZone,
    State: state,
    FlexibleTimeWindow: { Mode: "OFF" },
    Target: {
      Arn: targetArn,
      RoleArn: roleArn,
      Input: input,
      ...(deadLetterQueueArn !== undefined && { DeadLetterConfig: { Arn: deadLetterQueueArn } }),
      ...(retryPolicy !== undefined && { RetryPolicy: retryPolicy }),
    },
  };
}

/**
 * UpdateSchedule replaces the whole schedule: omitted values are reset, the state to ENABLED.
 * @throws {AwsError} if the call would change anything other than the state
 */
function stateAsked(schedule: ScheduleResource, asked: Record<string, unknown>): string {
  const { State = "ENABLED", ClientToken: _, ...others } = asked;
  if (!STATES.includes(State)) throw new AwsError("ValidationException", 400, "State must be ENABLED or DISABLED");
  const now: Record<string, unknown> = describe(schedule);
  for (const required of ["ScheduleExpression", "FlexibleTimeWindow", "Target"]) {
    if (asked[required] === undefined) throw new AwsError("ValidationException", 400, `${required} is missing`);
  }
  const compared = ["Description", "ScheduleExpression", "ScheduleExpressionTimezone", "FlexibleTimeWindow", "Target"];
  for (const name of new Set([...compared, ...Object.keys(others)])) {
    if (["Name", "GroupName"].includes(name) || isDeepStrictEqual(others[name], now[name])) continue;
    throw new AwsError("ValidationException", 400, `The local run can only change the state: ${name} must not change`);
  }
  return String(State);
}
