/** What the page of the local run makes of texts and answers, before it shows them. */
import type { ReceivedReply, SentSms } from "../../../../infra/local/emulators/outbox";
import type { AnswerOutcome } from "../../../../infra/local/pages/answer-outcomes";
import {
  answerWords,
  conversationsOf,
  newsOf,
  originWords,
  receiptWords,
  type ShownLine,
  senderWords,
  withWords,
} from "../../../../infra/local/pages/browser/conversations.js";

const [ANA, BEN] = ["+12065550100", "+12065550101"];
const at = (second: number) => new Date(1_800_000_000_000 + second * 1000).toISOString();
const text = (messageId: string, second: number, more: Partial<SentSms> = {}): SentSms => ({
  messageId,
  phoneNumber: ANA,
  message: "Reminder",
  at: at(second),
  ...more,
});
const answer = (inboundMessageId: string, second: number, more: Partial<ReceivedReply> = {}): ReceivedReply => ({
  inboundMessageId,
  phoneNumber: ANA,
  message: "C",
  at: at(second),
  ...more,
});
const outcome = (more: Partial<AnswerOutcome>): AnswerOutcome => ({
  replyId: "answer-1",
  meaning: "UNCLEAR",
  waiting: false,
  done: false,
  acknowledged: false,
  ...more,
});

test("a phone has its texts and answers in their order, and the phone with the newest is first", () => {
  const sms = [text("one", 1), text("two", 3), text("other", 2, { phoneNumber: BEN })];
  const shown = conversationsOf({ sms, replies: [answer("answer-1", 2), answer("answer-2", 4, { phoneNumber: BEN })] });
  const ids = shown.map(({ phoneNumber, entries }) => [
    phoneNumber,
    ...entries.map((entry) => entry.text?.messageId ?? entry.reply?.inboundMessageId),
  ]);
  expect(ids).toEqual([
    [BEN, "other", "answer-2"],
    [ANA, "one", "answer-1", "two"],
  ]);
});

test("the carrier's own answer follows what it answers, even at the same millisecond", () => {
  const sms = [text("own", 2, { automatic: true })];
  const [{ entries } = { entries: [] }] = conversationsOf({ sms, replies: [answer("answer-1", 2)] });
  expect(entries.map(({ reply }) => reply !== undefined)).toEqual([true, false]);
});

test.each([
  ["0101", [BEN]],
  [" DOCTOR ", [ANA]],
  ["kids sick", [BEN]],
  ["", [BEN, ANA]],
  ["nowhere", []],
])("a search for %j finds numbers, texts and answers", (words, found) => {
  const sms = [text("one", 1, { message: "See your doctor" })];
  const replies = [answer("answer-1", 2, { phoneNumber: BEN, message: "Kids sick" })];
  const phones = withWords(conversationsOf({ sms, replies }), words).map(({ phoneNumber }) => phoneNumber);
  expect(phones).toEqual(found);
});

test.each([
  [undefined, ""],
  [{ status: "DELIVERED" }, "delivered"],
  [{ status: "UNDELIVERED", code: "UNREACHABLE" }, "undelivered: UNREACHABLE"],
] as const)("the receipt %j reads %j", (receipt, words) => {
  expect(receiptWords(receipt)).toBe(words);
});

test.each([
  [
    outcome({ meaning: "CONFIRM", status: "CONFIRMED", appointmentId: "a-77" }),
    "Confirms. Appointment: a-77. Event: CONFIRMED.",
  ],
  [
    outcome({ status: "REPLY_UNCLEAR", reason: "SEVERAL_APPOINTMENTS", waiting: true }),
    "Is unclear (SEVERAL_APPOINTMENTS). Event: REPLY_UNCLEAR. Waits for staff.",
  ],
  [
    outcome({ meaning: "RESCHEDULE", status: "RESCHEDULE_REQUESTED", done: true }),
    "Asks for another time. Event: RESCHEDULE_REQUESTED. Staff have dealt with it.",
  ],
  [outcome({ meaning: "HELP" }), "Asks for help. No event."],
  [undefined, "Not read yet."],
])("what became of an answer says its meaning, its event and whether it waits: %j", (of, words) => {
  expect(answerWords({}, of)).toBe(words);
});

test("an answer that the carrier keeps says so", () => {
  expect(answerWords({ keyword: "OPT_OUT" }, undefined)).toContain("no more texts");
  expect(answerWords({ keyword: "HELP" }, undefined)).toBe("The carrier answered by itself.");
});

test("a text says who sent it", () => {
  expect(["HARBOREYE", undefined].map((from) => senderWords({ from }))).toEqual(["HARBOREYE", "The clinic's number"]);
  expect(senderWords({ from: "+12065550199", automatic: true })).toBe("The carrier, by itself");
});

test.each([
  [undefined, "the number that AWS chooses"],
  ["+12065550187", "+12065550187"],
  ["HARBOREYE", "HARBOREYE, a sender ID: a patient cannot answer it"],
])("a text from %s says whether it can be answered", (from, words) => {
  expect(originWords({ from })).toBe(words);
});

describe("the news of a conversation", () => {
  const line = (key: string, more: Partial<ShownLine> = {}): ShownLine => {
    return { key, isReply: false, who: "Clinic", line: `Clinic: ${key}`, became: "", ...more };
  };

  test("are new texts, and what became of answers and texts; an answer is no news to who typed it", () => {
    const before = [line("one"), line("answer", { isReply: true, became: "Not read yet." })];
    const after = [
      line("one", { became: "delivered" }),
      line("answer", { isReply: true, became: "Confirms." }),
      line("answer-2", { isReply: true, became: "Not read yet." }),
      line("two"),
    ];
    expect(newsOf(before, after)).toBe("Clinic, an earlier text: delivered. Confirms. Clinic: two");
  });

  test("are nothing if nothing happened", () => {
    expect(newsOf([line("one")], [line("one")])).toBe("");
  });
});
