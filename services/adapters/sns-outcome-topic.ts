import { PublishBatchCommand, type SNSClient } from "@aws-sdk/client-sns";
import {
  CLOUD_EVENT_ATTRIBUTES,
  CLOUD_EVENT_TYPES,
  CLOUD_EVENTS_VERSION,
  FHIR_ATTRIBUTES,
  OUTCOME_ATTRIBUTES,
} from "../../contracts/events/event-attributes";
import { eventId } from "../../contracts/events/event-id";
import type { OutcomeEvent, ReplyEvent } from "../../contracts/events/event-types";
import { inBatches } from "../domain/concurrency/batches";
import type { FhirEvent } from "../domain/reporting/fhir/fhir-event";

export interface EventTopic {
  publish(events: readonly (OutcomeEvent | ReplyEvent)[]): Promise<void>;
}

/** @returns undefined if FHIR has no resource for the event */
export type ToFhir = (event: OutcomeEvent | ReplyEvent) => FhirEvent | undefined;

interface TopicMessage {
  readonly body: object;
  /** By name; those without a value are left out. */
  readonly attributes: Readonly<Record<string, string | undefined>>;
}

/**
 * The topic of outcome and reply events, to which other systems subscribe.
 * @param toFhir given if each event is also published as FHIR, as a message of its own
 */
export function snsOutcomeTopic(client: SNSClient, topicArn: string, toFhir?: ToFhir): EventTopic {
  return {
    async publish(events) {
      const messages = events.flatMap((event) => [
        inJson(event, topicArn),
        ...inFhir(event, toFhir?.(event), topicArn),
      ]);
      const answers = await Promise.all(
        inBatches(messages).map((batch) =>
          client.send(new PublishBatchCommand({ TopicArn: topicArn, PublishBatchRequestEntries: batch.map(toEntry) })),
        ),
      );
      const failed = answers.flatMap(({ Failed = [] }) => Failed);
      if (failed.length > 0) throw Object.assign(new Error(), { name: failed[0]?.Code ?? "PublishFailed" });
    },
  };
}

function inJson(event: OutcomeEvent | ReplyEvent, source: string): TopicMessage {
  const { format, status, channel } = OUTCOME_ATTRIBUTES;
  const type = "replyId" in event ? CLOUD_EVENT_TYPES.reply : CLOUD_EVENT_TYPES.outcome;
  const attributes = { [status]: event.status, [channel]: event.channel, [format]: "json" };
  return { body: event, attributes: { ...attributes, ...asCloudEvent(event, { id: eventId(event), source, type }) } };
}

function inFhir(event: OutcomeEvent | ReplyEvent, resource: FhirEvent | undefined, source: string): TopicMessage[] {
  if (!resource) return [];
  const { format, resourceType, resourceStatus, clinicId } = FHIR_ATTRIBUTES;
  const attributes = {
    [format]: "fhir",
    [resourceType]: resource.resourceType,
    [resourceStatus]: resource.resourceType === "Communication" ? resource.status : resource.participantStatus,
    [clinicId]: event.clinicId,
    // The same id would make it a repetition of the event in JSON.
    ...asCloudEvent(event, { id: `${eventId(event)}.fhir`, source, type: CLOUD_EVENT_TYPES.fhir }),
  };
  return [{ body: resource, attributes }];
}

/** @param context with the topic's ARN as its `source`: unique to the account, the region and the environment */
function asCloudEvent(
  { occurredAt }: OutcomeEvent | ReplyEvent,
  context: { readonly id: string; readonly source: string; readonly type: string },
) {
  const { specversion, id, source, type, time } = CLOUD_EVENT_ATTRIBUTES;
  return {
    [specversion]: CLOUD_EVENTS_VERSION,
    [id]: context.id,
    [source]: context.source,
    [type]: context.type,
    [time]: occurredAt,
  };
}

function toEntry({ body, attributes }: TopicMessage, index: number) {
  const given = Object.entries(attributes).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, { DataType: "String", StringValue: value }]],
  );
  return { Id: String(index), Message: JSON.stringify(body), MessageAttributes: Object.fromEntries(given) };
}
