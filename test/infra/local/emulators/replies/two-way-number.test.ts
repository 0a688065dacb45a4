import { createOptOutList } from "../../../../../infra/local/emulators/carriers/opt-out-list";
import { OWN_NUMBER } from "../../../../../infra/local/emulators/carriers/own-number";
import type { ReceivedReply, SentSms } from "../../../../../infra/local/emulators/outbox";
import { createTwoWayNumber } from "../../../../../infra/local/emulators/replies/two-way-number";

const PHONE = "+12065550100";
const TOPIC = "arn:aws:sns:us-east-1:000000000000:healthcare-sms-replies-dev";
const text = (messageId: string, more: Partial<SentSms> = {}): SentSms => ({
  messageId,
  phoneNumber: PHONE,
  message: "Reminder",
  at: "2027-03-01T14:00:00.000Z",
  ...more,
});

function number({ sent = [] as SentSms[], selfManagedOptOuts = false, hasTopic = true } = {}) {
  const replies: ReceivedReply[] = [];
  const published: { topicArn: string; body: Record<string, unknown> }[] = [];
  const optOuts = createOptOutList();
  const outbox = { sms: sent, replies };
  const receive = createTwoWayNumber({
    outbox,
    optOuts,
    selfManagedOptOuts,
    topicArn: hasTopic ? TOPIC : undefined,
    publish: async (arn, message) => void published.push({ topicArn: arn, body: JSON.parse(message) }),
  });
  return { receive, answer: (message: string) => receive({ phoneNumber: PHONE, message }), published, optOuts, outbox };
}

test("an answer is published with the id of the last text to its phone, as AWS's payload has it", async () => {
  const sent = [text("first"), text("second"), text("other", { phoneNumber: "+12065550101" })];
  const { answer, published } = number({ sent });
  const { inboundMessageId } = await answer("Sí, gracias");
  expect(published).toEqual([
    {
      topicArn: TOPIC,
      body: {
        originationNumber: PHONE,
        destinationNumber: OWN_NUMBER,
        messageKeyword: "KEYWORD_000000000000",
        messageBody: "Sí, gracias",
        inboundMessageId,
        previousPublishedMessageId: "second",
      },
    },
  ]);
});

test("an answer may name another text, or none", async () => {
  const { receive, published } = number({ sent: [text("first"), text("second")] });
  await receive({ phoneNumber: PHONE, message: "C", previousPublishedMessageId: "first" });
  await receive({ phoneNumber: PHONE, message: "C", previousPublishedMessageId: null });
  expect(published.map(({ body }) => body.previousPublishedMessageId)).toEqual(["first", undefined]);
});

test.each([7, "", "a b", {}])(
  "an answer to %j is refused by the name of the field",
  async (previousPublishedMessageId) => {
    const { receive } = number();
    await expect(receive({ phoneNumber: PHONE, message: "C", previousPublishedMessageId })).rejects.toThrow(
      /^The field previousPublishedMessageId must be/,
    );
  },
);

test("an answer from a phone that got no text has no id of a text", async () => {
  const { answer, published } = number();
  await answer("C");
  expect(published[0]?.body).not.toHaveProperty("previousPublishedMessageId");
});

test.each([
  [undefined, OWN_NUMBER],
  ["HARBOREYE", OWN_NUMBER],
  ["+12065550187", "+12065550187"],
])("an answer to a text from %s goes to the number %s", async (from, destinationNumber) => {
  const { answer, published } = number({ sent: [text("first", { from })] });
  await answer("C");
  expect(published[0]?.body).toMatchObject({ destinationNumber });
});

test.each([
  "STOP",
  "stop",
  " Cancel ",
  "ARRET",
  "END",
  "OPT-OUT",
  "optout",
  "quit",
  "Remove",
  "td",
  "UNSUBSCRIBE",
  "Stop texting me",
])(
  "with opt-outs managed by AWS, %j opts the phone out, is answered by the carrier, and does not reach the topic",
  async (message) => {
    const { answer, published, optOuts, outbox } = number({ sent: [text("first")] });
    expect(await answer(message)).toMatchObject({ keyword: "OPT_OUT", previousPublishedMessageId: "first" });
    expect(published).toEqual([]);
    expect(optOuts.numbers()).toMatchObject([{ phoneNumber: PHONE, byPatient: true }]);
    expect(outbox.sms.slice(1)).toMatchObject([{ phoneNumber: PHONE, automatic: true, from: OWN_NUMBER }]);
  },
);

test.each(["HELP", "help!", "Help me please"])(
  "with opt-outs managed by AWS, %j is answered by the carrier",
  async (message) => {
    const { answer, published, optOuts, outbox } = number();
    expect(await answer(message)).toMatchObject({ keyword: "HELP" });
    expect([published, optOuts.numbers()]).toEqual([[], []]);
    expect(outbox.sms).toMatchObject([{ phoneNumber: PHONE, automatic: true }]);
  },
);

test.each(["please stop", "Stopping by at 3?", "cancel my appointment", "helpful, thanks", "C", "the end"])(
  "with opt-outs managed by AWS, %j is delivered",
  async (message) => {
    const { answer, published, optOuts } = number();
    await answer(message);
    expect([published.length, optOuts.numbers()]).toEqual([1, []]);
  },
);

test.each(["STOP", "CANCEL", "HELP"])(
  "with self-managed opt-outs, %s is delivered, and nothing else happens",
  async (message) => {
    const { answer, published, optOuts, outbox } = number({ selfManagedOptOuts: true });
    await answer(message);
    expect(published).toMatchObject([{ body: { messageBody: message } }]);
    expect([optOuts.numbers(), outbox.sms]).toEqual([[], []]);
  },
);

test("an answer to the carrier's own text answers the clinic's text before it", async () => {
  const { answer, published } = number({ sent: [text("first")] });
  await answer("HELP");
  await answer("C");
  expect(published).toMatchObject([{ body: { previousPublishedMessageId: "first" } }]);
});

test.each([
  ["phoneNumber", { message: "C" }],
  ["phoneNumber", { phoneNumber: "(206) 555-0100", message: "C" }],
  ["phoneNumber", { phoneNumber: 12065550100, message: "C" }],
  ["message", { phoneNumber: PHONE }],
  ["message", { phoneNumber: PHONE, message: "" }],
  ["message", { phoneNumber: PHONE, message: " \n" }],
  ["message", { phoneNumber: PHONE, message: "a".repeat(1_601) }],
  ["message", { phoneNumber: PHONE, message: ["C"] }],
  ["body", { phoneNumber: PHONE, message: "C", originationNumber: PHONE }],
  ["body", [PHONE]],
  ["body", null],
])("an answer with an invalid %s is refused, and nothing of it is kept: %j", async (field, given) => {
  const { receive, published, outbox } = number();
  await expect(receive(given)).rejects.toMatchObject({ name: "InvalidReply", message: expect.stringContaining(field) });
  expect([published, outbox.replies]).toEqual([[], []]);
});

test("a text of 1,600 characters is delivered", async () => {
  const { answer, published } = number();
  await answer("a".repeat(1_600));
  expect(published).toHaveLength(1);
});

test("an answer is refused if the template has no topic for it", async () => {
  await expect(number({ hasTopic: false }).answer("C")).rejects.toThrow("no topic");
});
