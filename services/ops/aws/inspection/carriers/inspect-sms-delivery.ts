import {
  type CloudWatchLogsClient,
  FilterLogEventsCommand,
  ResourceNotFoundException,
} from "@aws-sdk/client-cloudwatch-logs";
import { type Lookup, lookUp } from "../lookup";

/** SNS's delivery log line of one text, without the phone number. */
export interface SmsDelivery {
  readonly delivered: boolean;
  /** Message parts, as SNS counted them; undefined if the line has no count. */
  readonly parts: number | undefined;
  /** Why it failed; undefined if it was delivered, or the reason is not a known one. */
  readonly failure: DeliveryFailure | undefined;
}

/** SNS found no number, pool or sender ID to text this phone from. */
export const NO_ORIGINATION = "No origination identity available to send to destination number";

/**
 * The beginnings of `providerResponse` for failed texts. The attribute's own text is not passed on.
 *
 * Source: "SMS delivery failure reasons" in "Amazon SNS SMS delivery monitoring with Amazon CloudWatch metrics and
 * logs", SNS Developer Guide (https://docs.aws.amazon.com/sns/latest/dg/sms_stats_cloudwatch.html). The first three are
 * not in that list: see docs/aws-facts.md.
 */
export const DELIVERY_FAILURES = [
  NO_ORIGINATION,
  "Sandboxed account unable to send to number",
  "No quota left for account",
  "Blocked as spam by phone carrier",
  "Destination is on a blocked list",
  "Invalid phone number",
  "Message body is invalid",
  "Phone carrier has blocked this message",
  "Phone carrier is currently unreachable/unavailable",
  "Phone has blocked SMS",
  "Phone is on a blocked list",
  "Phone is currently unreachable/unavailable",
  "Phone number is opted out",
  "This delivery would exceed max price",
  "Unknown error attempting to reach phone",
] as const;
export type DeliveryFailure = (typeof DELIVERY_FAILURES)[number];

/** Pages read of one log group: CloudWatch Logs may return empty pages before the one with the event. */
const MAX_PAGES = 50;

/**
 * Looks for a text in SNS's delivery logs.
 * @param functionArn the ARN of any function of the account, which names account and region
 * @param since ms since 1970
 * @returns undefined if nothing is logged yet, `missing` if the account has neither of the two log groups
 */
export function inspectSmsDelivery(
  client: CloudWatchLogsClient,
  functionArn: string,
  messageId: string,
  since: number,
): Promise<Lookup<SmsDelivery | undefined>> {
  return lookUp("logs:FilterLogEvents", async () => {
    const [, , , region, account] = functionArn.split(":");
    const group = `sns/${region}/${account}/DirectPublishToPhoneNumber`;
    // SNS creates each group with its first line: if no text was ever delivered, there is only the group of failures.
    const missing: ResourceNotFoundException[] = [];
    for (const logGroupName of [group, `${group}/Failure`]) {
      try {
        const line = await findLine(client, logGroupName, messageId, since);
        if (line !== undefined) return read(line);
      } catch (error) {
        if (!(error instanceof ResourceNotFoundException)) throw error;
        missing.push(error);
      }
    }
    if (missing.length === 2) throw missing[0];
    return undefined;
  });
}

async function findLine(
  client: CloudWatchLogsClient,
  logGroupName: string,
  messageId: string,
  startTime: number,
): Promise<string | undefined> {
  const filterPattern = `{ $.notification.messageId = "${messageId}" }`;
  let nextToken: string | undefined;
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const command = new FilterLogEventsCommand({ logGroupName, startTime, filterPattern, nextToken });
    const answer = await client.send(command);
    const message = answer.events?.[0]?.message;
    if (message !== undefined) return message;
    nextToken = answer.nextToken;
    if (!nextToken) return undefined;
  }
  return undefined;
}

function read(line: string): SmsDelivery {
  const { status, delivery } = JSON.parse(line) as {
    status?: string;
    delivery?: { numberOfMessageParts?: number; providerResponse?: string };
  };
  const response = (delivery?.providerResponse ?? "").toLowerCase();
  const delivered = status === "SUCCESS";
  return {
    delivered,
    parts: delivery?.numberOfMessageParts,
    failure: delivered ? undefined : DELIVERY_FAILURES.find((reason) => response.startsWith(reason.toLowerCase())),
  };
}
