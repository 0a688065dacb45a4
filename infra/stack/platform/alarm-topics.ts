/** Topics of the platform that get the alarms too, besides the pipeline's own. */
import { type ITopic, Topic } from "aws-cdk-lib/aws-sns";
import type { Construct } from "constructs";
import { SettingsError } from "../settings/check-settings";
import { MAX_ALARM_TOPICS } from "../settings/platform-settings";
import type { Settings } from "../settings/settings";

/** Topics of another CDK app, besides those of the setting `alarmTopicArns`. */
export interface AlarmTopicObjects {
  /** Topics that get the alarms, and not the daily digest. Their policies and keys must allow CloudWatch to publish. */
  readonly alarmTopics?: readonly ITopic[];
}

/** @throws SettingsError if there are too many */
export function alarmTopicsOf(
  scope: Construct,
  { alarmTopicArns }: Settings,
  { alarmTopics = [] }: AlarmTopicObjects,
): readonly ITopic[] {
  const named = alarmTopicArns.map((arn, index) => Topic.fromTopicArn(scope, `AlarmTopic${index + 1}`, arn));
  const all = [...alarmTopics, ...named];
  if (all.length > MAX_ALARM_TOPICS)
    throw new SettingsError(`alarmTopics and alarmTopicArns are at most ${MAX_ALARM_TOPICS} together.`);
  return all;
}
