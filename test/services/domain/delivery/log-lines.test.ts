/** The lines that the runbook's queries look for, whole: ids, codes and counts, and nothing else. */
import { consumeBatch, reportResults } from "../../../../services/domain/delivery/consume-batch";
import { identifyNotification } from "../../../../services/domain/notification/notification";
import type { QueueMessage } from "../../../../services/domain/ports";
import { RetryLater } from "../../../../services/domain/retry/failure";
import { CLINIC } from "../../../support/data/clinics";
import { appointment, NOW, queueMessage } from "../../../support/data/records";
import { PipelineWorld } from "../../../support/worlds/pipeline-world";
import { ProducerWorld, stored } from "../../../support/worlds/producer-world";

describe("Of a batch the log tells", () => {
  let world: PipelineWorld;
  beforeEach(() => {
    world = new PipelineWorld();
  });
  const consume = (message: QueueMessage) =>
    consumeBatch(
      { id: "batch-1", messages: [message], deadline: NOW + 50_000 },
      async () => {
        throw new RetryLater("InternalError");
      },
      world.batchDependencies,
    );

  test("which message was rejected, why, and in which field", async () => {
    await consume(queueMessage(appointment({ timeZone: "America/Gotham" })));
    expect(world.logger.lines).toEqual([
      {
        event: "message rejected",
        batchId: "batch-1",
        queueMessageId: "message-1",
        reason: "CONTRACT_VIOLATION",
        field: "timeZone",
      },
    ]);
  });

  test("which message is left to SQS, which notification it is for, and the code of the error", async () => {
    await consume(queueMessage());
    expect(world.logger.lines).toEqual([
      {
        event: "message left to retry",
        batchId: "batch-1",
        queueMessageId: "message-1",
        notificationId: identifyNotification(appointment(), CLINIC).notificationId,
        code: "InternalError",
      },
    ]);
  });

  test("what could not be told, and the code of the error", async () => {
    world.topic.failing = true;
    world.metrics.failing = true;
    const result = await world.bySms(queueMessage(appointment({ phoneNumber: undefined, email: undefined })));
    await reportResults("batch-1", [result], world.batchDependencies);
    expect(world.logger.lines).toEqual([
      { event: "outcome events not published", batchId: "batch-1", code: "Error" },
      { event: "metrics not sent", batchId: "batch-1", code: "Error" },
    ]);
  });
});

describe("Of a run of the producer the log tells", () => {
  let world: ProducerWorld;
  beforeEach(() => {
    world = new ProducerWorld();
  });
  const counts = { batchId: "run-1", enqueued: 0, refused: 0, expired: 0, declined: 0, unsent: 0 };

  test("what a scheduled run did, and which appointments it refused for which field", async () => {
    world.appointments.put(
      stored("good"),
      stored("bad", { timeZone: "America/Gotham" }),
      stored("over", { appointmentTime: "2026-11-30T09:00:00-05:00" }),
    );
    await world.runSchedule();
    expect(world.logger.lines).toEqual([
      {
        event: "appointment refused",
        batchId: "run-1",
        appointmentId: "bad",
        patientId: "patient-1",
        field: "timeZone",
      },
      { ...counts, event: "scheduled run", enqueued: 1, refused: 1, expired: 1 },
    ]);
  });

  test("what an on-demand run did", async () => {
    world.queue.refuse = () => [0];
    await world.run({ appointments: [appointment(), null] });
    expect(world.logger.lines).toEqual([
      { ...counts, event: "on-demand run", refused: 1, unsent: 1 },
      { event: "reminders not queued", batchId: "run-1", count: 1, code: "InternalError" },
    ]);
  });
});
