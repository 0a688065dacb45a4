/** CloudWatch DescribeAlarms: the template's alarms. The local run does not evaluate them, and their state says so. */
import { AwsError, jsonAnswer, jsonParameters, type Service } from "../../protocol/call";
import { ACCOUNT, REGION } from "../../template/references";
import type { AlarmResource } from "../../template/resource-types";

const STATE = {
  StateValue: "INSUFFICIENT_DATA",
  StateReason: "The local run has no evaluation of alarms",
} as const;

const FILTERS = ["AlarmNames", "AlarmNamePrefix", "StateValue"];

export function createAlarmDescriptions(alarms: readonly AlarmResource[]): Service {
  return async (call) => {
    const asked = jsonParameters(call);
    const unknown = Object.keys(asked).find((parameter) => !FILTERS.includes(parameter));
    if (unknown) throw new AwsError("ValidationError", 400, `The local run has no ${unknown} of DescribeAlarms`);
    const {
      AlarmNames,
      AlarmNamePrefix = "",
      StateValue,
    } = asked as {
      AlarmNames?: string[];
      AlarmNamePrefix?: string;
      StateValue?: string;
    };
    const listed = alarms.filter(
      ({ name }) =>
        (AlarmNames?.includes(name) ?? true) &&
        name.startsWith(AlarmNamePrefix) &&
        (StateValue ?? STATE.StateValue) === STATE.StateValue,
    );
    return jsonAnswer({ MetricAlarms: listed.map(describe), CompositeAlarms: [] });
  };
}

function describe({ name, properties }: AlarmResource) {
  const AlarmArn = `arn:aws:cloudwatch:${REGION}:${ACCOUNT}:alarm:${name}`;
  return { AlarmName: name, AlarmArn, ActionsEnabled: true, ...properties, ...STATE };
}
