/** With `smsCarrier=end-user-messaging`, a fault of the deployment delays texts: none is sent, and none becomes an email. */
import { ENV } from "../../contracts/environment";
import { changedApp, named, type Template, takeAway } from "../support/data/changed-assembly";
import { eventually } from "../support/eventually";
import { anAppointment, NAMES, type PipelineRun, startPipeline } from "../support/worlds/pipeline-run";

const { smsConsumer } = NAMES;

async function withPipeline(change: (template: Template) => void, drive: (pipeline: PipelineRun) => Promise<void>) {
  const pipeline = await startPipeline(await changedApp(change, { smsCarrier: "end-user-messaging" }));
  try {
    await drive(pipeline);
  } finally {
    await pipeline.stop();
  }
}

/** Sends a reminder, and waits until it waits with this code. */
async function waitsWith(code: string, pipeline: PipelineRun): Promise<void> {
  const sent = anAppointment();
  await pipeline.send(sent);
  await eventually(`the log has ${code}`, async () => {
    const item = await pipeline.item(sent);
    return item?.status === "SMS_RETRYING" && item.reason === code;
  });
  const { sms, emails } = await pipeline.cloud.outbox();
  expect([sms, emails]).toEqual([[], []]);
  expect(JSON.stringify(await pipeline.cloud.logs())).not.toContain(sent.phoneNumber);
}

test("a text takes one call of a carrier, and no check of an opt-out", async () => {
  const pipeline = await startPipeline(undefined, { commandLine: { smsCarrier: "end-user-messaging" } });
  try {
    const sent = Array.from({ length: 10 }, () => anAppointment());
    await pipeline.send(...sent);
    for (const appointment of sent) await pipeline.ended(appointment, "SMS_SENT");
    await pipeline.drained();
    const made = (await pipeline.cloud.calls()).filter(({ operation }) =>
      ["SendTextMessage", "Publish", "CheckIfPhoneNumberIsOptedOut", "DescribeOptedOutNumbers"].includes(operation),
    );
    expect(made.map(({ operation, times }) => [operation, times])).toEqual([["SendTextMessage", 10]]);
  } finally {
    await pipeline.stop();
  }
});

test("without the permission to send, texts wait", async () => {
  const takeIt = (template: Template) => {
    const { Role } = named(template, "AWS::Lambda::Function", "FunctionName", smsConsumer);
    takeAway(template, Role, "sms-voice:SendTextMessage", "aws:ResourceAccount");
  };
  await withPipeline(takeIt, async (pipeline) => {
    await waitsWith("AccessDeniedException", pipeline);
    const { refused } = await pipeline.cloud.permissions();
    expect(new Set(refused.map(({ action }) => action))).toEqual(new Set(["sms-voice:SendTextMessage"]));
  });
});

test("without the configuration set, texts wait", async () => {
  const nameAnother = (template: Template) => {
    const { Environment } = named(template, "AWS::Lambda::Function", "FunctionName", smsConsumer);
    (Environment as { Variables: Record<string, string> }).Variables[ENV.smsConfigurationSet] = "another";
  };
  await withPipeline(nameAnother, (pipeline) => waitsWith("ResourceNotFoundException", pipeline));
});
