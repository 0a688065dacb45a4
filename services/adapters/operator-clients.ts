/** SDK clients of the operators' commands: no function loads them. Regions, credentials and endpoints are the SDK's own. */
import { CloudWatchLogsClient } from "@aws-sdk/client-cloudwatch-logs";
import { KMSClient } from "@aws-sdk/client-kms";
import { LambdaClient } from "@aws-sdk/client-lambda";
import { PinpointSMSVoiceV2Client } from "@aws-sdk/client-pinpoint-sms-voice-v2";
import { SchedulerClient } from "@aws-sdk/client-scheduler";
import { SESv2Client } from "@aws-sdk/client-sesv2";

/** A person waits: rather an answer late than a failure, but none for ever. */
const PATIENT = {
  requestHandler: { connectionTimeout: 3_000, requestTimeout: 15_000, throwOnRequestTimeout: true },
  maxAttempts: 5,
};

export const lambda = () => new LambdaClient(PATIENT);
export const scheduler = () => new SchedulerClient(PATIENT);
export const kms = () => new KMSClient(PATIENT);
/** AWS End User Messaging SMS. */
export const endUserMessaging = () => new PinpointSMSVoiceV2Client(PATIENT);
export const sesV2 = () => new SESv2Client(PATIENT);
export const cloudWatchLogs = () => new CloudWatchLogsClient(PATIENT);
