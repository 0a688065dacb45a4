/** Messages made for the queues: what they hold, and what is refused before it is sent. */

import { parseAppointment } from "../../../contracts/appointment-check";
import { parseBooking } from "../../../contracts/bookings/booking-check";
import {
  type AppointmentToSend,
  type BookingToSend,
  InvalidMessageError,
  toBookingMessage,
  toMessage,
} from "../../../contracts/published/contracts";
import { FIELDS_OF_BOOKING, FIELDS_TO_BOOK, FIELDS_TO_SEND } from "../../../contracts/published/sent-fields";
import { bodyOf, invalidExamples, validExamples } from "../../support/data/examples";
import { anyCharacter, fc, runs } from "../../support/data/properties";

/** A month after the time in the examples' versions. */
const NOW = Date.parse("2026-12-24T12:00:00Z");

/** As a program without types would call them. */
const untyped = (value: unknown) => toMessage(value as AppointmentToSend);
const untypedBooking = (value: unknown) => toBookingMessage(value as BookingToSend, NOW);

const only = (value: object, fields: ReadonlySet<string>) =>
  Object.fromEntries(Object.entries(value).filter(([name]) => fields.has(name)));

function violationsOf(make: () => unknown): readonly { readonly field: string; readonly problem: string }[] {
  try {
    make();
  } catch (error) {
    if (error instanceof InvalidMessageError) return error.violations;
    throw error;
  }
  return [];
}

const withoutFiller = (value: Record<string, unknown>) => only(value, FIELDS_TO_SEND);
const bookedFields = (booking: Record<string, unknown>) => {
  const { appointment } = booking;
  const one = (given: object) => only(given, FIELDS_TO_BOOK);
  const known = Array.isArray(appointment) ? appointment.map(one) : one(Object(appointment));
  return { ...only(booking, FIELDS_OF_BOOKING), appointment: known };
};

describe("A message for the appointments queue", () => {
  test.each(validExamples())("of the example %s reads as the example", (_, example) => {
    const { reminder, reminderPlan, schemaVersion, ...fields } = example;
    const sent = parseAppointment(toMessage(withoutFiller(fields) as unknown as AppointmentToSend).MessageBody);
    const read = parseAppointment(JSON.stringify(fields));
    expect(sent).toEqual({ ok: true, appointment: { ...(read.ok && read.appointment), schemaVersion: 1 } });
  });

  test.each(invalidExamples().filter(([, { reason }]) => reason !== "INVALID_JSON"))(
    "of the example %s is refused, with its field",
    (_, example) => {
      const fields = violationsOf(() => untyped(JSON.parse(bodyOf(example)))).map(({ field }) => field);
      expect(fields).toContain(example.field);
    },
  );

  test("leaves out what is null, undefined or blank", () => {
    const { MessageBody } = toMessage({
      patientId: " p-1 ",
      appointmentTime: "2027-03-01T14:30",
      email: null,
      location: " ",
      doctorName: undefined,
    });
    expect(JSON.parse(MessageBody)).toEqual({
      schemaVersion: 1,
      patientId: "p-1",
      appointmentTime: "2027-03-01T14:30",
    });
  });

  test("has no attributes: the queue knows none", () => {
    expect(Object.keys(toMessage({ patientId: "p-1", appointmentTime: "2027-03-01T14:30" }))).toEqual(["MessageBody"]);
  });

  test.each(["phone", "reminder", "reminderPlan", "__proto__"])("with the field %s is refused", (name) => {
    const text = `{"patientId": "p-1", "appointmentTime": "2027-03-01T14:30", "${name}": {"secret": 1}}`;
    expect(violationsOf(() => untyped(JSON.parse(text)))).toEqual([
      expect.objectContaining({ field: name, problem: expect.stringMatching(/sender|pipeline|different steps/) }),
    ]);
  });

  test("names every violation at once, each field once, and no value", () => {
    const wrong = { patientId: "", appointmentTime: "1/3/2027", email: 7, mobile: "+12065550100" };
    const error = (() => {
      try {
        return untyped(wrong);
      } catch (thrown) {
        return thrown as InvalidMessageError;
      }
    })();
    expect(error).toBeInstanceOf(InvalidMessageError);
    const { message, violations } = error as InvalidMessageError;
    expect(violations.map(({ field }) => field)).toEqual(["patientId", "appointmentTime", "email", "mobile"]);
    expect(message).toBe(
      "patientId must be a string of 1 to 256 characters; appointmentTime must be an ISO 8601 date and time that exists, " +
        "such as 2026-12-01T14:30:00-05:00; email must be a string of 0 to 320 characters; mobile is not a field that " +
        "senders write",
    );
  });
});

