import { erasedPatientKey } from "../../../../contracts/tables/erasures";
import type { QueueMessage } from "../../../../services/domain/ports";
import { appointment, NOW, queueMessage } from "../../../support/data/records";
import { PipelineWorld } from "../../../support/worlds/pipeline-world";

const CONSUMERS = ["bySms", "byEmail"] as const;
const { patientId } = appointment();

let world: PipelineWorld;
beforeEach(() => {
  world = new PipelineWorld();
});

const sent = () => [world.sms.calls, world.email.calls];
const erasePatient = (at: number, clinicId = "*") =>
  world.appointments.put({ ...erasedPatientKey(patientId), erased: { [clinicId]: at } } as never);
const eraseAppointment = () =>
  world.appointments.put({ appointmentId: "appointment-1", patientId, erasedAt: NOW } as never);
const ofAnotherSystem = (sentAt: number, fields: Parameters<typeof appointment>[0] = {}): QueueMessage => ({
  ...queueMessage(appointment(fields)),
  sentAt,
});

/** Nothing of the patient is in the log, or in a queue. */
function expectNothingOfThePatient(): void {
  const { items } = world.log;
  const queued = [world.emailQueue, world.deadLetters].flatMap((queue) => queue.messages);
  expect({ sent: sent(), queued }).toEqual({ sent: [0, 0], queued: [] });
  for (const item of items) {
    expect(item).toMatchObject({ status: "ERASED" });
    for (const field of ["patientId", "appointmentId", "phoneNumber", "email", "doctorName", "phoneDigest"])
      expect(item).not.toHaveProperty(field);
  }
}

describe("A queued reminder of an erased appointment", () => {
  test.each(CONSUMERS)("is not sent, and leaves nothing of its patient (%s)", async (consumer) => {
    const message = world.storedMessage();
    eraseAppointment();
    expect(await world[consumer](message)).toEqual({ kind: "erased" });
    expectNothingOfThePatient();
  });

  test("leaves nothing of its patient although it is over", async () => {
    const message = world.storedMessage();
    eraseAppointment();
    world.clock.advance(30 * 86_400_000);
    expect(await world.bySms(message)).toEqual({ kind: "erased" });
    expectNothingOfThePatient();
  });

  test("leaves nothing of its patient although texts are stopped", async () => {
    const message = world.storedMessage();
    eraseAppointment();
    world.stops.stopped.add("SMS");
    expect(await world.bySms(message)).toEqual({ kind: "erased" });
    expectNothingOfThePatient();
  });

  test("that says itself that the appointment has ended leaves nothing either", async () => {
    eraseAppointment();
    expect(await world.bySms(queueMessage(appointment({ status: "cancelled" })))).toEqual({ kind: "erased" });
    expectNothingOfThePatient();
  });

  test("is erased while it waits for its turn", async () => {
    const message = world.storedMessage();
    world.appointments.onLookUp = eraseAppointment;
    expect(await world.bySms(message)).toEqual({ kind: "erased" });
    expectNothingOfThePatient();
  });
});

describe("A message of another system about an erased patient", () => {
  test.each(CONSUMERS)("that was sent before the erasure is not sent (%s)", async (consumer) => {
    erasePatient(NOW - 1_000);
    expect(await world[consumer](ofAnotherSystem(NOW - 1_000))).toEqual({ kind: "erased" });
    expectNothingOfThePatient();
  });

  test("without an appointmentId is not sent either", async () => {
    erasePatient(NOW - 1_000);
    const message = ofAnotherSystem(NOW - 5_000, { appointmentId: undefined });
    expect(await world.bySms(message)).toEqual({ kind: "erased" });
    expectNothingOfThePatient();
  });

  test("that was sent after the erasure is new, and is sent", async () => {
    erasePatient(NOW - 1_000);
    await world.bySms(ofAnotherSystem(NOW - 999));
    expect(world.log.item).toMatchObject({ status: "SMS_SENT", patientId });
  });

  test("of another clinic, which may use the same ids, is sent", async () => {
    erasePatient(NOW, "another-clinic");
    await world.bySms(ofAnotherSystem(NOW - 1_000));
    expect(world.log.item).toMatchObject({ status: "SMS_SENT" });
  });

  test("is not sent as a copy of a message from before: each copy has the time of the first", async () => {
    world.stops.stopped.add("SMS");
    await world.bySms(ofAnotherSystem(NOW - 1_000));
    const { body, attributes = {} } = world.appointmentsQueue.message;
    const copy = { id: "copy", sentAt: NOW + 60_000, body, attributes };
    expect(attributes).toEqual({ FirstSentAt: String(NOW - 1_000) });
    world.stops.stopped.delete("SMS");
    erasePatient(NOW);
    expect(await world.bySms(copy)).toEqual({ kind: "erased" });
    expect(world.log.item).not.toHaveProperty("patientId");
  });
});

test("A message whose notification was erased is acknowledged as a duplicate", async () => {
  const message = world.storedMessage();
  await world.bySms(message);
  await world.log.apply("erase", {
    key: world.log.item,
    queueMessageId: "",
    batchId: "operator",
    claimId: "erasure",
  });
  expect(await world.bySms({ ...message, id: "again" })).toEqual({ kind: "duplicate" });
  expect(world.log.item).toMatchObject({ status: "ERASED" });
  expect(world.sms.calls).toBe(1);
});
