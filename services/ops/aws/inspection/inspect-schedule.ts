import { GetScheduleCommand, type SchedulerClient } from "@aws-sdk/client-scheduler";
import { type Lookup, lookUp } from "./lookup";

export interface ScheduleState {
  readonly enabled: boolean;
  /** Such as `cron(0 9 * * ? *)`. */
  readonly expression: string;
  /** IANA zone of the expression. */
  readonly timeZone: string;
}

export function inspectSchedule(client: SchedulerClient, name: string): Promise<Lookup<ScheduleState>> {
  return lookUp("scheduler:GetSchedule", async () => {
    const { State, ScheduleExpression, ScheduleExpressionTimezone } = await client.send(
      new GetScheduleCommand({ Name: name }),
    );
    return {
      enabled: State === "ENABLED",
      expression: ScheduleExpression ?? "",
      timeZone: ScheduleExpressionTimezone ?? "UTC",
    };
  });
}