describe("A message for the bookings queue", () => {
  test.each(validExamples("bookings"))("of the example %s reads as the example", (_, example) => {
    const sent = parseBooking(untypedBooking(bookedFields(example)).MessageBody, NOW);
    expect(sent).toEqual(parseBooking(JSON.stringify(bookedFields(example)), NOW));
    expect(sent.ok).toBe(true);
  });

  test.each(invalidExamples("bookings").filter(([, { reason }]) => reason !== "INVALID_JSON"))(
    "of the example %s is refused, with its field",
    (_, example) => {
      const fields = violationsOf(() => untypedBooking(JSON.parse(bodyOf(example)))).map(({ field }) => field);
      expect(fields).toContain(example.field);
    },
  );

  test("says its format, so that nothing has to look into the body", () => {
    const appointment = { appointmentId: "a-1", patientId: "p-1", appointmentTime: "2027-03-01T14:30" };
    expect(toBookingMessage({ status: "booked", appointment }).MessageAttributes).toEqual({
      format: { DataType: "String", StringValue: "json" },
    });
  });

  test("with a field that the contract does not have, in one appointment of a list, names its place", () => {
    const appointment = { appointmentId: "a-1", patientId: "p-1", appointmentTime: "2027-03-01T14:30" };
    const booking = { status: "booked", moved: true, appointment: [appointment, { ...appointment, phone: "12" }] };
    expect(violationsOf(() => untypedBooking(booking)).map(({ field }) => field)).toEqual([
      "moved",
      "appointment[1].phone",
    ]);
  });

  test("of more than 256 KB is refused", () => {
    const appointments = Array.from({ length: 40 }, (_, index) => ({
      appointmentId: `a-${index}`,
      patientId: "p-1",
      appointmentTime: "2027-03-01T14:30",
      instructions: "\u{1f600}".repeat(1_000),
      location: "ü".repeat(500),
    }));
    const half = { status: "booked", appointment: appointments.slice(0, 20) } as const;
    expect(toBookingMessage(half).MessageBody.length).toBeGreaterThan(20_000);
    expect(violationsOf(() => toBookingMessage({ ...half, appointment: [...appointments, ...appointments] }))).toEqual([
      expect.objectContaining({ field: "appointment", problem: expect.stringContaining("262144 bytes") }),
    ]);
  });
});

describe("Whatever a program passes", () => {
  const almostRight = fc.record(
    {
      patientId: fc.string({ unit: anyCharacter }),
      appointmentTime: fc.constantFrom("2027-03-01T14:30", "2027-02-30T14:30"),
      appointmentId: fc.string({ unit: anyCharacter }),
      email: fc.oneof(fc.string({ unit: anyCharacter }), fc.anything()),
      revision: fc.oneof(fc.nat(), fc.constant(-0), fc.anything()),
    },
    { requiredKeys: ["patientId", "appointmentTime"] },
  );
  const anything = fc.oneof(
    fc.anything({ withBigInt: true, withDate: true, withMap: true, withSparseArray: true, withTypedArray: true }),
    fc.record({ patientId: fc.anything(), appointmentTime: fc.anything(), appointmentId: fc.anything() }),
    fc.record({ status: fc.anything(), version: fc.anything(), appointment: fc.anything() }),
    almostRight,
    fc.record({ status: fc.constant("booked"), appointment: fc.oneof(almostRight, fc.array(almostRight)) }),
  );

  test("a message keeps its contract, or is refused with a field", () => {
    let made = 0;
    fc.assert(
      fc.property(anything, (value) => {
        for (const [make, parse] of [
          [untyped, parseAppointment],
          [untypedBooking, (body: string) => parseBooking(body, NOW)],
        ] as const) {
          try {
            if (!parse(make(value).MessageBody).ok) return false;
            made += 1;
          } catch (error) {
            if (!(error instanceof InvalidMessageError) || error.violations.length === 0) throw error;
          }
        }
        return true;
      }),
      runs(300),
    );
    expect(made).toBeGreaterThan(0);
  });
});
