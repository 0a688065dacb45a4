/**
 * The events of the topic `healthcare-appointment-notifications-<env>`: one for each outcome, and one when a receipt makes
 * it truer, without contact data.
 */
import type { Channel, Outcome } from "./delivery-log";
import type { ChangeKind } from "./reminder-mark";

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

export interface OutcomeEvent {
  readonly schemaVersion: 1;
  readonly notificationId: string;
  readonly patientId: string;
  readonly appointmentId?: string;
  /** The clinic of the appointment; `default` in a deployment without clinic profiles. */
  readonly clinicId?: string;
  /** When the appointment starts, in ms since 1970. */
  readonly timestamp: number;
  /**
   * The number of the transition to the outcome, counted for each notification. The same event may be published more
   * than once: its `notificationId` and `transition` identify it. SNS may deliver events in any order: the highest is the
   * latest.
   */
  readonly transition: number;
  readonly status: Outcome;
  /** What the message tells the patient; absent for a reminder. */
  readonly kind?: ChangeKind;
  readonly channel?: Channel;
  /** The provider's id of the accepted message. */
  readonly messageId?: string;
  /** ISO 8601, UTC: when the carrier accepted it; absent if that was never recorded, since its response was lost. */
  readonly sentAt?: string;
  /** Message parts of an SMS, by which it is charged: with `SMS_SENT` only, so that they can be added up. */
  readonly smsParts?: number;
  /** An error code or a reason, if there is one. */
  readonly reason?: string;
  /** ISO 8601, UTC. */
  readonly occurredAt: string;
}
