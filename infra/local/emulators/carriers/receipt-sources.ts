/** Calls that describe where receipts come from, as the template has it: subscription filters and event destinations. */
import { AwsError, jsonAnswer, jsonParameters, type Service } from "../../protocol/call";
import type { EventDestination, LocalResources } from "../../template/resource-types";

type Sources = Pick<LocalResources, "logSubscriptions" | "eventDestinations">;

/** DescribeSubscriptionFilters of CloudWatch Logs: of the log groups that the template subscribes to. */
export function createLogFilters({ logSubscriptions }: Sources): Service {
  return async (call) => {
    if (call.operation !== "DescribeSubscriptionFilters") {
      const hint = "The local run has no CloudWatch Logs: see GET /_local/logs";
      throw new AwsError("UnknownOperationException", 400, hint);
    }
    const { logGroupName } = jsonParameters(call) as { readonly logGroupName?: string };
    const own = logSubscriptions.filter(({ logGroup }) => logGroup === logGroupName);
    if (own.length === 0)
      throw new AwsError("ResourceNotFoundException", 400, "The specified log group does not exist.");
    const subscriptionFilters = own.map(({ functionArn }) => ({
      logGroupName,
      filterPattern: "",
      destinationArn: functionArn,
    }));
    return jsonAnswer({ subscriptionFilters });
  };
}

/** DescribeConfigurationSets of AWS End User Messaging, by names. @param known the names of the configuration sets */
export function createTextSets({ eventDestinations }: Sources, known: readonly string[]): Service {
  return async (call) => {
    const { ConfigurationSetNames = [] } = jsonParameters(call) as { readonly ConfigurationSetNames?: string[] };
    const unknown = ConfigurationSetNames.find((name) => !known.includes(name));
    if (unknown !== undefined) {
      const of = { ResourceType: "configuration-set", ResourceId: unknown };
      throw new AwsError("ResourceNotFoundException", 400, "The configuration set does not exist", undefined, of);
    }
    const ConfigurationSets = ConfigurationSetNames.map((ConfigurationSetName) => ({
      ConfigurationSetName,
      EventDestinations: destinationsOf(eventDestinations, "sms-voice", ConfigurationSetName).map(
        ({ topicArn, eventTypes }) => ({
          EventDestinationName: "outcomes",
          Enabled: true,
          MatchingEventTypes: eventTypes,
          SnsDestination: { TopicArn: topicArn },
        }),
      ),
    }));
    return jsonAnswer({ ConfigurationSets });
  };
}

const EMAIL_EVENTS = /^\/v2\/email\/configuration-sets\/([\w-]+)\/event-destinations$/;

export function isAboutEmailEvents({
  operation,
  path,
}: {
  readonly operation: string;
  readonly path: string;
}): boolean {
  return operation.startsWith("GET ") && EMAIL_EVENTS.test(path);
}

/** GetConfigurationSetEventDestinations of SES. @param known the names of the configuration sets */
export function createEmailEvents({ eventDestinations }: Sources, known: readonly string[]): Service {
  return async ({ path }) => {
    const [, name = ""] = EMAIL_EVENTS.exec(path) ?? [];
    if (!known.includes(name))
      throw new AwsError("NotFoundException", 404, `Configuration set ${name} does not exist.`);
    const EventDestinations = destinationsOf(eventDestinations, "ses", name).map(({ topicArn, eventTypes }) => ({
      Name: "outcomes",
      Enabled: true,
      // The template has `deliveryDelay`, the API `DELIVERY_DELAY`.
      MatchingEventTypes: eventTypes.map((type) => type.replace(/(?=[A-Z])/g, "_").toUpperCase()),
      SnsDestination: { TopicArn: topicArn },
    }));
    return jsonAnswer({ EventDestinations });
  };
}

function destinationsOf(all: readonly EventDestination[], service: EventDestination["service"], set: string) {
  return all.filter((one) => one.service === service && one.configurationSet === set);
}
