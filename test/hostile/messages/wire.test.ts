import { parseAppointment } from "../../../contracts/appointment-check";
import { isOutcome } from "../../../contracts/delivery-log";
import { identifyNotification } from "../../../services/domain/notification/notification";
import { anyBody, hostileTextOf, LIMITS } from "../../support/data/arbitraries";
import { CLINIC } from "../../support/data/clinics";
import { toE164, toEmailAddress } from "../../support/data/contacts";
import { message } from "../../support/data/planted-data";
import { fc, runs } from "../../support/data/properties";
import { EMAIL } from "../../support/data/records";
import { envelopeOf, sentEmail, tagsOf } from "../../support/sent-email";
import { HandlerWorld } from "../../support/worlds/handler-world";

let world: HandlerWorld;
beforeAll(async () => {
  world = await HandlerWorld.start();
});
afterAll(() => world.stop());

/** What SQS takes in no message never comes in one. */
const asSqsBrings = (body: string) => body.replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, "?");
/** Keeps the contract, whatever its values; the appointment is a year ahead by the real clock. */
const goodFields = fc.record({
  patientId: hostileTextOf(LIMITS.patientId - 1).map((text) => `p${text}`),
  appointmentId: hostileTextOf(LIMITS.appointmentId - 9),
  appointmentTime: fc.constant(new Date(Date.now() + 365 * 86_400_000).toISOString()),
  phoneNumber: fc.oneof(fc.constant("206-555-0100"), hostileTextOf(LIMITS.phoneNumber)),
  email: fc.oneof(fc.constant(EMAIL), hostileTextOf(LIMITS.email)),
  doctorName: hostileTextOf(LIMITS.doctorName),
  location: hostileTextOf(LIMITS.location),
});
const received = fc.array(fc.oneof(goodFields, anyBody.map(asSqsBrings).filter(Boolean)), {
  minLength: 1,
  maxLength: 8,
});
let appointments = 0;

/** What a message is told apart by: its notification, or itself where it is none. */
function idOf(body: string): string {
  const check = parseAppointment(body);
  return check.ok ? identifyNotification(check.appointment, CLINIC).notificationId : body;
}

const EMAIL_ENVELOPE = { Source: "noreply@example.com", ConfigurationSetName: expect.any(String) };
const SMS_PARAMETERS = [
  "Message",
  "MessageAttributes.entry.1.Name",
  "MessageAttributes.entry.1.Value.DataType",
  "MessageAttributes.entry.1.Value.StringValue",
  "MessageAttributes.entry.2.Name",
  "MessageAttributes.entry.2.Value.DataType",
  "MessageAttributes.entry.2.Value.StringValue",
  "PhoneNumber",
];

test("whatever comes, the handlers refuse or finish it over the wire: whole to the DLQ, one outcome in the log, one receiver", async () => {
  await fc.assert(
    fc.asyncProperty(received, async (batch) => {
      // No two runs speak of the same appointment: the log keeps what was.
      const whole = batch.map((one) => {
        appointments += 1;
        return typeof one === "string"
          ? one
          : JSON.stringify({ ...one, appointmentId: one.appointmentId + appointments });
      });
      // And no two of a batch: one of them would have to wait for the other.
      const given = whole.filter((body, at) => whole.findIndex((other) => idOf(other) === idOf(body)) === at);
      world.aws.reset();
      expect(await world.smsConsumer(...given.map((body) => message(body)))).toEqual({ batchItemFailures: [] });
      expect(await world.emailConsumer(...world.sentTo("email-fallback"))).toEqual({ batchItemFailures: [] });

      const refused = given.filter((body) => !parseAppointment(body).ok);
      const buried = world
        .sentTo("dlq")
        .filter(({ attributes }) => !attributes.DeadLetterReason?.startsWith("NO_USABLE"));
      expect(buried.map(({ body }) => body).sort()).toEqual(refused.sort());
      for (const body of given) {
        const check = parseAppointment(body);
        if (!check.ok) continue;
        const item = await world.dynamo.logItem(identifyNotification(check.appointment, CLINIC));
        expect(item && isOutcome(item.status)).toBe(true);
        expect(item?.patientId).toBe(check.appointment.patientId);
      }
      for (const { parameters } of world.aws.of("Publish")) {
        expect(Object.keys(parameters).sort()).toEqual(SMS_PARAMETERS);
        expect(toE164(String(parameters.PhoneNumber), "US")).toBe(parameters.PhoneNumber);
        expect(parameters.Message).toMatch(/^Reminder: [^\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]+$/u);
      }
      for (const call of world.aws.of("SendRawEmail")) {
        const address = String(envelopeOf(call)["Destinations.member.1"]);
        expect(envelopeOf(call)).toEqual({ ...EMAIL_ENVELOPE, "Destinations.member.1": address });
        for (const value of Object.values(tagsOf(call))) expect(value).toMatch(/^[A-Za-z0-9_-]{1,64}$/);
        expect(toEmailAddress(address)).toBe(address);
        expect(await sentEmail(call)).toMatchObject({ subject: "Appointment Reminder", to: [{ address }] });
      }
    }),
    runs(10),
  );
});
