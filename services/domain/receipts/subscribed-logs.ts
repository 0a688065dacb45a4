/**
 * Reads an event of a subscription filter of CloudWatch Logs: "Subscription filters with AWS Lambda", CloudWatch Logs User
 * Guide, https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/SubscriptionFilters.html
 */
import { gunzipSync } from "node:zlib";
import * as z from "zod/mini";

/**
 * The largest unpacked event. Lambda passes 1 MB at most, and delivery logs, with an id and a number in each line, shrink
 * to about a fifth.
 */
const MAX_UNPACKED_BYTES = 32 * 1_048_576;

const eventSchema = z.object({ awslogs: z.object({ data: z.string() }) });

const logsSchema = z.object({
  messageType: z.string(),
  owner: z.string(),
  logEvents: z.array(z.object({ message: z.string() })),
});

/** What SQS does not accept in a message: "SendMessage", SQS API Reference. */
const NOT_IN_MESSAGES = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu;

/** An event that is none of CloudWatch Logs, or another account's: it never succeeds. */
export class InvalidLogEvent extends Error {
  override readonly name = "InvalidLogEvent";
  /** @param code what is wrong with it; its content may be anything, and is in no error */
  constructor(readonly code: "NO_LOG_EVENT" | "NOT_UNPACKED" | "NO_LOG_LINES" | "FOREIGN_ACCOUNT") {
    super(code);
  }
}

/**
 * @param event as Lambda passes it
 * @param account the only account whose logs are accepted
 * @returns the lines as they were logged, but with U+FFFD for characters that SQS does not accept; none if CloudWatch Logs
 * only tries whether it can reach the function
 * @throws InvalidLogEvent
 */
export function readSubscribedLogs(event: unknown, account: string): string[] {
  const packed = eventSchema.safeParse(event);
  if (!packed.success) throw new InvalidLogEvent("NO_LOG_EVENT");
  const logs = logsSchema.safeParse(unpack(packed.data.awslogs.data));
  if (!logs.success) throw new InvalidLogEvent("NO_LOG_LINES");
  const { messageType, owner, logEvents } = logs.data;
  if (messageType === "CONTROL_MESSAGE") return [];
  if (messageType !== "DATA_MESSAGE") throw new InvalidLogEvent("NO_LOG_LINES");
  if (owner !== account) throw new InvalidLogEvent("FOREIGN_ACCOUNT");
  // SQS accepts no empty message.
  return logEvents.flatMap(({ message }) => (message === "" ? [] : [message.replace(NOT_IN_MESSAGES, "\ufffd")]));
}

function unpack(data: string): unknown {
  try {
    const unpacked = gunzipSync(Buffer.from(data, "base64"), { maxOutputLength: MAX_UNPACKED_BYTES });
    return JSON.parse(unpacked.toString("utf8"));
  } catch {
    throw new InvalidLogEvent("NOT_UNPACKED");
  }
}
