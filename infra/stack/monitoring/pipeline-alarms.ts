import { Stack } from "aws-cdk-lib";
import { Alarm, ComparisonOperator } from "aws-cdk-lib/aws-cloudwatch";
import { SnsAction } from "aws-cdk-lib/aws-cloudwatch-actions";
import { PolicyStatement, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import type { IKey } from "aws-cdk-lib/aws-kms";
import { Topic } from "aws-cdk-lib/aws-sns";
import { EmailSubscription } from "aws-cdk-lib/aws-sns-subscriptions";
import { Construct } from "constructs";
import { type AlarmRule, SILENCE } from "./alarm-rule";
import { dailyRunRules } from "./daily-run-rules";
import { deliveryRules } from "./delivery-rules";
import { functionRules } from "./function-rules";
import { queueRules } from "./queue-rules";
import { spendRules } from "./spend-rules";
import type { Watched } from "./watched";

export interface PipelineAlarmsProps {
  readonly topicName: string;
  /** Encrypts the topic; its policy admits CloudWatch's alarms. */
  readonly key: IKey;
  /** Whose sections bear the alarms' names, without the environment. */
  readonly runbookUrl: string;
  /** Who is told; `""` for nobody. */
  readonly alarmEmail: string;
}

/** The alarms, and the topic that tells people of them. */
export class PipelineAlarms extends Construct {
  readonly topic: Topic;
  readonly all: Alarm[] = [];
  private readonly runbookUrl: string;

  constructor(scope: Construct, id: string, { topicName, key, runbookUrl, alarmEmail }: PipelineAlarmsProps) {
    super(scope, id);
    this.runbookUrl = runbookUrl;
    this.topic = new Topic(this, "Topic", {
      topicName,
      displayName: "Appointment reminder alarms",
      masterKey: key,
      enforceSSL: true,
    });
    // enforceSSL replaces the policy that a topic has by default, under which alarms may publish.
    this.topic.addToResourcePolicy(
      new PolicyStatement({
        sid: "AllowAlarms",
        principals: [new ServicePrincipal("cloudwatch.amazonaws.com")],
        actions: ["sns:Publish"],
        resources: [this.topic.topicArn],
        conditions: { StringEquals: { "aws:SourceAccount": Stack.of(this).account } },
      }),
    );
    if (alarmEmail !== "") this.topic.addSubscription(new EmailSubscription(alarmEmail));
  }

  /** Sets every alarm of the environment. */
  watch(watched: Watched): void {
    const rules = [deliveryRules, dailyRunRules, functionRules, queueRules, spendRules].flatMap((of) => of(watched));
    this.all.push(...rules.map((rule) => this.set(rule)));
  }

  private set(rule: AlarmRule): Alarm {
    const { id, alarmName, meaning, metric, periods = 1, silence } = rule;
    const bound =
      "above" in rule
        ? { comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD, threshold: rule.above }
        : { comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD, threshold: rule.below };
    const alarm = new Alarm(this, id, {
      ...bound,
      alarmName,
      alarmDescription: `${meaning} ${this.runbookUrl}#${sectionOf(alarmName)}`,
      metric,
      evaluationPeriods: periods,
      treatMissingData: SILENCE[silence],
    });
    const action = new SnsAction(this.topic);
    alarm.addAlarmAction(action);
    // Whoever is on call sees the end, too.
    alarm.addOkAction(action);
    return alarm;
  }
}

/** The heading of an alarm's section: its name without the environment, which holds no hyphen. */
function sectionOf(alarmName: string): string {
  return alarmName.slice(0, alarmName.lastIndexOf("-"));
}
