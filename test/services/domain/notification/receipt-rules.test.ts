import { type HistoryLine, isOutcome, type NotificationStatus, STATUSES } from "../../../../contracts/delivery-log";
import { sourcesOf } from "../../../../services/domain/notification/decide";
import { decideReceipt, type ReceiptRequest } from "../../../../services/domain/notification/decide-receipt";
import {
  RECEIPT_TRANSITIONS,
  type ReceiptDecision,
  type ReceiptTransition,
} from "../../../../services/domain/notification/receipt-rules";
import { TRANSITIONS } from "../../../../services/domain/notification/transitions";
import { logEntry, NOW } from "../../../support/data/records";
import { FakeDeliveryLog } from "../../../support/fakes/fake-delivery-log";
import { FrozenClock } from "../../../support/fakes/frozen-clock";

/** An item as the log keeps it, brought to a state. */
async function itemIn(status: NotificationStatus, reason?: string) {
  const log = new FakeDeliveryLog(new FrozenClock(NOW));
  await log.apply("claimSms", logEntry({ queueMessageId: "its message", claimId: "its claim" }));
  return { ...log.item, status, leaseUntil: NOW + 1_000, messageId: "last", reason };
}

const OF_LAST: Omit<ReceiptRequest, "transition"> = { now: NOW, queueMessageId: "receipt-1", messageId: "last" };
const OF_EARLIER = { ...OF_LAST, messageId: "earlier" };
const EXPIRED = { ...OF_EARLIER, now: NOW + 1_001 };
const OF_CLAIM = { ...OF_EARLIER, claimId: "its claim" };
const AGAIN = { ...OF_LAST, queueMessageId: "its message" };
const REDRIVEN = { ...OF_LAST, redriven: true };

type Row = readonly [NotificationStatus, ReceiptTransition, Partial<Record<Case, ReceiptDecision>>];
const CASES = {
  last: OF_LAST,
  earlier: OF_EARLIER,
  expired: EXPIRED,
  claim: OF_CLAIM,
  again: AGAIN,
  redriven: REDRIVEN,
} as const;
type Case = keyof typeof CASES;

const ALWAYS = {
  last: "apply",
  earlier: "apply",
  expired: "apply",
  claim: "apply",
  again: "apply",
  redriven: "apply",
} as const;
const LAST = { last: "apply", again: "apply", redriven: "apply" } as const;
const AFTER_LEASE = {
  last: "in-progress",
  earlier: "in-progress",
  expired: "apply",
  claim: "in-progress",
  again: "in-progress",
  redriven: "in-progress",
} as const;
const REPEATED = { again: "publish-again" } as const;
const REPEATED_OR_REDRIVEN = { again: "publish-again", redriven: "publish-again" } as const;

/** Every decision other than a note. */
const ROWS: readonly Row[] = [
  ...(["SMS_SENDING", "EMAIL_SENDING"] as const).flatMap((status): Row[] => [
    [status, "recordSmsDelivered", AFTER_LEASE],
    [status, "recordEmailDelivered", AFTER_LEASE],
    [status, "fallBackUndelivered", { claim: "in-progress" }],
    [status, "recordUndelivered", { claim: "in-progress" }],
    [status, "recordBounce", { claim: "in-progress" }],
  ]),
  ...(
    ["SMS_RETRYING", "SMS_WAITING", "SMS_SENT", "EMAIL_PENDING", "EMAIL_SENT", "ALL_FAILED", "NO_CONTACT"] as const
  ).flatMap((status): Row[] => [
    [status, "recordSmsDelivered", ALWAYS],
    [status, "recordEmailDelivered", ALWAYS],
  ]),
  ["SMS_SENT", "fallBackUndelivered", LAST],
  ["SMS_SENT", "recordUndelivered", LAST],
  ["EMAIL_SENT", "recordUndelivered", LAST],
  ["EMAIL_SENT", "recordBounce", LAST],
  ["EMAIL_DELIVERED", "recordBounce", LAST],
  ...(["recordSmsDelivered", "recordEmailDelivered", "fallBackUndelivered", "recordUndelivered"] as const).map(
    (transition): Row => [
      "EMAIL_DELIVERED",
      transition,
      transition === "recordEmailDelivered" ? REPEATED_OR_REDRIVEN : REPEATED,
    ],
  ),
  ...RECEIPT_TRANSITIONS.map(
    (transition): Row => [
      "SMS_DELIVERED",
      transition,
      transition === "recordSmsDelivered" ? REPEATED_OR_REDRIVEN : REPEATED,
    ],
  ),
  ["UNDELIVERED", "recordSmsDelivered", ALWAYS],
  ["UNDELIVERED", "recordEmailDelivered", ALWAYS],
  ...(["fallBackUndelivered", "recordUndelivered", "recordBounce"] as const).map(
    (transition): Row => ["UNDELIVERED", transition, REPEATED_OR_REDRIVEN],
  ),
];

test.each(STATUSES)(
  "a receipt for a notification in %s changes what the table says, and is noted otherwise",
  async (status) => {
    const item = await itemIn(status);
    for (const transition of RECEIPT_TRANSITIONS) {
      const given = ROWS.find(([of, name]) => of === status && name === transition)?.[2] ?? {};
      for (const name of Object.keys(CASES) as Case[]) {
        const decision = decideReceipt(item, { transition, ...CASES[name] });
        expect({ transition, name, decision }).toEqual({ transition, name, decision: given[name] ?? "note" });
      }
    }
  },
);

/** A line of a receipt in the history. */
const refused = (messageId: string, code: string) => ({ at: "", status: "UNDELIVERED", messageId, code }) as const;
const EMAIL_DELIVERED = { transition: "recordEmailDelivered", ...OF_LAST } as const;

