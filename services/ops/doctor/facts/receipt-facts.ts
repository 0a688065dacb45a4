/** What the doctor reads about texts and their receipts. */
import type { CloudWatchClient } from "@aws-sdk/client-cloudwatch";
import { ENV } from "../../../../contracts/environment";
import type { TextReceipts } from "../../../../contracts/receipts/text-receipts";
import type { ResourceNames } from "../../../../contracts/resource-names";
import { SMS_CARRIERS, type SmsCarrierName } from "../../../../contracts/texts/sms-carrier";
import { textReceiptsIn } from "../../aws/deployed-settings";
import {
  type EventDestination,
  inspectEmailEvents,
  inspectLogFilters,
  inspectTextEvents,
} from "../../aws/inspection/carriers/inspect-receipts";
import type { InspectedFunction } from "../../aws/inspection/inspect-function";
import { inspectDayOfReceipts, type ReceiptMetrics } from "../../aws/inspection/inspect-receipt-metrics";
import { known, type Lookup, thenLookUp } from "../../aws/inspection/lookup";
import { cloudWatchLogs, endUserMessaging, sesV2 } from "../../aws/operator-clients";

/** How the deployed SMS consumer sends texts. */
export interface TextSettings {
  readonly carrier: SmsCarrierName;
  readonly receipts: TextReceipts;
  /** Of End User Messaging. */
  readonly configurationSet: string;
  readonly textsPerSecond: number;
  /** The ARN of the function. */
  readonly arn: string;
}

export interface ReceiptFacts {
  /** By log group of SNS: the ARNs that get its lines. Empty if texts have no receipts of this kind. */
  readonly filters: ReadonlyMap<string, Lookup<readonly string[]>>;
  /** Undefined if texts have no receipts of this kind. */
  readonly textEvents: Lookup<readonly EventDestination[]> | undefined;
  readonly emailEvents: Lookup<readonly EventDestination[]>;
  /** Of the last 24 hours. */
  readonly day: ReceiptMetrics;
}

/** @param consumer the SMS consumer */
export async function textSettings(
  consumer: InspectedFunction | undefined,
  name: string,
): Promise<Lookup<TextSettings>> {
  const lookup = consumer?.configuration ?? { how: "missing" as const };
  return thenLookUp(lookup, `function ${name}`, async ({ arn, variables }) =>
    known({
      // Versions that had one carrier name none.
      carrier: SMS_CARRIERS.find((one) => one === variables[ENV.smsCarrier]) ?? "sns",
      receipts: textReceiptsIn(variables),
      configurationSet: variables[ENV.smsConfigurationSet] ?? "",
      textsPerSecond: Number(variables[ENV.smsTextsPerSecond]),
      arn,
    }),
  );
}

export function carrierOf(texts: Lookup<TextSettings>): SmsCarrierName {
  return texts.how === "known" ? texts.value.carrier : "sns";
}

/** @param now ms since 1970 */
export async function gatherReceipts(
  texts: Lookup<TextSettings>,
  { emailConfigurationSet }: ResourceNames,
  environment: string,
  metrics: CloudWatchClient,
  now: number,
): Promise<ReceiptFacts> {
  const { receipts, arn = "", configurationSet = "" } = texts.how === "known" ? texts.value : {};
  const logs = cloudWatchLogs();
  const groups = receipts === "index" ? logGroupsOf(arn) : [];
  const [filters, textEvents, emailEvents, day] = await Promise.all([
    Promise.all(groups.map(async (group) => [group, await inspectLogFilters(logs, group)] as const)),
    receipts === "context" ? inspectTextEvents(endUserMessaging(), configurationSet) : undefined,
    inspectEmailEvents(sesV2(), emailConfigurationSet),
    inspectDayOfReceipts(metrics, environment, now),
  ]);
  return { filters: new Map(filters), textEvents, emailEvents, day };
}

/** The log groups of SNS for delivered and for failed texts. */
function logGroupsOf(functionArn: string): string[] {
  const [, , , region, account] = functionArn.split(":");
  const delivered = `sns/${region}/${account}/DirectPublishToPhoneNumber`;
  return [delivered, `${delivered}/Failure`];
}
