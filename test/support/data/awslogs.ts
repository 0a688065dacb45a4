import { gzipSync } from "node:zlib";

/** What CloudWatch Logs packs into an event of a subscription filter. */
export interface SubscribedLogs {
  readonly messageType: string;
  readonly owner: string;
  readonly logGroup: string;
  readonly logStream: string;
  readonly subscriptionFilters: readonly string[];
  readonly logEvents: readonly { readonly id: string; readonly timestamp: number; readonly message: string }[];
}

export const LOG_OWNER = "123456789012";

/** The logs of some lines, as "Subscription filters with AWS Lambda" in the CloudWatch Logs User Guide shows them. */
export function subscribedLogs(lines: readonly string[], changes: Partial<SubscribedLogs> = {}): SubscribedLogs {
  return {
    messageType: "DATA_MESSAGE",
    owner: LOG_OWNER,
    logGroup: `sns/us-east-1/${LOG_OWNER}/DirectPublishToPhoneNumber`,
    logStream: "5d3b40ed-11d4-4cf4-9212-907f2af79295",
    subscriptionFilters: ["receipts"],
    logEvents: lines.map((message, index) => ({ id: String(index), timestamp: 1_796_137_200_000 + index, message })),
    ...changes,
  };
}

/** The event that Lambda passes to a function. */
export function awslogsEvent(logs: unknown) {
  return { awslogs: { data: gzipSync(JSON.stringify(logs)).toString("base64") } };
}
