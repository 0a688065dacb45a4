/** The required elements and the value sets are those of https://hl7.org/fhir/R4/ (4.0.1). */

import * as z from "zod/mini";
import { CHANNELS, OUTCOMES, type Outcome } from "../../../../../contracts/delivery-log";
import type { OutcomeEvent, ReplyEvent } from "../../../../../contracts/events/event-types";
import { RECEIPT_CODES } from "../../../../../contracts/receipts/receipt-codes";
import { CHANGE_KINDS } from "../../../../../contracts/reminder-mark";
import { REPLY_STATUSES, type ReplyStatus, UNCLEAR_REASONS } from "../../../../../contracts/replies/meanings";
import type { AppointmentResponse } from "../../../../../services/domain/reporting/fhir/appointment-response";
import type { Communication } from "../../../../../services/domain/reporting/fhir/communication";
import { fhirEvent } from "../../../../../services/domain/reporting/fhir/fhir-event";
import { fc, runs } from "../../../../support/data/properties";

const START = Date.parse("2026-12-02T19:30:00Z");

const outcome = (changes: Partial<OutcomeEvent> = {}): OutcomeEvent => ({
  schemaVersion: 1,
  notificationId: "0123456789abcdef0123456789abcdef",
  patientId: "patient-1",
  appointmentId: "appointment-1",
  timestamp: START,
  transition: 2,
  status: "SMS_SENT",
  channel: "SMS",
  messageId: "sms-1",
  sentAt: "2026-12-01T15:00:00.000Z",
  occurredAt: "2026-12-01T15:00:00.000Z",
  ...changes,
});
const answer = (changes: Partial<ReplyEvent> = {}): ReplyEvent => ({
  schemaVersion: 1,
  status: "CONFIRMED",
  replyId: "cae173d2-66b9-564c-8309-21f858e9fb84",
  notificationId: "0123456789abcdef0123456789abcdef",
  patientId: "patient-1",
  appointmentId: "appointment-1",
  timestamp: START,
  channel: "SMS",
  occurredAt: "2026-12-01T15:04:05.000Z",
  ...changes,
});
const communicationOf = (changes: Partial<OutcomeEvent>) => fhirEvent(outcome(changes)) as Communication;
const responseTo = (changes: Partial<ReplyEvent>) => fhirEvent(answer(changes)) as AppointmentResponse | undefined;

describe("An answer", () => {
  test.each<[ReplyStatus, string | undefined]>([
    ["CONFIRMED", "accepted"],
    ["CANCEL_REQUESTED", "declined"],
    ["RESCHEDULE_REQUESTED", "tentative"],
    ["REPLY_UNCLEAR", undefined],
    ["OPTED_OUT", undefined],
    ["OPTED_IN", undefined],
  ])("%s has the participant status %s", (status, participantStatus) => {
    expect(responseTo({ status })?.participantStatus).toBe(participantStatus);
  });

  test("is an AppointmentResponse of the patient, with the start that it is about", () => {
    expect(responseTo({})).toEqual({
      resourceType: "AppointmentResponse",
      id: "cae173d2-66b9-564c-8309-21f858e9fb84",
      meta: { lastUpdated: "2026-12-01T15:04:05.000Z" },
      identifier: [{ value: "cae173d2-66b9-564c-8309-21f858e9fb84" }],
      appointment: { reference: "Appointment/appointment-1" },
      start: "2026-12-02T19:30:00.000Z",
      actor: { reference: "Patient/patient-1" },
      participantStatus: "accepted",
    });
  });

  test.each(["appointmentId", "patientId"] as const)("without its %s has no resource", (field) => {
    expect(responseTo({ [field]: undefined })).toBeUndefined();
  });
});

