/**
 * What SNS logs of a text. Shape and texts: "Amazon SNS SMS delivery monitoring with Amazon CloudWatch metrics and logs",
 * Amazon SNS Developer Guide (https://docs.aws.amazon.com/sns/latest/dg/sms_stats_cloudwatch.html).
 */
import { randomUUID } from "node:crypto";
import { gzipSync } from "node:zlib";
import { ACCOUNT, REGION } from "../../template/references";
import type { LogSubscription } from "../../template/resource-types";
import type { AcceptedText } from "../carriers/accepted-message";
import type { TextDelivery } from "../carriers/test-contacts";

const SUCCESSES = `sns/${REGION}/${ACCOUNT}/DirectPublishToPhoneNumber`;
const FAILURES = `${SUCCESSES}/Failure`;

const RESPONSES: Readonly<Record<TextDelivery["result"], string>> = {
  delivered: "Message has been accepted by phone",
  unreachable: "Phone is currently unreachable/unavailable",
  "opted-out": "Phone number is opted out",
};

/** US dollars for a part, as in AWS's samples. */
const PRICE = 0.00645;

/** @returns the name of the log group that has texts with this result */
export function deliveryLogGroup(result: TextDelivery["result"]): string {
  return result === "delivered" ? SUCCESSES : FAILURES;
}

/**
 * @param acceptedAt ms since 1970; also `reportedAt`
 * @returns a line of the delivery log
 */
export function deliveryLogLine(
  { messageId, phoneNumber, parts }: Pick<AcceptedText, "messageId" | "phoneNumber" | "parts">,
  result: TextDelivery["result"],
  acceptedAt: number,
  reportedAt: number,
): string {
  const timestamp = new Date(acceptedAt).toISOString().replace("T", " ").replace("Z", "");
  const took = reportedAt - acceptedAt;
  // A text that SNS itself drops reaches no carrier.
  const carried = {
    ...(result === "delivered" && { phoneCarrier: "Local Carrier" }),
    mnc: result === "delivered" ? 270 : 0,
    mcc: result === "delivered" ? 310 : 0,
    numberOfMessageParts: parts,
    priceInUSD: PRICE * parts,
    dwellTimeMsUntilDeviceAck: took,
  };
  return JSON.stringify({
    notification: { messageId, timestamp },
    delivery: {
      ...(result !== "opted-out" && carried),
      destination: phoneNumber,
      smsType: "Transactional",
      providerResponse: RESPONSES[result],
      dwellTimeMs: took,
    },
    status: result === "delivered" ? "SUCCESS" : "FAILURE",
  });
}

/**
 * @param lines each with the time of its writing, ms since 1970
 * @returns the event with which CloudWatch Logs invokes the function of a subscription filter: "Subscription filters with AWS
 *   Lambda", CloudWatch Logs User Guide
 */
export function subscribedLogs(
  { logGroup, filterName }: Pick<LogSubscription, "logGroup" | "filterName">,
  lines: readonly { readonly at: number; readonly message: string }[],
): { readonly awslogs: { readonly data: string } } {
  const logs = {
    messageType: "DATA_MESSAGE",
    owner: ACCOUNT,
    logGroup,
    logStream: randomUUID(),
    subscriptionFilters: [filterName],
    logEvents: lines.map(({ at, message }) => ({ id: randomUUID(), timestamp: at, message })),
  };
  return { awslogs: { data: gzipSync(JSON.stringify(logs)).toString("base64") } };
}
