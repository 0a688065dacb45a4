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
