/** Reads how what became of texts and emails reaches the pipeline: topics, subscriptions, logs and configuration sets. */
import { resourceNames } from "../../../contracts/resource-names";
import type { Template } from "./assembly";
import { resolve, type Scope } from "./intrinsics";
import { pick } from "./read-resource";
import { ACCOUNT } from "./references";
import type { EventDestination, LogSubscription, Properties, TopicSubscription } from "./resource-types";

/** The service that publishes the events of each type of configuration set. */
const PUBLISHERS = { ses: "ses.amazonaws.com", "sms-voice": "sms-voice.amazonaws.com" } as const;

/**
 * @returns undefined for the address of a person
 * @throws if the topic delivers to something else than a queue
 */
export function readTopicSubscription(raw: Properties, scope: Scope): TopicSubscription | undefined {
  const { Protocol, TopicArn, Endpoint, RawMessageDelivery, FilterPolicy } = resolve(raw, scope) as Properties;
  if (Protocol === "email") return undefined;
  if (Protocol !== "sqs") throw new Error(`the local run does not support a subscription with ${Protocol}`);
  if (FilterPolicy !== undefined) throw new Error("the local run does not support a filter policy of a subscription");
  return { topicArn: String(TopicArn), queueArn: String(Endpoint), raw: RawMessageDelivery === true };
}

/** @throws if CloudWatch Logs may not invoke the function: on AWS, the filter could not be created */
export function readLogSubscription(raw: Properties, template: Template, scope: Scope): LogSubscription {
  const { FilterName, LogGroupName, DestinationArn, FilterPattern } = resolve(raw, scope) as Properties;
  const logGroup = String(LogGroupName);
  const functionArn = String(DestinationArn);
  if (FilterPattern !== "") throw new Error("the local run does not support the pattern of a subscription filter");
  const groupArn = functionArn.replace(/:lambda:(.*):function:.*$/, `:logs:$1:log-group:${logGroup}:*`);
  const permissions = Object.values(template.Resources).filter(({ Type }) => Type === "AWS::Lambda::Permission");
  const isAllowed = permissions.some(({ Properties = {} }) => {
    const { Principal, FunctionName, SourceArn } = pick(Properties, ["Principal", "FunctionName", "SourceArn"], scope);
    const isOfFunction = [functionArn, functionArn.split(":").at(-1)].includes(String(FunctionName));
    return Principal === "logs.amazonaws.com" && isOfFunction && SourceArn === groupArn;
  });
  if (!isAllowed) throw new Error(`CloudWatch Logs may not invoke ${functionArn} for ${logGroup}`);
  return { filterName: String(FilterName), logGroup, functionArn };
}

/** Of a configuration set of emails. @throws if SES may not publish to the topic */
export function readEmailEvents(raw: Properties, template: Template, scope: Scope): EventDestination {
  const { ConfigurationSetName, EventDestination: given } = resolve(raw, scope) as Properties;
  const { MatchingEventTypes, SnsDestination } = given as Properties;
  const topicArn = String((SnsDestination as Properties | undefined)?.TopicARN);
  return destination("ses", String(ConfigurationSetName), topicArn, MatchingEventTypes, template, scope);
}

/** Of a configuration set of texts. @throws if End User Messaging may not publish to a topic */
export function readTextEvents(raw: Properties, template: Template, scope: Scope): EventDestination[] {
  const { ConfigurationSetName, EventDestinations = [] } = resolve(raw, scope) as Properties;
  return (EventDestinations as Properties[]).map(({ MatchingEventTypes, SnsDestination }) => {
    const topicArn = String((SnsDestination as Properties | undefined)?.TopicArn);
    return destination("sms-voice", String(ConfigurationSetName), topicArn, MatchingEventTypes, template, scope);
  });
}

function destination(
  service: EventDestination["service"],
  configurationSet: string,
  topicArn: string,
  eventTypes: unknown,
  template: Template,
  scope: Scope,
): EventDestination {
  const publisher = PUBLISHERS[service];
  const source = topicArn.replace(/:sns:(.*):[^:]*$/, `:${service}:$1:configuration-set/${configurationSet}`);
  const isAllowed = mayPublish(publisher, source, topicArn, template, scope);
  if (!isAllowed) throw new Error(`${publisher} may not publish events of ${configurationSet} to ${topicArn}`);
  return { service, configurationSet, topicArn, eventTypes: (eventTypes as string[]).map(String) };
}

/**
 * The topic of the numbers' two-way channel: "Two-way SMS messaging", AWS End User Messaging SMS User Guide.
 * @param environment its full name
 * @returns undefined for another topic
 * @throws if End User Messaging may not publish to it
 */
export function readRepliesTopic(
  logicalId: string,
  environment: string,
  template: Template,
  scope: Scope,
): string | undefined {
  const topicArn = String(scope.ref(logicalId));
  if (topicArn.split(":").at(-1) !== resourceNames(environment).repliesTopic) return undefined;
  const publisher = PUBLISHERS["sms-voice"];
  if (mayPublish(publisher, ACCOUNT, topicArn, template, scope)) return topicArn;
  throw new Error(`${publisher} may not publish answers of patients to ${topicArn}`);
}

/** @param source what the policy's condition must have, such as the account or the ARN of a configuration set */
function mayPublish(publisher: string, source: string, topicArn: string, template: Template, scope: Scope): boolean {
  const policies = Object.values(template.Resources).filter(({ Type }) => Type === "AWS::SNS::TopicPolicy");
  return policies.some(({ Properties = {} }) => {
    const { Topics, PolicyDocument } = resolve(Properties, scope) as Properties;
    if (!(Topics as string[]).includes(topicArn)) return false;
    return ((PolicyDocument as Properties).Statement as Properties[]).some(
      ({ Effect, Principal, Condition }) =>
        Effect === "Allow" &&
        (Principal as Properties).Service === publisher &&
        JSON.stringify(Condition ?? {}).includes(`"${source}"`),
    );
  });
}
