/** The topic of the alarms: keeps what is published to it. The local run evaluates no alarms, so that these are digests. */
import { AwsError, queryParameters, type ReadonlyParameters, type Service } from "../protocol/call";
import type { PublishedNotice } from "./outbox";

/** "Publish", Amazon SNS API Reference. */
const MAX_SUBJECT = 99;
const MAX_BYTES = 262_144;

/**
 * @param topics publishes to any topic
 * @param alarmTopic the name of the topic
 * @param published receives what SNS accepted
 */
export function withAlarmTopic(topics: Service, alarmTopic: string, published: PublishedNotice[]): Service {
  return async (call) => {
    const parameters = queryParameters(call);
    const isNotice = call.operation === "Publish" && parameters.get("TopicArn")?.split(":").at(-1) === alarmTopic;
    if (!isNotice) return topics(call);
    const [subject, message] = ["Subject", "Message"].map((name) => parameters.get(name) ?? "") as [string, string];
    // biome-ignore lint/suspicious/noControlCharactersInRegex: SNS refuses these.
    if (subject.length > MAX_SUBJECT || /[\x00-\x1f\x7f]/.test(subject)) throw invalid("Subject");
    if (message === "" || Buffer.byteLength(message) > MAX_BYTES) throw invalid("Message");
    const answer = await topics(call);
    if (answer.status === 200) {
      published.push({ subject, message, kind: kindOf(parameters), at: new Date().toISOString() });
    }
    return answer;
  };
}

/** The value of the first message attribute: a digest has one. */
function kindOf(parameters: ReadonlyParameters): string {
  return parameters.get("MessageAttributes.entry.1.Value.StringValue") ?? "";
}

function invalid(parameter: string): AwsError {
  return new AwsError("InvalidParameter", 400, `Invalid parameter: ${parameter}`);
}
