import { parseAppointment } from "../../../contracts/appointment-check";
import { isOutcome } from "../../../contracts/delivery-log";
import { consumeBatch } from "../../../services/domain/delivery/consume-batch";
import { remindByEmail } from "../../../services/domain/delivery/remind-by-email";
import { remindBySms } from "../../../services/domain/delivery/remind-by-sms";
import { identifyNotification } from "../../../services/domain/notification/notification";
import type { QueueMessage } from "../../../services/domain/ports";
import { anyBody, FIELDS, hostileText, hostileTextOf, LIMITS } from "../../support/data/arbitraries";
import { CLINIC } from "../../support/data/clinics";
import { fc, runs } from "../../support/data/properties";
import { appointment, EMAIL, NOW, PHONE } from "../../support/data/records";
import { PipelineWorld } from "../../support/worlds/pipeline-world";
import { anyZone, realTime } from "../fields/written-times";

/** Stands in every value that is a patient's: whoever shows it has leaked one. */
const MARK = "Qx7Zk";
const marked = (max: number) => hostileTextOf(max - MARK.length).map((text) => MARK + text);
const contact = (usable: string, max: number) => fc.oneof(fc.constant(usable), marked(max), fc.constant(undefined));

/** Keeps the contract, whatever its values. */
const goodBody = fc
  .record({
    patientId: hostileTextOf(LIMITS.patientId - 1).map((text) => `p${text}`),
    appointmentId: fc.option(hostileTextOf(LIMITS.appointmentId), { nil: null }),
    appointmentTime: fc.oneof(realTime, fc.constantFrom("2026-12-02T14:30", "9999-12-31T23:59:59.999999999-14:59")),
    timeZone: fc.option(anyZone, { nil: undefined }),
    phoneNumber: contact(PHONE, LIMITS.phoneNumber),
    email: contact(EMAIL, LIMITS.email),
    doctorName: marked(LIMITS.doctorName),
    location: marked(LIMITS.location),
  })
  .map((fields) => JSON.stringify(fields));
/** Breaks it by a value that is as recognisable. */
const brokenBody = fc.oneof(
  fc
    .tuple(fc.constantFrom(...FIELDS), marked(2_000))
    .map(([field, value]) => JSON.stringify({ ...appointment(), [field]: [value] })),
  hostileText.map((text) => `{"location": "${MARK}${text}`),
  hostileText.map((text) => JSON.stringify(MARK + text)),
);
const messages = fc
  .array(fc.oneof(goodBody, brokenBody, anyBody), { maxLength: 8 })
  .map((bodies) => bodies.map((body, index): QueueMessage => ({ id: `message-${index}`, body, attributes: {} })));

/** Works messages as both consumers do, the neighbour first and last among them. */
async function work(received: readonly QueueMessage[]) {
  const world = new PipelineWorld();
  const body = JSON.stringify(appointment({ patientId: "neighbour", appointmentId: "neighbour", doctorName: MARK }));
  const neighbours = ["first", "last"].map((id) => ({ id, body: body.replaceAll("neighbour", id), attributes: {} }));
  const batch = { id: "batch-1", messages: received, deadline: NOW + 600_000 };
  const all = [neighbours[0], ...received, neighbours[1]].filter((one) => one !== undefined);
  const bySms = consumeBatch(
    { ...batch, messages: all },
    (one) => remindBySms(one, world.smsDependencies),
    world.batchDependencies,
  );
  const results = await world.clock.drive(bySms);
  const fallen = world.emailQueue.messages.splice(0);
  const byEmail = consumeBatch(
    { ...batch, messages: fallen },
    (one) => remindByEmail(one, world.emailDependencies),
    world.batchDependencies,
  );
  return { world, all, results: [...results, ...(await world.clock.drive(byEmail))] };
}

const codes = (results: readonly PromiseSettledResult<unknown>[]) =>
  results.flatMap((result) => (result.status === "rejected" ? [String(result.reason)] : []));

test("whatever a batch holds, each message ends in the log or lies whole in the DLQ, and none harms another", async () => {
  await fc.assert(
    fc.asyncProperty(messages, async (received) => {
      const { world, all, results } = await work(received);
      // Only a copy of a message that is being worked comes again.
      expect(codes(results).filter((code) => code !== "RetryLater: IN_PROGRESS")).toEqual([]);
      const refused = all.filter(({ body }) => !parseAppointment(body).ok);
      expect(world.deadLetters.messages.map(({ body }) => body).sort()).toEqual(refused.map(({ body }) => body).sort());
      const ids = all.flatMap(({ body }) => {
        const check = parseAppointment(body);
        return check.ok ? [identifyNotification(check.appointment, CLINIC).notificationId] : [];
      });
      expect(world.log.items.map(({ notificationId }) => notificationId).sort()).toEqual([...new Set(ids)].sort());
      expect(world.log.items.filter(({ status }) => !isOutcome(status))).toEqual([]);
      for (const id of ["first", "last"]) {
        expect(world.log.items.find(({ patientId }) => patientId === id)?.status).toBe("SMS_SENT");
      }
    }),
    runs(120),
  );
});

test("whatever a batch holds, what operators and subscribers read has no value of it", async () => {
  await fc.assert(
    fc.asyncProperty(messages, async (received) => {
      const { world, results } = await work(received);
      const attributes = world.deadLetters.messages.map((message) => message.attributes);
      const { logger, metrics, topic } = world;
      const told = JSON.stringify([logger.lines, metrics.calls, topic.events, attributes, codes(results)]);
      expect(told).not.toContain(MARK);
      for (const { DeadLetterReason, DeadLetterDetail = "" } of attributes) {
        expect(DeadLetterReason).toMatch(/^(INVALID_JSON|CONTRACT_VIOLATION|UNSUPPORTED_SCHEMA_VERSION)$/);
        expect([...FIELDS, "body"]).toContain(DeadLetterDetail);
      }
      // The search would find it: the patient is told.
      expect(JSON.stringify(world.sms.delivered)).toContain(MARK);
    }),
    runs(120),
  );
});
