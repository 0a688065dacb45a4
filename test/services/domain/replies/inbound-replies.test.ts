import { METRICS } from "../../../../contracts/metrics";
import { MAX_CHARACTERS, readReply } from "../../../../services/domain/replies/inbound-reply";
import { fc } from "../../../support/data/properties";
import { PHONE } from "../../../support/data/records";
import { RepliesWorld } from "../../../support/worlds/replies-world";

/** "Example of a two-way SMS message payload for Amazon SNS topics", AWS End User Messaging SMS User Guide. */
const AWS_EXAMPLE = {
  originationNumber: "+14255550182",
  destinationNumber: "+12125550101",
  messageKeyword: "JOIN",
  messageBody: "EXAMPLE",
  inboundMessageId: "cae173d2-66b9-564c-8309-21f858e9fb84",
  previousPublishedMessageId: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
};
const read = (changes: object) => readReply(JSON.stringify({ ...AWS_EXAMPLE, ...changes }));

test("AWS's example is an answer", () => {
  expect(readReply(JSON.stringify(AWS_EXAMPLE))).toEqual({
    kind: "reply",
    reply: {
      id: "cae173d2-66b9-564c-8309-21f858e9fb84",
      phoneNumber: "+14255550182",
      text: "EXAMPLE",
      answeredId: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
    },
  });
});

test.each([
  ["an empty text, as of a picture", { messageBody: "" }, ""],
  ["no text", { messageBody: undefined }, ""],
  ["a text that is none", { messageBody: { media: ["s3://bucket/picture"] } }, ""],
  ["a text of 5,000 characters, which is cut", { messageBody: "x".repeat(5_000) }, "x".repeat(MAX_CHARACTERS)],
])("An answer with %s is read", (_, changes, text) => {
  expect(read(changes)).toMatchObject({ kind: "reply", reply: { text } });
});

test.each(["12345", "AWS", "+1", "+0123456789", "+1206555010012345678", "<script>"])(
  "A sender that is no phone is none: %s",
  (originationNumber) => {
    const { reply } = read({ originationNumber }) as Extract<ReturnType<typeof read>, { kind: "reply" }>;
    expect(reply).not.toHaveProperty("phoneNumber");
  },
);

test.each([
  ["originationNumber", { originationNumber: undefined }],
  ["originationNumber", { originationNumber: 12065550100 }],
  ["originationNumber", { originationNumber: "" }],
  ["inboundMessageId", { inboundMessageId: undefined }],
  ["inboundMessageId", { inboundMessageId: "#sender:abc:2026-12-01" }],
  ["inboundMessageId", { inboundMessageId: "x".repeat(129) }],
])("A bad %s is named, and its value is not", (field, changes) => {
  expect(read(changes)).toEqual({ kind: "invalid", reason: "CONTRACT_VIOLATION", field });
});

test.each(["", "no JSON", "{", "null", "[]", "7", '"text"'])("%j is no answer", (body) => {
  expect(readReply(body).kind).toBe("invalid");
});

test("Whatever arrives is read without an error", () => {
  fc.assert(fc.property(fc.json(), (body) => ["reply", "invalid"].includes(readReply(body).kind)));
});

test("What is no answer goes to the DLQ at once, whole, with the field and the time, and fails no other", async () => {
  const world = new RepliesWorld();
  await world.remind();
  const bad = { ...world.answer("C"), body: '{"originationNumber":"+12065550100"}' };
  const results = await world.byReplies(bad, world.answer("C"));
  expect(results).toMatchObject([{ status: "fulfilled" }, { status: "fulfilled" }]);
  expect(world.repliesDeadLetters.messages).toMatchObject([
    {
      body: bad.body,
      attributes: {
        DeadLetterReason: "CONTRACT_VIOLATION",
        DeadLetterDetail: "inboundMessageId",
        SourceQueue: "replies",
        FirstSentAt: String(bad.sentAt),
      },
    },
  ]);
  expect(world.appointments.get("appointment-1")).toMatchObject({ reply: "CONFIRM" });
  expect(world.metrics.calls.at(-1)).toEqual({
    [METRICS.replies]: 1,
    [METRICS.rejected]: 1,
    [METRICS.confirmations]: 1,
  });
});

test("No log line, metric or event has the words or the phone of an answer", async () => {
  const world = new RepliesWorld();
  await world.remind();
  const words = "my secret illness is worse, call 2065550188";
  await world.byReplies(world.answer(words), world.answer("X"), world.answer("C", { from: "+12065550177" }));
  world.replyTopic.failing = true;
  await world.byReplies(world.answer(`${words}!`));
  const written = JSON.stringify([world.logger.lines, world.metrics.calls, world.replyTopic.events]);
  for (const secret of ["secret", "illness", "2065550188", PHONE, "5550177", "sms-1"]) {
    expect(written).not.toContain(secret);
  }
  expect(JSON.stringify(world.log.item.history)).not.toContain("illness");
});

test("A sender that is no phone waits for staff, and costs no text", async () => {
  const world = new RepliesWorld();
  await world.byReplies(world.answer("free ringtones", { from: "55155" }));
  expect(world.stored).toMatchObject({ waiting: "staff", reason: "UNCLEAR_WORDS" });
  expect(world.sms.delivered).toEqual([]);
});