describe("An outcome", () => {
  test.each<[Outcome, string]>([
    ["SMS_SENT", "in-progress"],
    ["EMAIL_SENT", "in-progress"],
    ["SMS_DELIVERED", "completed"],
    ["EMAIL_DELIVERED", "completed"],
    ["UNDELIVERED", "not-done"],
    ["ALL_FAILED", "not-done"],
    ["NO_CONTACT", "not-done"],
    ["DECLINED", "not-done"],
    ["EXPIRED", "not-done"],
    ["CANCELLED", "not-done"],
    ["SUPERSEDED", "not-done"],
  ])("%s has the status %s, and a reason only if it is not done", (status, expected) => {
    const resource = communicationOf({ status });
    expect(resource.status).toBe(expected);
    expect("statusReason" in resource).toBe(expected === "not-done");
  });

  test("is a Communication to the patient about the appointment, by its channel", () => {
    expect(communicationOf({ status: "SMS_DELIVERED", transition: 3, occurredAt: "2026-12-01T15:00:04.000Z" })).toEqual(
      {
        resourceType: "Communication",
        id: "0123456789abcdef0123456789abcdef",
        meta: { versionId: "3", lastUpdated: "2026-12-01T15:00:04.000Z" },
        identifier: [{ value: "0123456789abcdef0123456789abcdef" }],
        status: "completed",
        category: [
          { coding: [{ system: "http://terminology.hl7.org/CodeSystem/communication-category", code: "reminder" }] },
        ],
        medium: [
          {
            coding: [
              { system: "http://terminology.hl7.org/CodeSystem/v3-ParticipationMode", code: "SMSWRIT" },
              { system: "http://terminology.hl7.org/CodeSystem/v3-ParticipationMode", code: "WRITTEN" },
            ],
            text: "SMS",
          },
        ],
        subject: { reference: "Patient/patient-1" },
        about: [{ reference: "Appointment/appointment-1" }],
        recipient: [{ reference: "Patient/patient-1" }],
        sent: "2026-12-01T15:00:00.000Z",
        received: "2026-12-01T15:00:04.000Z",
      },
    );
  });

  test("keeps its id in all versions of a notification, and each has a version of its own", () => {
    const versions = [2, 3].map((transition) => communicationOf({ transition }));
    expect(new Set(versions.map(({ id }) => id)).size).toBe(1);
    expect(versions.map(({ meta }) => meta.versionId)).toEqual(["2", "3"]);
  });

  test("without a send has no medium and no times", () => {
    const changes = { channel: undefined, messageId: undefined, sentAt: undefined, status: "NO_CONTACT" } as const;
    const resource = communicationOf(changes);
    for (const element of ["medium", "sent", "received"]) expect(resource).not.toHaveProperty(element);
  });

  test("of a message about a change is a notification", () => {
    expect(communicationOf({ kind: "moved" }).category[0]?.coding?.[0]?.code).toBe("notification");
  });

  test.each([
    ["UNDELIVERED", "UNREACHABLE", "recipient-unavailable"],
    ["UNDELIVERED", "INVALID_NUMBER", "invalid-phone-number"],
    ["UNDELIVERED", "OPTED_OUT", "patient-objection"],
    ["UNDELIVERED", "CARRIER_BLOCKED", "system-error"],
    ["UNDELIVERED", "UNKNOWN", "unknown"],
    ["ALL_FAILED", "ServiceUnavailable", "system-error"],
    ["ALL_FAILED", "NO_USABLE_EMAIL", undefined],
    ["ALL_FAILED", "DROPPED", undefined],
    ["CANCELLED", "CANCEL_REQUESTED", undefined],
    ["EXPIRED", "QUIET_HOURS", undefined],
  ] as const)("%s with the reason %s has HL7's reason %s, and its own as text", (status, reason, code) => {
    const { statusReason } = communicationOf({ status, reason });
    expect(statusReason).toEqual({
      ...(code && {
        coding: [{ system: "http://terminology.hl7.org/CodeSystem/communication-not-done-reason", code }],
      }),
      text: `${status}: ${reason}`,
    });
  });

  test("publishes no reason that is not a code", () => {
    const { statusReason } = communicationOf({ status: "UNDELIVERED", reason: "Invalid phone number +12065550100" });
    expect(statusReason?.text).toBe("UNDELIVERED");
  });
});

test.each([
  ["appointment-1.a", { reference: "Appointment/appointment-1.a" }],
  ["a".repeat(64), { reference: `Appointment/${"a".repeat(64)}` }],
  ["a".repeat(65), { type: "Appointment", identifier: { value: "a".repeat(65) } }],
  ["F_70/2", { type: "Appointment", identifier: { value: "F_70/2" } }],
  ["1 2", { type: "Appointment", identifier: { value: "1 2" } }],
])("the appointment %j is referred to by an id only if FHIR allows that id", (appointmentId, reference) => {
  expect(communicationOf({ appointmentId }).about).toEqual([reference]);
  expect(responseTo({ appointmentId })?.appointment).toEqual(reference);
});

