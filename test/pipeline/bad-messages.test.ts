import { eventually } from "../support/eventually";
import { anAppointment, type PipelineRun, startPipeline } from "../support/worlds/pipeline-run";

let pipeline: PipelineRun;
beforeAll(async () => {
  pipeline = await startPipeline();
});
afterAll(() => pipeline.stop());

const POISON = [
  ["{ not json", "INVALID_JSON", "body"],
  ['{"patientId": "patient-x"}', "CONTRACT_VIOLATION", "appointmentTime"],
  ['{"patientId": "patient-x", "appointmentTime": "2027-02-30T10:00"}', "CONTRACT_VIOLATION", "appointmentTime"],
  ['{"schemaVersion": 2, "patientId": 7}', "UNSUPPORTED_SCHEMA_VERSION", "schemaVersion"],
] as const;

test("bad messages are in the DLQ, unchanged, with reason and field, and the other messages of the batch are sent", async () => {
  const neighbours = Array.from({ length: 6 }, () => anAppointment());
  await pipeline.sendBodies([...POISON.map(([body]) => body), ...neighbours.map((one) => JSON.stringify(one))]);

  const items = await Promise.all(neighbours.map((one) => pipeline.ended(one)));
  expect(items.map(({ status, attempts }) => [status, attempts])).toEqual(neighbours.map(() => ["SMS_SENT", 1]));
  const messages = await eventually("all are in the DLQ", async () => {
    const found = await pipeline.deadLetters();
    return found.length === POISON.length && found;
  });
  for (const [body, reason, detail] of POISON) {
    const message = messages.find((one) => one.body === body);
    expect(message?.attributes).toEqual({
      DeadLetterReason: reason,
      DeadLetterDetail: detail,
      SourceQueue: "appointments",
      FirstSentAt: expect.stringMatching(/^\d{13}$/),
    });
  }
  expect(await pipeline.metric("RejectedMessages")).toBe(POISON.length);
});

test("a redrive keeps messages that break the contract in the DLQ", async () => {
  expect(await pipeline.redrive()).toContain("kept, breaks the contract, CONTRACT_VIOLATION (appointmentTime): 2\n");
  expect(await pipeline.deadLetters()).toHaveLength(POISON.length);
});
