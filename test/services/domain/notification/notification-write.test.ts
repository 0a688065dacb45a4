import { type DeliveryLogItem, type HistoryLine, STATUSES } from "../../../../contracts/delivery-log";
import { waysOf } from "../../../../services/domain/notification/decide";
import type { LogEntry } from "../../../../services/domain/notification/delivery-log";
import { changesOf, conditionOf } from "../../../../services/domain/notification/notification-write";
import { TRANSITIONS, type TransitionName } from "../../../../services/domain/notification/transitions";
import { CLINIC_TIME_ZONE, logEntry, NOW } from "../../../support/data/records";
import { FakeDeliveryLog } from "../../../support/fakes/fake-delivery-log";
import { FrozenClock } from "../../../support/fakes/frozen-clock";

const SETTINGS = { leaseMs: 90_000, retentionDays: 90, clinicTimeZone: CLINIC_TIME_ZONE };
const NAMES = Object.keys(TRANSITIONS) as TransitionName[];
const CLAIMS = ["claimSms", "claimEmail"] as const;

/** What a move changes, by attribute. */
function changed(move: TransitionName, details: Partial<LogEntry> = {}, over?: DeliveryLogItem) {
  const changes = changesOf(move, logEntry(details), NOW, SETTINGS, over);
  return Object.fromEntries(changes.map(({ attribute, ...change }) => [attribute, change]));
}

let item: DeliveryLogItem;
beforeEach(async () => {
  const log = new FakeDeliveryLog(new FrozenClock(NOW));
  item = (await log.apply("claimSms", logEntry({ claimId: "its claim" }))).item;
});
const inState = (status: DeliveryLogItem["status"]): DeliveryLogItem => ({ ...item, status });

test("an item is found by the day on which it was first written at the clinic, whatever comes later", () => {
  const opening = NAMES.filter((move) => waysOf(move).opens);
  expect(opening).toContain("claimSms");
  for (const move of opening) {
    expect(changed(move).dayPart).toEqual({
      kind: "set if new",
      value: `2026-12-01#${logEntry().key.notificationId.slice(0, 1)}`,
    });
  }
});

describe("A write", () => {
  test("changes no attribute twice, which DynamoDB refuses", () => {
    const overs = [undefined, ...STATUSES.map(inState)];
    const details: Partial<LogEntry>[] = [{}, { code: "X", answerLost: true, uncounted: true, channel: "SMS" }];
    for (const move of NAMES) {
      for (const over of overs) {
        for (const detail of details) {
          const attributes = changesOf(move, logEntry(detail), NOW, SETTINGS, over).map(({ attribute }) => attribute);
          expect(new Set(attributes).size).toBe(attributes.length);
          expect(attributes).not.toContain(undefined);
        }
      }
    }
  });

  test.each(NAMES)("%s adds one line to history and never replaces what stands there", (move) => {
    const { history } = changed(move, { channel: "SMS", messageId: "sms-1", code: "X" });
    const at = new Date(NOW).toISOString();
    const line = { at, status: TRANSITIONS[move].to, channel: "SMS", messageId: "sms-1", code: "X" };
    expect(history).toEqual({ kind: "append", value: line });
  });

  test.each(NAMES)("%s writes the reminder where it may begin the notification, and never else", (move) => {
    const details = { contact: { email: "ana@example.com" } };
    const { email, phoneNumber } = changed(move, details);
    const written = { email: { kind: "set", value: "ana@example.com" }, phoneNumber: { kind: "remove" } };
    expect({ email, phoneNumber }).toEqual(waysOf(move).opens ? written : {});
  });

  test("keeps the item for the days of the settings, from now on", () => {
    expect(changed("recordSmsSent").ttl).toEqual({ kind: "set", value: NOW / 1_000 + 90 * 86_400 });
    expect(changed("recordSmsSent").createdAt).toEqual({ kind: "set if new", value: new Date(NOW).toISOString() });
  });

  test.each(NAMES)("%s counts a try, and sets a lease, if it is a claim", (move) => {
    const isClaim = TRANSITIONS[move].to.endsWith("SENDING");
    const { attempts, leaseUntil } = changed(move);
    expect(attempts).toEqual({ kind: "add", amount: isClaim ? 1 : 0 });
    expect(leaseUntil).toEqual(isClaim ? { kind: "set", value: NOW + 90_000 } : undefined);
  });

  test("takes a try back where nothing was handed to the carrier", () => {
    expect(changed("retrySms", { notTried: true }).attempts).toEqual({ kind: "add", amount: -1 });
  });
});

describe("The tries of an email", () => {
  test("are counted by its claims, and not by those of the SMS", () => {
    expect(changed("claimEmail").emailAttempts).toEqual({ kind: "add", amount: 1 });
    expect(changed("claimSms").emailAttempts).toBeUndefined();
  });

  test("are given back where a try only waited for the quota", () => {
    expect(changed("retryEmail", { uncounted: true }).emailAttempts).toEqual({ kind: "add", amount: -1 });
    expect(changed("retryEmail").emailAttempts).toBeUndefined();
    expect(changed("retrySms", { uncounted: true }).emailAttempts).toBeUndefined();
  });

  test.each(["giveUp", "endWithoutEmail"] as const)("begin anew after %s: a redrive has all of them", (move) => {
    expect(changed(move).emailAttempts).toEqual({ kind: "set", value: 0 });
  });
});

