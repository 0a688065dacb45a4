/**
 * SDK clients of the operators' commands. The functions do not load them. Region, credentials and endpoints come from
 * the SDK's environment.
 */
import { CloudWatchClient } from "@aws-sdk/client-cloudwatch";
import { CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";
import { KMSClient } from "@aws-sdk/client-kms";
import { LambdaClient } from "@aws-sdk/client-lambda";
import { PinpointSMSVoiceV2Client } from "@aws-sdk/client-pinpoint-sms-voice-v2";
import { SchedulerClient } from "@aws-sdk/client-scheduler";
import { SESv2Client } from "@aws-sdk/client-sesv2";
import { SNSClient } from "@aws-sdk/client-sns";
import { SQSClient } from "@aws-sdk/client-sqs";
import { STSClient } from "@aws-sdk/client-sts";
import { dynamoDocuments } from "../../adapters/dynamodb/dynamo-document-client";
import { type EventTopic, snsOutcomeTopic } from "../../adapters/sns-outcome-topic";
import { fhirEvent } from "../../domain/reporting/fhir/fhir-event";
import type { DeployedSettings } from "./deployed-settings";

/** A person waits: long time-outs and several attempts. */
const UNHURRIED = {
  requestHandler: { connectionTimeout: 3_000, requestTimeout: 15_000, throwOnRequestTimeout: true },
  maxAttempts: 5,
};

/**
 * For calls that a stop does not depend on: the caller's identity, and the alarm's metric.
 * @param requestTimeout ms
 */
const brief = (requestTimeout: number) => ({
  requestHandler: { connectionTimeout: 1_000, requestTimeout, throwOnRequestTimeout: true },
  maxAttempts: 2,
});

export const dynamo = () => dynamoDocuments(UNHURRIED);
export const sqs = () => new SQSClient(UNHURRIED);
export const sns = () => new SNSClient(UNHURRIED);
export const cloudWatch = () => new CloudWatchClient(UNHURRIED);
export const lambda = () => new LambdaClient(UNHURRIED);
export const scheduler = () => new SchedulerClient(UNHURRIED);
export const kms = () => new KMSClient(UNHURRIED);
/** AWS End User Messaging SMS. */
export const endUserMessaging = () => new PinpointSMSVoiceV2Client(UNHURRIED);
export const sesV2 = () => new SESv2Client(UNHURRIED);
export const cloudWatchLogs = () => new CloudWatchLogsClient(UNHURRIED);
export const sts = () => new STSClient(brief(2_000));
/** CloudWatch with short time-outs, for `stop` and `start`. */
export const cloudWatchBriefly = () => new CloudWatchClient(brief(5_000));

/** The topic of outcomes, in the formats in which the functions publish. */
export function outcomeTopic({ topicArn, fhirEvents }: DeployedSettings): EventTopic {
  return snsOutcomeTopic(sns(), topicArn, fhirEvents ? fhirEvent : undefined);
}