test("a receipt of a text whose email is due queues the email again, under whichever id and however late it comes", async () => {
  const item = { ...(await itemIn("EMAIL_PENDING")), fallbackMessage: "{}" };
  for (const transition of ["fallBackUndelivered", "recordUndelivered"] as const) {
    expect(decideReceipt(item, { transition, ...OF_LAST })).toBe("hand-over-again");
    expect(decideReceipt(item, { transition, ...AGAIN })).toBe("hand-over-again");
    expect(decideReceipt(item, { transition, ...OF_EARLIER })).toBe("note");
  }
});

test("an email that a mail server refused for the time being, and delivered all the same, counts as delivered", async () => {
  const item = await itemIn("UNDELIVERED", "MAILBOX_FULL");
  const history = [...item.history, refused("last", "MAILBOX_FULL")];
  expect(decideReceipt({ ...item, history }, EMAIL_DELIVERED)).toBe("apply");
});

test("an email that was delivered counts although what was sent after it was not", async () => {
  const item = await itemIn("UNDELIVERED", "NO_MAILBOX");
  const history = [...item.history, refused("last", "NO_MAILBOX")];
  expect(decideReceipt({ ...item, history }, { ...EMAIL_DELIVERED, messageId: "earlier" })).toBe("apply");
});

test.each([
  "SMS_SENDING",
  "EMAIL_SENDING",
  "SMS_SENT",
  "EMAIL_PENDING",
  "EMAIL_SENT",
  "UNDELIVERED",
  "ALL_FAILED",
] as const)("an email that has bounced is not delivered, whatever is reported later: in %s", async (status) => {
  const item = await itemIn(status, "UNREACHABLE");
  for (const code of ["NO_MAILBOX", "SUPPRESSED"]) {
    const history = [...item.history, refused("earlier", code)];
    const later = { ...EMAIL_DELIVERED, messageId: "earlier", now: EXPIRED.now };
    expect(decideReceipt({ ...item, history }, later)).toBe("note");
  }
});

test("a bounce after a delivery counts unless another text or email is known to have been delivered", async () => {
  const item = await itemIn("EMAIL_DELIVERED");
  const noted = (messageId: string, code: string) => ({ at: "", status: "EMAIL_DELIVERED", messageId, code }) as const;
  const bounce = { transition: "recordBounce", ...OF_LAST } as const;
  const decide = (...lines: readonly HistoryLine[]) =>
    decideReceipt({ ...item, history: [...item.history, ...lines] }, bounce);
  expect(decide(noted("earlier", "MAILBOX_FULL"))).toBe("apply");
  expect(decide(noted("earlier", "EMAIL_DELIVERED"))).toBe("note");
  expect(decide(noted("earlier", "COMPLAINT"))).toBe("note");
  expect(decide(noted("earlier", "EMAIL_DELIVERED"), noted("earlier", "NO_MAILBOX"))).toBe("apply");
});

test("a receipt is left to SQS if only another version knows the status", async () => {
  const item = await itemIn("SMS_ANSWERED" as NotificationStatus);
  expect(decideReceipt(item, { transition: "recordSmsDelivered", ...OF_LAST })).toBe("in-progress");
});

test("an ordinary receipt is one write: its condition needs no item", () => {
  expect(sourcesOf("recordSmsDelivered")).toEqual({
    opens: false,
    held: false,
    from: [
      "SMS_RETRYING",
      "SMS_WAITING",
      "SMS_SENT",
      "EMAIL_PENDING",
      "EMAIL_SENT",
      "UNDELIVERED",
      "ALL_FAILED",
      "NO_CONTACT",
    ],
  });
  expect(sourcesOf("recordEmailDelivered")).toEqual({
    opens: false,
    held: false,
    from: ["EMAIL_SENT"],
    ofLastMessage: true,
  });
  expect(sourcesOf("fallBackUndelivered")).toEqual({
    opens: false,
    held: false,
    from: ["SMS_SENT"],
    ofLastMessage: true,
  });
  expect(sourcesOf("recordUndelivered").from).toEqual(["SMS_SENT", "EMAIL_SENT"]);
  expect(sourcesOf("recordBounce").from).toEqual(["EMAIL_SENT"]);
});

test("a delivered text stays delivered, and a delivered email unless it comes back", () => {
  for (const transition of RECEIPT_TRANSITIONS) {
    const { from } = sourcesOf(transition);
    expect({ transition, from }).not.toMatchObject({ from: expect.arrayContaining(["SMS_DELIVERED"]) });
    expect({ transition, from }).not.toMatchObject({ from: expect.arrayContaining(["EMAIL_DELIVERED"]) });
  }
});

test("a failure leads to an outcome, or to the email queue", () => {
  const failures = ["fallBackUndelivered", "recordUndelivered", "recordBounce"] as const;
  expect(failures.map((name) => TRANSITIONS[name].to)).toEqual(["EMAIL_PENDING", "UNDELIVERED", "UNDELIVERED"]);
  expect(isOutcome("UNDELIVERED")).toBe(true);
});

test("a failure of the attempt that holds the notification waits for the record of its send, which may come after its lease", async () => {
  const item = await itemIn("EMAIL_SENDING");
  const bounce = { transition: "recordBounce", ...OF_CLAIM } as const;
  expect(decideReceipt(item, { ...bounce, now: NOW + 1_000 + 300_000 })).toBe("in-progress");
  expect(decideReceipt(item, { ...bounce, now: NOW + 1_001 + 300_000 })).toBe("note");
});
