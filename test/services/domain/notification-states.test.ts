import { isOutcome, type NotificationStatus, STATUSES } from "../../../contracts/delivery-log";
import { judge, MOVES, type Standing } from "../../../services/domain/notification-states";
import { FakeDeliveryLog } from "../../support/fake-delivery-log";
import { FrozenClock } from "../../support/frozen-clock";
import { logEntry, NOW } from "../../support/records";

/** An item as the log keeps it, brought to a state. */
async function itemIn(status: NotificationStatus) {
  const log = new FakeDeliveryLog(new FrozenClock(NOW));
  await log.apply("claimSms", logEntry({ queueMessageId: "its message" }));
  return { ...log.item, status, leaseUntil: NOW + 1_000, contactDigest: "its contact" };
}

const OF_ANOTHER = { now: NOW, queueMessageId: "another", redriven: false, contactDigest: "its contact" };
const LAPSED = { ...OF_ANOTHER, now: NOW + 1_001 };
const OWN = { ...OF_ANOTHER, queueMessageId: "its message" };
const REDRIVEN = { ...OF_ANOTHER, redriven: true };
const CORRECTED = { ...OF_ANOTHER, contactDigest: "another contact" };

/** What a consumer makes of a state: for another message of the same reminder, and so on. */
type Row = readonly [
  NotificationStatus,
  { readonly other: Standing; readonly lapsed: Standing; readonly own: Standing } & {
    readonly redriven: Standing;
    readonly corrected: Standing;
  },
];
const all = (standing: Standing) => ({
  other: standing,
  lapsed: standing,
  own: standing,
  redriven: standing,
  corrected: standing,
});

const BOTH: Row[] = [
  ["SMS_SENT", all("duplicate")],
  ["EMAIL_SENT", all("duplicate")],
  ["EXPIRED", all("duplicate")],
  ["SMS_SENDING", { ...all("in-progress"), lapsed: "take-over" }],
  ["SMS_RETRYING", all("in-progress")],
  ["NO_CONTACT", { ...all("duplicate"), corrected: "reopen" }],
];
const SMS: Row[] = [
  ...BOTH,
  ["EMAIL_PENDING", { ...all("duplicate"), own: "hand-over-again" }],
  ["EMAIL_SENDING", all("duplicate")],
  ["ALL_FAILED", { ...all("duplicate"), redriven: "reopen", corrected: "reopen" }],
];
const EMAIL: Row[] = [
  ...BOTH,
  ["EMAIL_PENDING", all("in-progress")],
  ["EMAIL_SENDING", { ...all("in-progress"), lapsed: "take-over" }],
  ["ALL_FAILED", { ...all("duplicate"), own: "hand-over-again", redriven: "reopen", corrected: "reopen" }],
];

describe.each([
  ["sms", SMS],
  ["email", EMAIL],
] as const)("To the %s consumer", (consumer, rows) => {
  test("every state has its standing", () => {
    expect(rows.map(([status]) => status).sort()).toEqual([...STATUSES].sort());
  });

  test.each(rows)("%s stands as the table says", async (status, standing) => {
    const item = await itemIn(status);
    expect({
      other: judge(item, consumer, OF_ANOTHER),
      lapsed: judge(item, consumer, LAPSED),
      own: judge(item, consumer, OWN),
      redriven: judge(item, consumer, REDRIVEN),
      corrected: judge(item, consumer, CORRECTED),
    }).toEqual(standing);
  });

  test("a lease holds up to its last millisecond", async () => {
    const item = await itemIn("SMS_SENDING");
    expect(judge(item, consumer, { ...OF_ANOTHER, now: NOW + 1_000 })).toBe("in-progress");
  });
});

describe("The table of moves", () => {
  const moves = Object.entries(MOVES);

  test("leads to every state", () => {
    expect(new Set(moves.map(([, { to }]) => to))).toEqual(new Set(STATUSES));
  });

  test("takes a notification out of no state in which it has ended", () => {
    expect(moves.filter(([, { from }]) => from.some(isOutcome))).toEqual([]);
  });

  test("lets no one but its holder move a notification that is being sent", () => {
    const sending = ["SMS_SENDING", "EMAIL_SENDING"];
    const fromSending = moves.filter(([, { from }]) => from.some((status) => sending.includes(status)));
    expect(fromSending.filter(([, { held }]) => !held)).toEqual([]);
  });

  test("records a send only after a claim for the same channel", () => {
    expect(MOVES.recordSmsSent).toMatchObject({ from: ["SMS_SENDING"], held: true });
    expect(MOVES.recordEmailSent).toMatchObject({ from: ["EMAIL_SENDING"], held: true });
    const claims = moves.filter(([, { claims }]) => claims).map(([, { to }]) => to);
    expect(claims).toEqual(["SMS_SENDING", "EMAIL_SENDING"]);
  });

  test("sends no SMS once the email's turn has come", () => {
    expect(MOVES.claimSms.from).toEqual(["SMS_RETRYING"]);
  });
});
