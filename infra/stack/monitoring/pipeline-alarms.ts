import { Stack } from "aws-cdk-lib";
import { Alarm, ComparisonOperator } from "aws-cdk-lib/aws-cloudwatch";
import { SnsAction } from "aws-cdk-lib/aws-cloudwatch-actions";
import { Grant, type IGrantable, PolicyStatement, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { type ITopic, Topic } from "aws-cdk-lib/aws-sns";
import { EmailSubscription } from "aws-cdk-lib/aws-sns-subscriptions";
import { Construct } from "constructs";
import { baseName } from "../../../contracts/resource-names";
import type { DataKey } from "../constructs/encryption/data-key";
import { type AlarmRule, MISSING_DATA } from "./alarm-rule";
import { dailyRunRules } from "./daily-run-rules";
import { deliveryRules } from "./delivery-rules";
import { functionRules } from "./function-rules";
import { queueRules } from "./queue-rules";
import { receiptRules } from "./receipt-rules";
import { replyRules } from "./reply-rules";
import { spendRules } from "./spend-rules";
import type { Watched } from "./watched";

export interface PipelineAlarmsProps {
  /** Its full name. */
  readonly environment: string;
  readonly topicName: string;
  /** Encrypts the topic; its policy must allow CloudWatch alarms to use it. */
  readonly key: DataKey;
  /** Each alarm links the section that has its name, without the environment. */
  readonly runbookUrl: string;
  /** Subscribed to the topic; `""` for nobody. */
  readonly alarmEmail: string;
  /** Topics that get the alarms too. Unlike the own topic, they do not get what {@link PipelineAlarms.grantPublish} is for. */
  readonly otherTopics: readonly ITopic[];
}

/** The alarms, and the topic that notifies people of them. */
export class PipelineAlarms extends Construct {
  readonly topic: Topic;
  readonly all: Alarm[] = [];
  private readonly runbookUrl: string;
  private readonly environment: string;
  private readonly key: DataKey;
  private readonly otherTopics: readonly ITopic[];

  constructor(scope: Construct, id: string, props: PipelineAlarmsProps) {
    super(scope, id);
    const { environment, topicName, key, runbookUrl, alarmEmail, otherTopics } = props;
    this.environment = environment;
    this.runbookUrl = runbookUrl;
    this.key = key;
    this.otherTopics = otherTopics;
    this.topic = new Topic(this, "Topic", {
      topicName,
      displayName: "Appointment reminder alarms",
      masterKey: key.key,
      enforceSSL: true,
    });
    // enforceSSL replaces the default policy of the topic, which lets alarms publish.
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

  /** Allows the grantee to notify the people who get the alarms. */
  grantPublish(grantee: IGrantable): void {
    Grant.addToPrincipal({ grantee, actions: ["sns:Publish"], resourceArns: [this.topic.topicArn] });
    this.key.grantSend(grantee, "sns");
  }

  /** Creates every alarm of the environment. */
  watch(watched: Watched): void {
    const ofReminders = [deliveryRules, receiptRules, replyRules, dailyRunRules];
    const rules = [...ofReminders, functionRules, queueRules, spendRules].flatMap((of) => of(watched));
    this.all.push(...rules.map((rule) => this.create(rule)));
  }

  private create(rule: AlarmRule): Alarm {
    const { id, alarmName, description, metric, threshold, evaluationPeriods = 1, missingData } = rule;
    const alarm = new Alarm(this, id, {
      alarmName,
      alarmDescription: `${description} ${this.runbookUrl}#${baseName(this.environment, alarmName)}`,
      metric,
      threshold,
      comparisonOperator: rule.comparisonOperator ?? ComparisonOperator.GREATER_THAN_THRESHOLD,
      evaluationPeriods,
      treatMissingData: MISSING_DATA[missingData],
    });
    const actions = [this.topic, ...this.otherTopics].map((topic) => new SnsAction(topic));
    alarm.addAlarmAction(...actions);
    // The person on call is also notified when it ends.
    alarm.addOkAction(...actions);
    return alarm;
  }
}
