/** Operators look for these events, by the words of docs/runbook.md; test/runbook.test.ts holds that the code has them. */
import { consumeBatch, reportEndings } from "../../../services/domain/consume-batch";
import { RetryLater } from "../../../services/domain/failure";
import { PipelineWorld } from "../../support/pipeline-world";
import { ProducerWorld, stored } from "../../support/producer-world";
import { NOW, queueMessage } from "../../support/records";

const eventsOf = ({ logger }: PipelineWorld | ProducerWorld) => logger.lines.map(({ event }) => event);

test("a message that is left to retry, and one that is rejected, are each found by their event", async () => {
  const world = new PipelineWorld();
  const consume = (body: string) => {
    const batch = { id: "batch-1", messages: [{ ...queueMessage(), body }], deadline: NOW };
    const remind = () => Promise.reject(new RetryLater("InternalError"));
    return world.clock.drive(consumeBatch(batch, remind, world.batchDependencies));
  };
  await consume(queueMessage().body);
  await consume("{");
  expect(eventsOf(world)).toEqual(["message left to retry", "message rejected"]);
});

test("what was not told is found by its event", async () => {
  const world = new PipelineWorld();
  const sent = await world.bySms(queueMessage());
  world.topic.failing = true;
  await reportEndings("batch-1", [sent], world.batchDependencies);
  world.topic.failing = false;
  world.metrics.failing = true;
  await reportEndings("batch-1", [sent], world.batchDependencies);
  expect(eventsOf(world)).toEqual(["outcome events not published", "metrics not sent"]);
});

test("a run of the producer, and what it refused, are found by their events", async () => {
  const world = new ProducerWorld();
  world.appointments.put(stored("bad", { patientId: "" }));
  await world.runSchedule();
  await world.run({ appointments: [null] });
  expect(eventsOf(world)).toEqual(["appointment refused", "scheduled run", "on-demand run"]);
  expect(world.logger.lines[0]).toMatchObject({ batchId: "run-1", appointmentId: "bad", field: "patientId" });
});
