/** The events of the topic as FHIR R4. Like the events, the resources have ids and codes only. */
import type { OutcomeEvent, ReplyEvent } from "../../../../contracts/events/event-types";
import { type AppointmentResponse, appointmentResponse } from "./appointment-response";
import { type Communication, communication } from "./communication";

export type FhirEvent = AppointmentResponse | Communication;

/** @returns undefined if FHIR has no resource that says the same: of an answer that says nothing of an appointment */
export function fhirEvent(event: OutcomeEvent | ReplyEvent): FhirEvent | undefined {
  return "replyId" in event ? appointmentResponse(event) : communication(event);
}
