import type { DeliveryLogItem } from "../../../../contracts/delivery-log";
import type { StoredReply } from "../../../../contracts/tables/replies-table";
import type { ReceivedReply, SentSms } from "../../../../infra/local/emulators/outbox";
import { contactProblems } from "../../../../infra/local/reconciliation/reconcile-contacts";
import { countAnswers, replyProblems } from "../../../../infra/local/reconciliation/reconcile-replies";
import { NO_RESULTS } from "../../../support/data/results";

const PHONE = "+12065550142";
const at = "2027-02-28T12:00:00.000Z";
const LATER = "2027-02-28T12:01:00.000Z";

const received = (more: Partial<ReceivedReply> = {}): ReceivedReply => ({
  inboundMessageId: "answer-1",
  phoneNumber: PHONE,
  message: "C",
  at,
  ...more,
});
const stored = (more: Partial<StoredReply> = {}): StoredReply => ({
  replyId: "answer-1",
  receivedAt: at,
  meaning: "CONFIRM",
  status: "CONFIRMED",
  notificationId: "notification-1",
  ttl: 0,
  ...more,
});
const UNCLEAR = { meaning: "UNCLEAR", status: "REPLY_UNCLEAR", reason: "UNCLEAR_WORDS", waiting: "staff" } as const;
const reminder = (...lines: Partial<DeliveryLogItem["history"][number]>[]) =>
  ({
    notificationId: "notification-1",
    phoneNumber: PHONE,
    status: "SMS_SENT",
    messageId: "text-1",
    history: [{ at, status: "SMS_SENDING" }, { at, status: "SMS_SENT", messageId: "text-1" }, ...lines],
  }) as unknown as DeliveryLogItem;
const NOTED = reminder({ at, status: "SMS_SENT", code: "REPLY_CONFIRM", messageId: "answer-1" });
const text = (messageId: string, more: Partial<SentSms> = {}): SentSms => ({
  messageId,
  phoneNumber: PHONE,
  message: "Reminder",
  at,
  ...more,
});

interface Given {
  readonly given?: ReceivedReply[];
  readonly read?: StoredReply[];
  readonly log?: DeliveryLogItem[];
  readonly sms?: SentSms[];
  readonly optedOut?: string[];
}
const resultsOf = ({ given = [received()], read = [], log = [NOTED], sms = [], optedOut = [] }: Given) => ({
  ...NO_RESULTS,
  log,
  outbox: { ...NO_RESULTS.outbox, sms, replies: given },
  replies: read,
  optedOut,
});
const problemsOf = (given: Given) => replyProblems(resultsOf(given)).map(({ problem }) => problem);

test.each([
  ["confirms its appointment", { read: [stored()] }],
  ["is unclear and waits for staff", { read: [stored({ ...UNCLEAR, notificationId: undefined })] }],
  ["was unclear until staff closed it", { read: [stored({ ...UNCLEAR, waiting: undefined, doneAt: LATER })] }],
  ["is a word of courtesy", { read: [stored({ meaning: "COURTESY", status: undefined, notificationId: undefined })] }],
  ["is HELP, answered by the carrier", { given: [received({ keyword: "HELP" })] }],
  ["is STOP, kept by the carrier", { given: [received({ keyword: "OPT_OUT" })], optedOut: [PHONE] }],
  ["opts out in other words", { read: [stored({ meaning: "STOP", status: "OPTED_OUT" })], optedOut: [PHONE] }],
] as const)("an answer that %s is accounted for", (_, given) => {
  expect(problemsOf(given as unknown as Given)).toEqual([]);
});

test.each([
  ["was not read", {}, "is neither an event nor waits for staff"],
  ["is unclear and does not wait", { read: [stored({ ...UNCLEAR, waiting: undefined })] }, "does not wait for staff"],
  ["waits although it is clear", { read: [stored({ waiting: "staff" })] }, "is CONFIRMED, but waits for staff"],
  ["has no event", { read: [stored({ status: undefined })] }, "means CONFIRM, but has no event"],
  ["is not in the log", { read: [stored()], log: [reminder()] }, "is not in the history"],
  ["answers an unknown reminder", { read: [stored()], log: [] }, "a reminder that is not in the delivery log"],
  ["did not opt out", { given: [received({ keyword: "OPT_OUT" })] }, "its phone is not on the opt-out list"],
  ["was read twice", { given: [received({ keyword: "HELP" })], read: [stored()] }, "but the pipeline read it"],
  ["nobody sent", { given: [], read: [stored()] }, "was read, but no patient sent it"],
] as const)("an answer that %s is a problem", (_, given, problem) => {
  expect(problemsOf(given as unknown as Given)).toEqual([expect.stringContaining(problem)]);
});

test("a phone that opted in again need not be on the opt-out list", () => {
  const given = [received({ keyword: "OPT_OUT" }), received({ inboundMessageId: "answer-2", message: "START" })];
  const read = [stored({ replyId: "answer-2", meaning: "START", status: "OPTED_IN", notificationId: undefined })];
  expect(problemsOf({ given, read })).toEqual([]);
});

test("the counts add up to all answers", () => {
  const ends: [Partial<StoredReply>, number][] = [
    [{}, 3],
    [{ meaning: "CANCEL", status: "CANCEL_REQUESTED" }, 2],
    [{ meaning: "RESCHEDULE", status: "RESCHEDULE_REQUESTED", waiting: "staff" }, 2],
    [{ meaning: "STOP", status: "OPTED_OUT" }, 1],
    [{ meaning: "START", status: "OPTED_IN" }, 1],
    [UNCLEAR, 4],
    [{ meaning: "COURTESY", status: undefined }, 2],
  ];
  const read = ends
    .flatMap(([more, count]) => Array.from({ length: count }, () => more))
    .map((more, index) => stored({ ...more, replyId: `answer-${index}` }));
  const given = [
    ...read.map(({ replyId }) => received({ inboundMessageId: replyId })),
    received({ inboundMessageId: "kept", keyword: "OPT_OUT" }),
    received({ inboundMessageId: "lost" }),
  ];
  const counts = countAnswers(resultsOf({ given, read }));
  expect(counts).toEqual({
    answered: 17,
    confirmed: 3,
    cancelRequested: 2,
    rescheduleRequested: 2,
    optedOut: 2,
    optedIn: 1,
    unclear: 4,
    others: 2,
    unread: 1,
    waiting: 6,
  });
  const { answered, waiting, ...parts } = counts;
  expect(Object.values(parts).reduce((sum, count) => sum + count, 0)).toBe(answered);
});

describe("the texts to a contact", () => {
  const read = [stored({ acknowledgedAt: at })];

  test("are its reminders, one acknowledgement an answer, and what the carrier sent by itself", () => {
    const sms = [text("text-1"), text("acknowledgement"), text("own", { automatic: true })];
    expect(contactProblems(resultsOf({ sms, read }))).toEqual([]);
  });

  test.each([
    ["two acknowledgements of one answer", [text("text-1"), text("first"), text("second")], read],
    ["an acknowledgement that no answer has", [text("text-1"), text("first")], [stored()]],
    ["an acknowledgement instead of the reminder", [text("first")], read],
  ])("are a problem with %s", (_, sms, replies) => {
    expect(contactProblems(resultsOf({ sms, read: replies }))).not.toEqual([]);
  });
});
