/** The whole pipeline with `smsCarrier=end-user-messaging`: the same outcomes, by one call fewer for each text. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { TEST_PHONES } from "../../infra/local/emulators/carriers/test-contacts";
import { anAppointment, NAMES, type PipelineRun, startPipeline } from "../support/worlds/pipeline-run";

let pipeline: PipelineRun;
beforeAll(async () => {
  pipeline = await startPipeline(undefined, { commandLine: { smsCarrier: "end-user-messaging" } });
});
afterAll(() => pipeline.stop());

/** How often each call to a carrier of texts was made. */
async function carrierCalls(): Promise<Record<string, number>> {
  const made = (await pipeline.cloud.calls()).filter(({ operation }) =>
    /^(?:Publish|CheckIfPhoneNumberIsOptedOut|SendTextMessage)$/.test(operation),
  );
  return Object.fromEntries(made.map(({ operation, times }) => [operation, times]));
}

test("a text is one call, by the environment's configuration set", async () => {
  const sent = anAppointment();
  await pipeline.send(sent);
  const item = await pipeline.ended(sent, "SMS_SENT");
  expect((await pipeline.cloud.outbox()).sms.filter(({ messageId }) => messageId === item.messageId)).toHaveLength(1);
  expect(await carrierCalls()).toEqual({ SendTextMessage: 1 });
  expect(readFileSync(join(__dirname, "../../docs/calls.md"), "utf8")).toMatch(
    /one `SendTextMessage` call instead of\s`CheckIfPhoneNumberIsOptedOut` and `Publish`/,
  );
});

test.each([
  ["refused", "EMAIL_SENT", "ValidationException.INVALID_PARAMETER"],
  ["optedOut", "EMAIL_SENT", "OptedOut"],
  ["alwaysFails", "EMAIL_SENT", "InternalServerException"],
  ["throttledTwice", "SMS_SENT", undefined],
] as const)("the reminder of the %s test phone ends as %s", async (phone, status, code) => {
  const sent = anAppointment({ phoneNumber: TEST_PHONES[phone] });
  await pipeline.send(sent);
  const { history, reason } = await pipeline.ended(sent, status);
  if (code) expect([reason, ...history.map((line) => line.code)]).toContain(code);
});

test("no call was refused, the one permission for texts is used, and no phone number is in a log", async () => {
  const { granted, refused } = await pipeline.cloud.permissions();
  expect(refused).toEqual([]);
  const ofTexts = granted.filter(
    ({ action, functionName }) => functionName === NAMES.smsConsumer && /^sms-voice:|PhoneNumber/.test(action),
  );
  expect(ofTexts).toMatchObject([{ functionName: NAMES.smsConsumer, action: "sms-voice:SendTextMessage" }]);
  expect(ofTexts[0]?.used).toBeGreaterThan(4);
  const written = JSON.stringify(await pipeline.cloud.logs());
  expect(written).toContain("notificationId");
  for (const phone of Object.values(TEST_PHONES)) expect(written).not.toContain(phone);
});
