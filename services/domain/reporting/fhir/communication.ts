/** The outcome of a message to a patient as FHIR R4: https://hl7.org/fhir/R4/communication.html. */
import type { Channel, Outcome } from "../../../../contracts/delivery-log";
import type { OutcomeEvent } from "../../../../contracts/events/event-types";
import {
  type CodeableConcept,
  type Identifier,
  type Meta,
  type Reference,
  referenceTo,
  resourceId,
} from "./fhir-elements";
import { notDoneReason } from "./not-done-reason";

/** https://hl7.org/fhir/R4/valueset-event-status.html, a required binding. */
export type CommunicationStatus = "in-progress" | "completed" | "not-done";

/** Only `status` is required. There is no `payload`: what the patient reads stays in the pipeline. */
export interface Communication {
  readonly resourceType: "Communication";
  readonly id: string;
  readonly meta: Meta;
  readonly identifier: readonly Identifier[];
  readonly status: CommunicationStatus;
  readonly statusReason?: CodeableConcept;
  readonly category: readonly CodeableConcept[];
  readonly medium?: readonly CodeableConcept[];
  readonly subject: Reference<"Patient">;
  readonly about?: readonly Reference<"Appointment">[];
  readonly recipient: readonly Reference<"Patient">[];
  /** When the carrier accepted it. */
  readonly sent?: string;
  /** When its receipt was recorded, shortly after it arrived or, if the carrier reports late, up to three days after it. */
  readonly received?: string;
}

/**
 * What a carrier has accepted is under way until a receipt comes. `not-done` is "terminated prior to any activity beyond
 * preparation": the activity is that the patient gets the message, so that an undelivered one is not done either.
 */
const STATUS: Readonly<Record<Outcome, CommunicationStatus>> = {
  SMS_SENT: "in-progress",
  EMAIL_SENT: "in-progress",
  SMS_DELIVERED: "completed",
  EMAIL_DELIVERED: "completed",
  UNDELIVERED: "not-done",
  ALL_FAILED: "not-done",
  NO_CONTACT: "not-done",
  DECLINED: "not-done",
  EXPIRED: "not-done",
  CANCELLED: "not-done",
  SUPERSEDED: "not-done",
};

const CATEGORY = "http://terminology.hl7.org/CodeSystem/communication-category";
const PARTICIPATION_MODE = "http://terminology.hl7.org/CodeSystem/v3-ParticipationMode";
/**
 * R4's own list of this code system (4.0.1) has no code for texts. HL7 Terminology, which maintains it since, has SMSWRIT
 * below WRITTEN: receivers know one or the other.
 */
const MEDIUM: Readonly<Record<Channel, readonly string[]>> = { SMS: ["SMSWRIT", "WRITTEN"], EMAIL: ["EMAILWRIT"] };

/**
 * All outcomes of one notification are versions of one resource: its id is the notification's, and its version is the
 * number of the transition.
 */
export function communication(event: OutcomeEvent): Communication {
  const { notificationId, transition, patientId, appointmentId, kind, channel, sentAt, occurredAt } = event;
  const status = STATUS[event.status];
  const patient = referenceTo("Patient", patientId);
  const category = kind ? "notification" : "reminder";
  return {
    resourceType: "Communication",
    id: resourceId(notificationId),
    meta: { versionId: String(transition), lastUpdated: occurredAt },
    identifier: [{ value: notificationId }],
    status,
    ...(status === "not-done" && { statusReason: notDoneReason(event) }),
    category: [{ coding: [{ system: CATEGORY, code: category }] }],
    ...(channel && {
      medium: [{ coding: MEDIUM[channel].map((code) => ({ system: PARTICIPATION_MODE, code })), text: channel }],
    }),
    subject: patient,
    ...(appointmentId && { about: [referenceTo("Appointment", appointmentId)] }),
    recipient: [patient],
    ...(sentAt && { sent: sentAt }),
    ...(status === "completed" && { received: occurredAt }),
  };
}
