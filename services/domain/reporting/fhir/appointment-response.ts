/** The answer of a patient as FHIR R4: https://hl7.org/fhir/R4/appointmentresponse.html. */

import type { ReplyEvent } from "../../../../contracts/events/event-types";
import type { ReplyStatus } from "../../../../contracts/replies/meanings";
import { type Identifier, type Meta, type Reference, referenceTo, resourceId } from "./fhir-elements";

/** https://hl7.org/fhir/R4/valueset-participationstatus.html, a required binding. */
export type ParticipationStatus = "accepted" | "declined" | "tentative";

/** `appointment`, `participantStatus` and, by the invariant `apr-1`, `actor` or `participantType` are required. */
export interface AppointmentResponse {
  readonly resourceType: "AppointmentResponse";
  readonly id: string;
  readonly meta: Meta;
  readonly identifier: readonly Identifier[];
  readonly appointment: Reference<"Appointment">;
  /** The start that the patient answered about, never a wish for another one. */
  readonly start?: string;
  readonly actor: Reference<"Patient">;
  readonly participantStatus: ParticipationStatus;
}

/**
 * `tentative` is "no commitment that attendance will occur". An unclear answer says nothing about attendance: its
 * `needs-action` would take the place of an earlier `accepted` or `declined`. Opting out is about texts, not about the
 * appointment.
 */
const STATUS: Readonly<Record<ReplyStatus, ParticipationStatus | undefined>> = {
  CONFIRMED: "accepted",
  CANCEL_REQUESTED: "declined",
  RESCHEDULE_REQUESTED: "tentative",
  OPTED_OUT: undefined,
  OPTED_IN: undefined,
  REPLY_UNCLEAR: undefined,
};

/** @returns undefined if the answer says nothing about attendance, or if its appointment or patient is not known */
export function appointmentResponse(event: ReplyEvent): AppointmentResponse | undefined {
  const { status, replyId, appointmentId, patientId, timestamp, occurredAt } = event;
  const participantStatus = STATUS[status];
  if (!participantStatus || !appointmentId || !patientId) return undefined;
  return {
    resourceType: "AppointmentResponse",
    id: resourceId(replyId),
    meta: { lastUpdated: occurredAt },
    identifier: [{ value: replyId }],
    appointment: referenceTo("Appointment", appointmentId),
    ...(timestamp !== undefined && { start: new Date(timestamp).toISOString() }),
    actor: referenceTo("Patient", patientId),
    participantStatus,
  };
}