// The types of https://hl7.org/fhir/R4/datatypes.html. An object without other elements is strict.
const id = z.string().check(z.regex(/^[A-Za-z0-9\-.]{1,64}$/));
const instant = z.iso.datetime({ offset: true });
const text = z.string().check(z.regex(/\S/));
const coding = z.strictObject({ system: z.url(), code: z.string().check(z.regex(/^\S+(?: \S+)*$/)) });
const concept = z.strictObject({ coding: z.optional(z.array(coding).check(z.minLength(1))), text: z.optional(text) });
const identifier = z.array(z.strictObject({ value: text })).check(z.minLength(1));
const meta = z.strictObject({ versionId: z.optional(id), lastUpdated: instant });
const reference = (type: string) =>
  z.union([
    z.strictObject({ reference: z.string().check(z.regex(new RegExp(`^${type}/[A-Za-z0-9\\-.]{1,64}$`))) }),
    z.strictObject({ type: z.literal(type), identifier: z.strictObject({ value: text }) }),
  ]);
const COMMUNICATION = z.strictObject({
  resourceType: z.literal("Communication"),
  id,
  meta,
  identifier,
  status: z.enum(["in-progress", "completed", "not-done"]),
  statusReason: z.optional(concept),
  category: z.array(concept).check(z.length(1)),
  medium: z.optional(z.array(concept).check(z.length(1))),
  subject: reference("Patient"),
  about: z.optional(z.array(reference("Appointment")).check(z.length(1))),
  recipient: z.array(reference("Patient")).check(z.length(1)),
  sent: z.optional(instant),
  received: z.optional(instant),
});
const APPOINTMENT_RESPONSE = z.strictObject({
  resourceType: z.literal("AppointmentResponse"),
  id,
  meta,
  identifier,
  appointment: reference("Appointment"),
  start: z.optional(instant),
  actor: reference("Patient"),
  participantStatus: z.enum(["accepted", "declined", "tentative", "needs-action"]),
});

/** Occurs nowhere else. */
const PLANTED = "Quackenbush";
/** What an event never has; if it did, no resource would have it. */
const planted = fc.record({
  phoneNumber: fc.constant(`+1206555${PLANTED}`),
  email: fc.constant(`${PLANTED}@example.com`),
  text: fc.constant(`Dear ${PLANTED}`),
  doctorName: fc.constant(PLANTED),
});
const anId = fc.string({ minLength: 1, maxLength: 256, unit: "grapheme" }).filter((given) => /\S/.test(given));
const aTime = fc.date({ min: new Date(0), max: new Date("2100-01-01"), noInvalidDate: true });
const anInstant = aTime.map((date) => date.toISOString());
const optional = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined });
const outcomes = fc.record({
  schemaVersion: fc.constant(1 as const),
  notificationId: anId,
  patientId: anId,
  appointmentId: optional(anId),
  timestamp: aTime.map(Number),
  transition: fc.nat(),
  status: fc.constantFrom(...OUTCOMES),
  kind: optional(fc.constantFrom(...CHANGE_KINDS)),
  channel: optional(fc.constantFrom(...CHANNELS)),
  sentAt: optional(anInstant),
  reason: optional(
    fc.oneof(
      fc.constantFrom(...RECEIPT_CODES),
      fc.string().map((free) => `+1 ${PLANTED} ${free}`),
    ),
  ),
  occurredAt: anInstant,
});
const answers = fc.record({
  schemaVersion: fc.constant(1 as const),
  status: fc.constantFrom(...REPLY_STATUSES),
  replyId: anId,
  patientId: optional(anId),
  appointmentId: optional(anId),
  timestamp: optional(aTime.map(Number)),
  channel: fc.constant("SMS" as const),
  reason: optional(fc.constantFrom(...UNCLEAR_REASONS)),
  occurredAt: anInstant,
});

test("every resource has what R4 requires and nothing else, with none of a patient's data, and the same each time", () => {
  const property = fc.property(fc.oneof(outcomes, answers), planted, (event, more) => {
    const resource = fhirEvent({ ...event, ...more });
    expect(fhirEvent({ ...event, ...more })).toEqual(resource);
    if (resource === undefined) return expect("replyId" in event).toBe(true);
    const schema = resource.resourceType === "Communication" ? COMMUNICATION : APPOINTMENT_RESPONSE;
    const json = JSON.stringify(resource);
    expect(schema.safeParse(JSON.parse(json)).error?.issues).toBeUndefined();
    expect(json).not.toContain(PLANTED);
  });
  fc.assert(property, runs(500));
});