describe("The reason", () => {
  test.each(NAMES.filter((move) => move !== "recordSmsSent" && move !== "retryEmail"))(
    "is the code of %s, where it has one",
    (move) => {
      expect(changed(move, { code: "X" }).reason).toEqual({ kind: "set", value: "X" });
      expect(changed(move).reason).toBeUndefined();
    },
  );

  test("why an SMS had to be tried again is forgotten once it was sent", () => {
    expect(changed("recordSmsSent", { code: "X" }).reason).toEqual({ kind: "remove" });
  });

  test("why there is an email at all outlives the email's own errors", () => {
    expect(changed("retryEmail", { code: "X" }).reason).toBeUndefined();
  });

  test.each(["ALL_FAILED", "NO_CONTACT"] as const)("of %s is forgotten when it is tried again", (status) => {
    expect(changed("claimSms", {}, inState(status)).reason).toEqual({ kind: "remove" });
    expect(changed("routeToEmail", { code: "X" }, inState(status)).reason).toEqual({ kind: "set", value: "X" });
  });

  test("of a notification whose owner died stays", () => {
    expect(changed("claimSms", {}, inState("SMS_SENDING")).reason).toBeUndefined();
  });
});

describe("That a patient may be told twice", () => {
  const SENDING = ["SMS_SENDING", "EMAIL_SENDING"] as const;

  test.each(SENDING)("is said by whoever sends again after the owner of %s died", (status) => {
    for (const claim of CLAIMS) {
      const { mayBeToldTwice, answerLost, history } = changed(claim, {}, inState(status));
      expect(mayBeToldTwice).toEqual({ kind: "set", value: true });
      expect(answerLost).toEqual({ kind: "set", value: true });
      expect(history).toMatchObject({ value: { code: "LEASE_LAPSED" } });
    }
  });

  test("has its cause in history, even where the move has a code of its own, which is the reason", () => {
    const { history, reason } = changed("routeToEmail", { code: "NO_USABLE_PHONE" }, inState("SMS_SENDING"));
    expect(history).toMatchObject({ value: { status: "EMAIL_PENDING", code: "LEASE_LAPSED" } });
    expect(reason).toEqual({ kind: "set", value: "NO_USABLE_PHONE" });
  });

  test("is not said by whoever ends it without another send, but that the answer is lost is", () => {
    const { mayBeToldTwice, answerLost } = changed("expire", {}, inState("SMS_SENDING"));
    expect(mayBeToldTwice).toBeUndefined();
    expect(answerLost).toEqual({ kind: "set", value: true });
  });

  test.each(CLAIMS)("is said by %s where an earlier answer was lost, and only there", (claim) => {
    expect(changed(claim).mayBeToldTwice).toEqual({ kind: "copy", from: "answerLost", otherwise: false });
    expect(changed(claim).answerLost).toBeUndefined();
  });

  test.each(["ALL_FAILED", "NO_CONTACT", "SMS_RETRYING"] as const)("is not said of %s tried again", (status) => {
    const { mayBeToldTwice, answerLost, history } = changed("claimSms", {}, inState(status));
    expect(mayBeToldTwice).toMatchObject({ kind: "copy" });
    expect(answerLost).toBeUndefined();
    expect(history).not.toMatchObject({ value: { code: expect.anything() } });
  });

  test("begins with an answer that was lost", () => {
    expect(changed("retrySms", { answerLost: true }).answerLost).toEqual({ kind: "set", value: true });
    expect(changed("retrySms", { answerLost: false }).answerLost).toBeUndefined();
  });
});

describe("The condition of a write", () => {
  test("is where its move may be made without a look at the item", () => {
    expect(conditionOf("claimSms", logEntry(), SETTINGS)).toEqual({ orNew: true, statuses: ["SMS_RETRYING"] });
  });

  test("of the claim's holder is the claim itself", () => {
    const condition = conditionOf("recordSmsSent", logEntry({ claimId: "mine", held: item }), SETTINGS);
    expect(condition).toEqual({ orNew: false, statuses: ["SMS_SENDING"], claimId: "mine" });
  });

  test("over an item is the item, unchanged", () => {
    const condition = conditionOf("claimSms", logEntry({ claimId: "mine" }), SETTINGS, inState("ALL_FAILED"));
    expect(condition).toEqual({ orNew: false, statuses: ["ALL_FAILED"], claimId: "its claim", transition: 1 });
  });

  test("that leaves lines of the history out is also that none was added", () => {
    const history = Array.from({ length: 40 }, () => item.history[0] as HistoryLine);
    const held = { ...item, history, transition: 40 };
    const condition = conditionOf("recordSmsSent", logEntry({ held }), SETTINGS);
    expect(condition).toEqual({ orNew: false, statuses: ["SMS_SENDING"], claimId: "claim-1", transition: 40 });
    expect(changed("recordSmsSent", { held }).historyGap).toEqual({ kind: "set", value: { after: 10, lines: 1 } });
  });
});
