/** Message attributes of the events of the topic `healthcare-appointment-notifications-<env>`. */

/** Message attributes by which subscribers filter. `channel` is absent if nothing was sent. `format` is `json`. */
export const OUTCOME_ATTRIBUTES = { format: "format", status: "status", channel: "channel" } as const;

/**
 * The message attributes of an event in FHIR; `format` is `fhir`. They do not have the names of the others, so that a
 * subscription that filters by `status` or `channel` gets no FHIR that it did not ask for.
 */
export const FHIR_ATTRIBUTES = {
  format: "format",
  resourceType: "resourceType",
  /** `Communication.status`, or `AppointmentResponse.participantStatus`. */
  resourceStatus: "resourceStatus",
  /** The event's, if it has one: the resource has no element for it, and two clinics may have the same ids. */
  clinicId: "clinicId",
} as const;

/** Whether events are also published as FHIR. */
export const FHIR_EVENTS = ["off", "on"] as const;
export type FhirEvents = (typeof FHIR_EVENTS)[number];

/**
 * Message attributes that make each event a CloudEvent (CloudEvents 1.0, binary content mode). CloudEvents has no binding
 * for SNS or SQS (https://github.com/cloudevents/spec/tree/main/cloudevents/bindings), so the names are those of its
 * binding for Kafka, section 3.2.3.1: the prefix `ce_`. `datacontenttype` is left out, since `format` says as much.
 */
export const CLOUD_EVENT_ATTRIBUTES = {
  specversion: "ce_specversion",
  id: "ce_id",
  source: "ce_source",
  type: "ce_type",
  time: "ce_time",
} as const;

export const CLOUD_EVENTS_VERSION = "1.0";

/** `type` of a CloudEvent, with the version of its contract. An event in FHIR is a CloudEvent of its own. */
export const CLOUD_EVENT_TYPES = {
  outcome: "appointment-reminders.outcome.v1",
  reply: "appointment-reminders.reply.v1",
  fhir: "appointment-reminders.fhir.v1",
} as const;

/**
 * The most attributes that a message may have: SNS discards one with more, where it is delivered raw to a queue
 * (https://docs.aws.amazon.com/sns/latest/dg/sns-message-attributes.html).
 */
export const MAX_ATTRIBUTES = 10;
