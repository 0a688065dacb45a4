import { type CloudWatchLogsClient, FilterLogEventsCommand } from "@aws-sdk/client-cloudwatch-logs";
import { type Asked, ask } from "./asked";

/** What SNS logged of one text; without the phone number, which its lines hold. */
export interface SmsDelivery {
  readonly delivered: boolean;
  /** Message parts, as SNS counted them; undefined where the line has none. */
  readonly parts: number | undefined;
  /** SNS found no number or sender id that may text this phone. */
  readonly lacksOrigination: boolean;
}

/** "SMS delivery failure reasons", SNS Developer Guide. */
const NO_ORIGINATION = /^No origination identity available/i;

/**
 * Looks for a text in SNS's delivery logs.
 * @param functionArn of any function of the account: it names account and region
 * @param since ms since 1970
 * @returns undefined where nothing was logged yet
 */
export function inspectSmsDelivery(
  client: CloudWatchLogsClient,
  functionArn: string,
  messageId: string,
  since: number,
): Promise<Asked<SmsDelivery | undefined>> {
  return ask("logs:FilterLogEvents", async () => {
    const [, , , region, account] = functionArn.split(":");
    const group = `sns/${region}/${account}/DirectPublishToPhoneNumber`;
    for (const logGroupName of [group, `${group}/Failure`]) {
      const command = new FilterLogEventsCommand({
        logGroupName,
        startTime: since,
        filterPattern: `{ $.notification.messageId = "${messageId}" }`,
      });
      const { events = [] } = await client.send(command);
      const [line] = events;
      if (line?.message) return read(line.message);
    }
    return undefined;
  });
}

function read(line: string): SmsDelivery {
  const { status, delivery } = JSON.parse(line) as {
    status?: string;
    delivery?: { numberOfMessageParts?: number; providerResponse?: string };
  };
  return {
    delivered: status === "SUCCESS",
    parts: delivery?.numberOfMessageParts,
    lacksOrigination: NO_ORIGINATION.test(delivery?.providerResponse ?? ""),
  };
}
