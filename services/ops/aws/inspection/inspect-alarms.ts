import { type CloudWatchClient, DescribeAlarmsCommand } from "@aws-sdk/client-cloudwatch";
import { ListSubscriptionsByTopicCommand, type SNSClient } from "@aws-sdk/client-sns";
import { type Lookup, lookUp } from "./lookup";

export interface AlarmState {
  readonly name: string;
  readonly inAlarm: boolean;
  /** It has actions, and they are enabled. */
  readonly notifies: boolean;
  readonly threshold: number | undefined;
}

export interface Subscribers {
  readonly confirmed: number;
  /** Their address has not yet confirmed. */
  readonly pending: number;
}

/** @param names 50 at most: one page */
export function inspectAlarms(
  client: CloudWatchClient,
  names: readonly string[],
): Promise<Lookup<readonly AlarmState[]>> {
  return lookUp("cloudwatch:DescribeAlarms", async () => {
    const AlarmNames = [...names];
    const { MetricAlarms = [] } = await client.send(new DescribeAlarmsCommand({ AlarmNames }));
    return MetricAlarms.map(({ AlarmName = "", StateValue, ActionsEnabled, AlarmActions = [], Threshold }) => ({
      name: AlarmName,
      inAlarm: StateValue === "ALARM",
      notifies: ActionsEnabled !== false && AlarmActions.length > 0,
      threshold: Threshold,
    }));
  });
}

export function inspectSubscribers(client: SNSClient, TopicArn: string): Promise<Lookup<Subscribers>> {
  return lookUp("sns:ListSubscriptionsByTopic", async () => {
    const { Subscriptions = [] } = await client.send(new ListSubscriptionsByTopicCommand({ TopicArn }));
    const confirmed = Subscriptions.filter(({ SubscriptionArn }) => SubscriptionArn?.startsWith("arn:")).length;
    const pending = Subscriptions.filter(({ SubscriptionArn }) => SubscriptionArn === "PendingConfirmation").length;
    return { confirmed, pending };
  });
}
