import { Duration, Stack } from "aws-cdk-lib";
import {
  Alarm,
  type AlarmProps,
  ComparisonOperator,
  MathExpression,
  Stats,
  TreatMissingData,
} from "aws-cdk-lib/aws-cloudwatch";
import { SnsAction } from "aws-cdk-lib/aws-cloudwatch-actions";
import { PolicyStatement, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { Topic } from "aws-cdk-lib/aws-sns";
import { Construct } from "constructs";
import { METRICS } from "../../contracts/metrics";
import type { PipelineMetrics } from "./pipeline-metrics";
import type { ReminderFunction } from "./reminder-function";
import type { ReminderQueue } from "./reminder-queue";

/** Failed notifications that are too many, in percent of all that ended. */
const FAILURE_PERCENT = 5;

/** Notifications that must have ended before a rate says anything: below it, one failure would be an alarm. */
const LEAST_VOLUME = 20;

/** Failed invocations within five minutes that are too many. */
const FUNCTION_ERRORS = 5;

type AlarmRule = Pick<AlarmProps, "alarmName" | "alarmDescription" | "metric" | "threshold">;

/** The alarms, and the topic that tells people of them. */
export class PipelineAlarms extends Construct {
  readonly topic: Topic;

  constructor(scope: Construct, id: string, props: { readonly topicName: string }) {
    super(scope, id);
    this.topic = new Topic(this, "Topic", {
      topicName: props.topicName,
      displayName: "Appointment reminder alarms",
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
  }

  /** Too many notifications failed within an hour, which is longer than all tries of one notification take. */
  addDeliveryFailures(alarmName: string, metrics: PipelineMetrics): Alarm {
    const period = Duration.hours(1);
    // What counted nothing within the hour has no data point: FILL makes it 0.
    const all = "FILL(sms, 0) + FILL(email, 0) + FILL(failed, 0)";
    const metric = new MathExpression({
      expression: `IF((${all}) >= ${LEAST_VOLUME}, 100 * FILL(failed, 0) / (${all}), 0)`,
      usingMetrics: {
        sms: metrics.count(METRICS.successful, period),
        email: metrics.count(METRICS.fallback, period),
        failed: metrics.count(METRICS.failed, period),
      },
      label: "Failed notifications, %",
      period,
    });
    const alarmDescription = `More than ${FAILURE_PERCENT} % of the last hour's notifications failed: these patients got neither a text nor an email.`;
    return this.add("DeliveryFailures", { alarmName, alarmDescription, metric, threshold: FAILURE_PERCENT });
  }

  /**
   * A function crashed, timed out or was refused more often than chance explains.
   * @param meaning what that means to patients
   * @param threshold failed invocations within five minutes that are not yet too many
   */
  addFunctionErrors(
    alarmName: string,
    { kind, lambda }: ReminderFunction,
    meaning: string,
    threshold = FUNCTION_ERRORS,
  ): Alarm {
    const metric = lambda.metricErrors({ period: Duration.minutes(5), statistic: Stats.SUM });
    const alarmDescription = `A function failed more than ${threshold} times in 5 minutes: ${meaning}.`;
    return this.add(`${kind}Errors`, { alarmName, alarmDescription, metric, threshold });
  }

  /** A message lies in the dead-letter queue, or somebody has just received it from there. */
  addDeadLetters(alarmName: string, { queue }: ReminderQueue): Alarm {
    const options = { period: Duration.minutes(5), statistic: Stats.MAXIMUM };
    const metric = new MathExpression({
      expression: "visible + inFlight",
      usingMetrics: {
        visible: queue.metricApproximateNumberOfMessagesVisible(options),
        inFlight: queue.metricApproximateNumberOfMessagesNotVisible(options),
      },
      label: "Messages in the dead-letter queue",
      period: options.period,
    });
    const alarmDescription =
      "The dead-letter queue holds messages: these patients were not reminded, or a sender's message breaks the contract.";
    return this.add("DeadLetters", { alarmName, alarmDescription, metric, threshold: 0 });
  }

  private add(id: string, rule: AlarmRule): Alarm {
    const alarm = new Alarm(this, id, {
      ...rule,
      comparisonOperator: ComparisonOperator.GREATER_THAN_THRESHOLD,
      evaluationPeriods: 1,
      // Between the daily runs there is nothing to measure.
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
    alarm.addAlarmAction(new SnsAction(this.topic));
    return alarm;
  }
}
