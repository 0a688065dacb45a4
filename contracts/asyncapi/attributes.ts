/** The message attributes of SQS and SNS as AsyncAPI's headers: all are of the data type `String`. */
import { CHANNELS, OUTCOMES } from "../delivery-log";
import { DIGEST_ATTRIBUTE } from "../digest/digest-event";
import {
  CLOUD_EVENT_ATTRIBUTES,
  CLOUD_EVENT_TYPES,
  CLOUD_EVENTS_VERSION,
  FHIR_ATTRIBUTES,
  OUTCOME_ATTRIBUTES,
} from "../events/event-attributes";
import { DEAD_LETTER_REASONS, type MESSAGE_FORMATS, QUEUE_ATTRIBUTES, SOURCE_QUEUES } from "../queue-attributes";
import { REPLY_STATUSES } from "../replies/meanings";
import type { SchemaObject } from "./payload-schemas";

type Attributes = Readonly<Record<string, SchemaObject>>;

const text = (description: string, values?: readonly string[]): SchemaObject => ({
  type: "string",
  description,
  ...(values && { enum: values }),
});

/** @param required those that each message has */
function headers(properties: Attributes, required: readonly string[] = []): SchemaObject {
  return { type: "object", properties, ...(required.length > 0 && { required }) };
}

function cloudEvent(type: keyof typeof CLOUD_EVENT_TYPES): Attributes {
  const { specversion, id, source, type: typeName, time } = CLOUD_EVENT_ATTRIBUTES;
  return {
    [specversion]: text("The version of CloudEvents.", [CLOUD_EVENTS_VERSION]),
    [id]: text("The same each time the event is published, and of no other event."),
    [source]: text("The ARN of the topic."),
    [typeName]: text("What the body is.", [CLOUD_EVENT_TYPES[type]]),
    [time]: text("When it occurred: ISO 8601, UTC."),
  };
}
const CLOUD_EVENT_NAMES = Object.values(CLOUD_EVENT_ATTRIBUTES);

const { format, status, channel } = OUTCOME_ATTRIBUTES;
const formatOf = (value: string) => ({ [format]: text("The format of the body.", [value]) });

export const OUTCOME_HEADERS = headers(
  {
    ...formatOf("json"),
    [status]: text("As in the body.", OUTCOMES),
    [channel]: text("As in the body; absent if nothing was sent.", CHANNELS),
    ...cloudEvent("outcome"),
  },
  [format, status, ...CLOUD_EVENT_NAMES],
);

export const REPLY_HEADERS = headers(
  {
    ...formatOf("json"),
    [status]: text("As in the body.", REPLY_STATUSES),
    [channel]: text("As in the body.", ["SMS"]),
    ...cloudEvent("reply"),
  },
  [format, status, channel, ...CLOUD_EVENT_NAMES],
);

export const FHIR_HEADERS = headers(
  {
    ...formatOf("fhir"),
    [FHIR_ATTRIBUTES.resourceType]: text("As in the body.", ["Communication", "AppointmentResponse"]),
    [FHIR_ATTRIBUTES.resourceStatus]: text("`Communication.status`, or `AppointmentResponse.participantStatus`."),
    [FHIR_ATTRIBUTES.clinicId]: text("The clinic; absent if it is not known."),
    ...cloudEvent("fhir"),
  },
  [format, FHIR_ATTRIBUTES.resourceType, FHIR_ATTRIBUTES.resourceStatus, ...CLOUD_EVENT_NAMES],
);

const booking = (value: (typeof MESSAGE_FORMATS)[number]): Attributes => ({
  [QUEUE_ATTRIBUTES.format]: text("The format of the body; if it is absent, the body shows it.", [value]),
});
export const BOOKING_HEADERS = headers(booking("json"));
const clinic = {
  [QUEUE_ATTRIBUTES.clinicId]: text("The clinic of all appointments of the message, whatever it says of places."),
};
export const FHIR_BOOKING_HEADERS = headers({ ...booking("fhir"), ...clinic });
export const HL7_BOOKING_HEADERS = headers({ ...booking("hl7"), ...clinic });

const copied = {
  [QUEUE_ATTRIBUTES.firstSentAt]: text("When the message first reached SQS, in ms since 1970."),
};
export const FALLBACK_HEADERS = headers({
  [QUEUE_ATTRIBUTES.fallbackReason]: text("Why the reminder goes by email: a code."),
  ...copied,
});

export const DEAD_LETTER_HEADERS = headers({
  [QUEUE_ATTRIBUTES.deadLetterReason]: text(
    "Why it is here; absent if SQS moved it after its last receive.",
    DEAD_LETTER_REASONS,
  ),
  [QUEUE_ATTRIBUTES.deadLetterDetail]: text("The field that breaks the contract, or the provider's error code."),
  [QUEUE_ATTRIBUTES.sourceQueue]: text("The queue that a redrive returns it to.", SOURCE_QUEUES),
  ...copied,
});

export const DIGEST_HEADERS = headers({ [DIGEST_ATTRIBUTE.name]: text("No alarm has it.", [DIGEST_ATTRIBUTE.value]) }, [
  DIGEST_ATTRIBUTE.name,
]);
