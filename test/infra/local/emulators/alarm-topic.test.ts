import { withAlarmTopic } from "../../../../infra/local/emulators/alarm-topic";
import type { PublishedNotice } from "../../../../infra/local/emulators/outbox";
import type { Answer, Call } from "../../../../infra/local/protocol/call";

const ARN = "arn:aws:sns:us-east-1:000000000000:healthcare-appointment-alarms-dev";
const ACCEPTED: Answer = { status: 200, headers: {}, body: "<MessageId>1</MessageId>" };

let published: PublishedNotice[];
beforeEach(() => {
  published = [];
});

function publish(parameters: Readonly<Record<string, string>>, answer = ACCEPTED) {
  const form = new URLSearchParams({ Action: "Publish", TopicArn: ARN, Message: "text", ...parameters });
  const call = { service: "sns", operation: "Publish", body: Buffer.from(form.toString()) } as Call;
  return withAlarmTopic(async () => answer, "healthcare-appointment-alarms-dev", published)(call);
}

test("what is published to the topic of the alarms is kept, with its kind", async () => {
  const attribute = "MessageAttributes.entry.1";
  await publish({
    Subject: "Reminders dev: 3 not reminded",
    [`${attribute}.Name`]: "kind",
    [`${attribute}.Value.DataType`]: "String",
    [`${attribute}.Value.StringValue`]: "daily-digest",
  });
  expect(published).toEqual([
    { subject: "Reminders dev: 3 not reminded", message: "text", kind: "daily-digest", at: expect.any(String) },
  ]);
});

test("what another topic gets, and what the topic refuses, is not kept", async () => {
  await publish({ TopicArn: ARN.replace("alarms", "notifications") });
  await publish({}, { ...ACCEPTED, status: 403 });
  expect(published).toEqual([]);
});

test.each([
  ["a subject of 100 characters", { Subject: "s".repeat(100) }],
  ["a subject of two lines", { Subject: "one\ntwo" }],
  ["an empty message", { Message: "" }],
  ["a message of more than 256 KB", { Message: "ü".repeat(131_073) }],
])("%s is refused, as by SNS", async (_, parameters) => {
  await expect(publish(parameters)).rejects.toMatchObject({ code: "InvalidParameter", status: 400 });
  expect(published).toEqual([]);
});

test("a subject of 99 characters and a message of 256 KB are accepted", async () => {
  await publish({ Subject: "s".repeat(99), Message: "m".repeat(262_144) });
  expect(published).toHaveLength(1);
});
