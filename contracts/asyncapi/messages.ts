/** The messages of all queues and topics, by name. */
import * as attributes from "./attributes";
import { SCHEMAS, type SchemaObject } from "./payload-schemas";

export interface Message {
  readonly title: string;
  readonly summary: string;
  readonly contentType: string;
  readonly payload: SchemaObject;
  readonly headers?: SchemaObject;
  /** Paths of stored examples, below the folder of the contracts. */
  readonly examples?: readonly string[];
  readonly externalDocs?: { readonly url: string; readonly description: string };
}

const JSON_TYPE = "application/json";
const FHIR_TYPE = "application/fhir+json";
const payloadOf = (schema: string): SchemaObject => ({ $ref: `${SCHEMAS}${schema}` });
const object = (description: string, rest: SchemaObject = {}): SchemaObject => ({
  type: "object",
  description,
  ...rest,
});
const docs = (url: string, description: string) => ({ url, description });
const FHIR = docs("https://hl7.org/fhir/R4/", "FHIR R4");

export const MESSAGES = {
  appointment: {
    title: "Appointment",
    summary: "One appointment whose patient is to be reminded now.",
    contentType: JSON_TYPE,
    payload: payloadOf("appointmentMessage"),
    examples: ["examples/valid/video-visit.json", "examples/valid/required-fields-only.json"],
  },
  fallback: {
    title: "Reminder by email",
    summary: "A reminder that goes by email: it cannot go by SMS, or the patient wants emails.",
    contentType: JSON_TYPE,
    payload: payloadOf("appointmentMessage"),
    headers: attributes.FALLBACK_HEADERS,
  },
  booking: {
    title: "Booking",
    summary: "What has become of an appointment, or of a list of appointments.",
    contentType: JSON_TYPE,
    payload: payloadOf("bookingMessage"),
    headers: attributes.BOOKING_HEADERS,
    examples: [
      "bookings/examples/valid/booked.json",
      "bookings/examples/valid/cancelled.json",
      "bookings/examples/valid/list.json",
    ],
  },
  fhirBooking: {
    title: "Booking in FHIR",
    summary: "Appointments in FHIR R4, as an EHR has them: a Bundle or an Appointment.",
    contentType: FHIR_TYPE,
    payload: object("A resource of FHIR R4.", {
      required: ["resourceType"],
      properties: { resourceType: { type: "string", description: "The kind of the resource." } },
    }),
    headers: attributes.FHIR_BOOKING_HEADERS,
    externalDocs: FHIR,
  },
  hl7Booking: {
    title: "Booking in HL7 v2",
    summary: "A scheduling message (SIU) or a batch of them, in ER7.",
    contentType: "text/plain",
    payload: { type: "string", description: "Segments, of which the first is MSH, FHS or BHS." },
    headers: attributes.HL7_BOOKING_HEADERS,
  },
  outcome: {
    title: "Outcome",
    summary: "What has become of a notification.",
    contentType: JSON_TYPE,
    payload: payloadOf("outcomeEvent"),
    headers: attributes.OUTCOME_HEADERS,
    examples: [
      "events/examples/sms-delivered.json",
      "events/examples/sms-sent-about-a-move.json",
      "events/examples/email-sent-in-place-of-a-text.json",
      "events/examples/no-contact.json",
    ],
  },
  reply: {
    title: "Reply",
    summary: "What a patient has answered to a text, without its words.",
    contentType: JSON_TYPE,
    payload: payloadOf("replyEvent"),
    headers: attributes.REPLY_HEADERS,
    examples: ["events/examples/confirmed.json", "events/examples/reply-unclear.json"],
  },
  fhirEvent: {
    title: "Event in FHIR",
    summary:
      "The same outcome or reply as a Communication or an AppointmentResponse, if the setting `fhirEvents` is on.",
    contentType: FHIR_TYPE,
    payload: object("A resource of FHIR R4.", {
      required: ["resourceType"],
      properties: {
        resourceType: {
          type: "string",
          enum: ["Communication", "AppointmentResponse"],
          description: "A `Communication` is an outcome, an `AppointmentResponse` a reply.",
        },
      },
    }),
    headers: attributes.FHIR_HEADERS,
    externalDocs: FHIR,
  },
  deadLetter: {
    title: "Dead letter",
    summary: "A message that failed, as it was sent.",
    contentType: "text/plain",
    payload: { type: "string", description: "The body as it was sent: it may have the patient's data." },
    headers: attributes.DEAD_LETTER_HEADERS,
  },
  failedInvocation: {
    title: "Failed invocation",
    summary: "The event of a function that failed, as Lambda or EventBridge Scheduler passes it on.",
    contentType: JSON_TYPE,
    payload: object("The event."),
  },
  receipt: {
    title: "Receipt",
    summary: "What became of a text or an email, as SES, End User Messaging or SNS reports it.",
    contentType: JSON_TYPE,
    payload: object("The provider's event: it may have the patient's phone or email."),
    externalDocs: docs(
      "https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html",
      "Events of SES",
    ),
  },
  answer: {
    title: "Answer",
    summary: "What a patient wrote, as End User Messaging publishes it.",
    contentType: JSON_TYPE,
    payload: object("The provider's message: it has the patient's phone and words."),
    externalDocs: docs(
      "https://docs.aws.amazon.com/sms-voice/latest/userguide/two-way-sms-payload.html",
      "Two-way SMS message payload",
    ),
  },
  alarm: {
    title: "Alarm",
    summary: "A change of the state of an alarm, as CloudWatch publishes it.",
    contentType: JSON_TYPE,
    payload: object("CloudWatch's notification."),
    externalDocs: docs(
      "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Notify_Users_Alarm_Changes.html",
      "Notifying users on alarm changes",
    ),
  },
  digest: {
    title: "Daily digest",
    summary: "What needs a person, once a day: counts and commands, without patients' data.",
    contentType: "text/plain",
    payload: { type: "string" },
    headers: attributes.DIGEST_HEADERS,
  },
} as const satisfies Record<string, Message>;

export type MessageName = keyof typeof MESSAGES;
