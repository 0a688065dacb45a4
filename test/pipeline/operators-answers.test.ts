/** Answers of patients with an operator's commands, on the deployed template and bundles. */
import { SendMessageCommand } from "@aws-sdk/client-sqs";
import { awsEnvironment } from "../support/environment";
import { eventually } from "../support/eventually";
import { ops as run } from "../support/ops";
import { anAppointment, NAMES, type PipelineRun, startPipeline } from "../support/worlds/pipeline-run";

let pipeline: PipelineRun;
beforeAll(async () => {
  pipeline = await startPipeline();
  awsEnvironment(pipeline.cloud.endpoint);
});
afterAll(() => pipeline.stop());

const ops = (...args: string[]) => run([...args, "--environment", "dev"]);
const PHONE = "+12065550142";
const WORDS = "Zyxxington has the wombat flu, what now?";
const of = anAppointment({ phoneNumber: PHONE });

const waiting = async (replyId: string) => {
  const { replies } = JSON.parse((await ops("replies", "list", "--json")).out);
  return replies.some((one: { replyId: string }) => one.replyId === replyId);
};

test("an answer that a person must read is listed, shown, found in the timeline and closed, its words with --reveal only", async () => {
  await pipeline.send(of);
  await pipeline.ended(of);
  const { inboundMessageId: id } = await pipeline.cloud.reply(PHONE, WORDS);
  await eventually("the answer waits for staff", () => waiting(id));
  const list = await ops("replies", "list");
  const shown = await ops("replies", "show", id);
  expect(shown.out).toMatch(/Reason +UNCLEAR_WORDS/);
  expect(shown.out).toContain(`answered: something that a person must read (REPLY_UNCLEAR): ${id}`);
  const timeline = await ops("log", "patient", of.patientId);
  expect(timeline.out).toContain(`(REPLY_UNCLEAR): ${id}`);
  for (const { out, err } of [list, shown, timeline]) expect(`${out}${err}`).not.toMatch(/Zyxxington|wombat|5550142/);
  const revealed = await ops("replies", "show", id, "--reveal");
  expect(revealed.out).toContain(`Phone: ${PHONE}\n\n${WORDS}\n`);
  expect((await ops("replies", "done", id, "--because", "called")).out).toBe(`${id}: closed, no longer waits.\n`);
  expect(await waiting(id)).toBe(false);
});

test("an answer that is redriven from the DLQ is as old as it was, and changes what it says of the appointment", async () => {
  const body = JSON.stringify({
    originationNumber: PHONE,
    destinationNumber: "+12065550100",
    messageKeyword: "KEYWORD_1",
    messageBody: "yes",
    inboundMessageId: "answer-1",
  });
  // After the text that it answers, and before its copy on the queue.
  const sent = new Date(Date.now() - 1_000);
  const firstSentAt = { DataType: "String", StringValue: String(sent.getTime()) };
  await pipeline.cloud.sqs.send(
    new SendMessageCommand({
      QueueUrl: pipeline.cloud.queueUrl(NAMES.repliesDeadLetterQueue),
      MessageBody: body,
      MessageAttributes: { FirstSentAt: firstSentAt },
    }),
  );
  const { out } = await ops("dlq", "redrive", "--source", "replies", "--yes");
  expect(out).toBe(`moved to ${NAMES.repliesQueue}: 1\n`);
  await eventually("the log has the answer", async () => (await pipeline.item(of))?.reply === "CONFIRM");
  expect((await pipeline.item(of))?.repliedAt).toBe(sent.toISOString());
  expect((await ops("replies", "show", "answer-1")).out).toMatch(/\nStaff +nothing to do\n/);
});
