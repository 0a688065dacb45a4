/** Reads where AWS sends what became of texts and emails. */
import { type CloudWatchLogsClient, paginateDescribeSubscriptionFilters } from "@aws-sdk/client-cloudwatch-logs";
import { DescribeConfigurationSetsCommand, type PinpointSMSVoiceV2Client } from "@aws-sdk/client-pinpoint-sms-voice-v2";
import { GetConfigurationSetEventDestinationsCommand, type SESv2Client } from "@aws-sdk/client-sesv2";
import { type Lookup, lookUp } from "../lookup";

/** Where a configuration set publishes events. */
export interface EventDestination {
  readonly isEnabled: boolean;
  /** Undefined if it is no SNS topic. */
  readonly topicArn: string | undefined;
  /** Such as `BOUNCE` or `TEXT_DELIVERED`. */
  readonly eventTypes: readonly string[];
}

/** Of AWS End User Messaging. */
export function inspectTextEvents(
  client: PinpointSMSVoiceV2Client,
  configurationSet: string,
): Promise<Lookup<readonly EventDestination[]>> {
  return lookUp("sms-voice:DescribeConfigurationSets", async () => {
    const command = new DescribeConfigurationSetsCommand({ ConfigurationSetNames: [configurationSet] });
    const { ConfigurationSets: [found] = [] } = await client.send(command);
    return (found?.EventDestinations ?? []).map(toDestination);
  });
}

/** Of SES. */
export function inspectEmailEvents(
  client: SESv2Client,
  ConfigurationSetName: string,
): Promise<Lookup<readonly EventDestination[]>> {
  return lookUp("ses:GetConfigurationSetEventDestinations", async () => {
    const command = new GetConfigurationSetEventDestinationsCommand({ ConfigurationSetName });
    const { EventDestinations = [] } = await client.send(command);
    return EventDestinations.map(toDestination);
  });
}

/** Both services describe their event destinations alike. */
function toDestination({ Enabled, SnsDestination, MatchingEventTypes = [] }: DescribedDestination): EventDestination {
  return { isEnabled: Enabled === true, topicArn: SnsDestination?.TopicArn, eventTypes: MatchingEventTypes };
}

interface DescribedDestination {
  readonly Enabled?: boolean;
  readonly SnsDestination?: { readonly TopicArn: string | undefined };
  readonly MatchingEventTypes?: readonly string[];
}

/** The ARNs to which the subscription filters of a log group send its lines. */
export function inspectLogFilters(
  client: CloudWatchLogsClient,
  logGroupName: string,
): Promise<Lookup<readonly string[]>> {
  return lookUp("logs:DescribeSubscriptionFilters", async () => {
    const arns: string[] = [];
    for await (const { subscriptionFilters = [] } of paginateDescribeSubscriptionFilters(
      { client },
      { logGroupName },
    )) {
      arns.push(...subscriptionFilters.map(({ destinationArn = "" }) => destinationArn));
    }
    return arns;
  });
}
