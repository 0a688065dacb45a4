import { type DeliveryLogItem, type HistoryLine, isOutcome, STATUSES } from "../../../../contracts/delivery-log";
import { sourcesOf } from "../../../../services/domain/notification/decide";
import type { LogEntry } from "../../../../services/domain/notification/delivery-log";
import { changesOf } from "../../../../services/domain/notification/notification-write";
import { TRANSITIONS, type TransitionName } from "../../../../services/domain/notification/transitions";
import { conditionOf } from "../../../../services/domain/notification/write-condition";
import { CLINIC_TIME_ZONE } from "../../../support/data/clinics";
import { logEntry, NOW } from "../../../support/data/records";
import { FakeDeliveryLog } from "../../../support/fakes/fake-delivery-log";
import { FrozenClock } from "../../../support/fakes/frozen-clock";

const SETTINGS = { leaseMs: 90_000, retentionDays: 90, clinicTimeZone: CLINIC_TIME_ZONE };
/** An erasure is no step of a reminder: `erasure-changes.test.ts`. */
const NAMES = (Object.keys(TRANSITIONS) as TransitionName[]).filter((name) => name !== "erase");
const CLAIMS = ["claimSms", "claimEmail"] as const;

/** What a transition changes, by attribute. */
function changed(transition: TransitionName, details: Partial<LogEntry> = {}, over?: DeliveryLogItem) {
  const changes = changesOf(transition, logEntry(details), NOW, SETTINGS, over);
  return Object.fromEntries(changes.map(({ attribute, ...change }) => [attribute, change]));
}

let item: DeliveryLogItem;
beforeEach(async () => {
  const log = new FakeDeliveryLog(new FrozenClock(NOW));
  item = (await log.apply("claimSms", logEntry({ claimId: "its claim" }))).item;
});
const inState = (status: DeliveryLogItem["status"]): DeliveryLogItem => ({ ...item, status });

test("an item is found by the day on which it was first written at the clinic, whatever comes later", () => {
  const opening = NAMES.filter((transition) => sourcesOf(transition).opens);
  expect(opening).toContain("claimSms");
  for (const transition of opening) {
    expect(changed(transition).dayPart).toEqual({
      kind: "set if new",
      value: `2026-12-01#${logEntry().key.notificationId.slice(0, 1)}`,
    });
  }
});

describe("A write", () => {
  test("changes no attribute twice, which DynamoDB refuses", () => {
    const overs = [undefined, ...STATUSES.map(inState)];
    const held = { ...item, possibleDuplicate: true };
    const details: Partial<LogEntry>[] = [{}, { code: "X", sendInDoubt: true, uncounted: true, channel: "SMS", held }];
    const writes = NAMES.flatMap((transition) =>
      overs.flatMap((over) =>
        details.map((detail) =>
          changesOf(transition, logEntry(detail), NOW, SETTINGS, over).map(({ attribute }) => attribute),
        ),
      ),
    );
    expect(writes.length).toBeGreaterThan(NAMES.length);
    const isBad = (names: readonly unknown[]) => new Set(names).size < names.length || names.includes(undefined);
    expect(writes.filter(isBad)).toEqual([]);
  });

  test.each(NAMES)("%s adds one line to history and never replaces what stands there", (transition) => {
    const { history } = changed(transition, { channel: "SMS", messageId: "sms-1", code: "X" });
    const at = new Date(NOW).toISOString();
    const line = { at, status: TRANSITIONS[transition].to, channel: "SMS", messageId: "sms-1", code: "X" };
    expect(history).toEqual({ kind: "append", value: line });
  });

  test.each(NAMES)("%s writes the reminder where it may begin the notification, and never else", (transition) => {
    const details = { contact: { email: "ana@example.com" } };
    const { email, phoneNumber } = changed(transition, details);
    const written = { email: { kind: "set", value: "ana@example.com" }, phoneNumber: { kind: "remove" } };
    expect({ email, phoneNumber }).toEqual(sourcesOf(transition).opens ? written : {});
  });

  test("keeps the item for the days of the settings, from now on", () => {
    expect(changed("recordSmsSent").ttl).toEqual({ kind: "set", value: NOW / 1_000 + 90 * 86_400 });
    expect(changed("recordSmsSent").createdAt).toEqual({ kind: "set if new", value: new Date(NOW).toISOString() });
  });

  test.each(NAMES)("%s counts a try, and sets a lease, if it is a claim", (transition) => {
    const isClaim = TRANSITIONS[transition].to.endsWith("SENDING");
    const { attempts, leaseUntil } = changed(transition);
    expect(attempts).toEqual({ kind: "add", amount: isClaim ? 1 : 0 });
    expect(leaseUntil).toEqual(isClaim ? { kind: "set", value: NOW + 90_000 } : undefined);
  });

  test("takes a try back where nothing was handed to the carrier", () => {
    expect(changed("retrySms", { notAttempted: true }).attempts).toEqual({ kind: "add", amount: -1 });
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

  test.each(["giveUp", "endWithoutEmail"] as const)("begin anew after %s: a redrive has all of them", (transition) => {
    expect(changed(transition).emailAttempts).toEqual({ kind: "set", value: 0 });
  });
});

describe("The reason", () => {
  const FORGETS: readonly TransitionName[] = ["recordSmsSent", "recordSmsDelivered", "decline"];
  const KEEPS: readonly TransitionName[] = ["retryEmail", "recordEmailDelivered"];

  test.each(NAMES.filter((transition) => ![...FORGETS, ...KEEPS].includes(transition)))(
    "is the code of %s, where it has one",
    (transition) => {
      expect(changed(transition, { code: "X" }).reason).toEqual({ kind: "set", value: "X" });
      expect(changed(transition).reason).toBeUndefined();
    },
  );

  test("why an SMS had to be tried again is forgotten once it was sent or delivered", () => {
    expect(changed("recordSmsSent", { code: "X" }).reason).toEqual({ kind: "remove" });
    expect(changed("recordSmsDelivered", { code: "X" }).reason).toEqual({ kind: "remove" });
  });

  test("why there was an email is kept when it was delivered", () => {
    expect(changed("recordEmailDelivered", { code: "X" }).reason).toBeUndefined();
  });

  test("of earlier failures is removed once the patient has declined", () => {
    expect(changed("decline").reason).toEqual({ kind: "remove" });
  });

  test("why there is an email at all outlives the email's own errors", () => {
    expect(changed("retryEmail", { code: "X" }).reason).toBeUndefined();
  });

  test.each(["ALL_FAILED", "NO_CONTACT", "UNDELIVERED"] as const)(
    "of %s is forgotten when it is tried again",
    (status) => {
      expect(changed("claimSms", {}, inState(status)).reason).toEqual({ kind: "remove" });
      expect(changed("routeToEmail", { code: "X" }, inState(status)).reason).toEqual({ kind: "set", value: "X" });
    },
  );

  test("of a notification whose owner died stays", () => {
    expect(changed("claimSms", {}, inState("SMS_SENDING")).reason).toBeUndefined();
  });
});

describe("That a patient may be reminded twice", () => {
  const SENDING = ["SMS_SENDING", "EMAIL_SENDING"] as const;

  test.each(SENDING)("is said by whoever sends again after the owner of %s died", (status) => {
    for (const claim of CLAIMS) {
      const { possibleDuplicate, sendInDoubt, history } = changed(claim, {}, inState(status));
      expect(possibleDuplicate).toEqual({ kind: "set", value: true });
      expect(sendInDoubt).toEqual({ kind: "set", value: true });
      expect(history).toMatchObject({ value: { code: "LEASE_EXPIRED" } });
    }
  });

  test("has its cause in history, even where the transition has a code of its own, which is the reason", () => {
    const { history, reason } = changed("routeToEmail", { code: "NO_USABLE_PHONE" }, inState("SMS_SENDING"));
    expect(history).toMatchObject({ value: { status: "EMAIL_PENDING", code: "LEASE_EXPIRED" } });
    expect(reason).toEqual({ kind: "set", value: "NO_USABLE_PHONE" });
  });

  test("is not said by whoever ends it without another send, but that the answer is lost is", () => {
    const { possibleDuplicate, sendInDoubt } = changed("expire", {}, inState("SMS_SENDING"));
    expect(possibleDuplicate).toBeUndefined();
    expect(sendInDoubt).toEqual({ kind: "set", value: true });
  });

  test.each(CLAIMS)("is said by %s where an earlier answer was lost, and only there", (claim) => {
    expect(changed(claim).possibleDuplicate).toEqual({ kind: "copy", from: "sendInDoubt", otherwise: false });
    expect(changed(claim).sendInDoubt).toBeUndefined();
  });

  test.each(["ALL_FAILED", "NO_CONTACT", "SMS_RETRYING"] as const)("is not said of %s tried again", (status) => {
    const { possibleDuplicate, sendInDoubt, history } = changed("claimSms", {}, inState(status));
    expect(possibleDuplicate).toMatchObject({ kind: "copy" });
    expect(sendInDoubt).toBeUndefined();
    expect(history).not.toMatchObject({ value: { code: expect.anything() } });
  });

  test("begins with an answer that was lost", () => {
    expect(changed("retrySms", { sendInDoubt: true }).sendInDoubt).toEqual({ kind: "set", value: true });
    expect(changed("retrySms", { sendInDoubt: false }).sendInDoubt).toBeUndefined();
  });
});

describe("The condition of a write", () => {
  test("is where its transition may be made without a look at the item", () => {
    expect(conditionOf("claimSms", logEntry(), SETTINGS)).toEqual({
      orNew: true,
      statuses: ["SMS_RETRYING", "SMS_WAITING"],
    });
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
    expect(condition).toEqual({
      orNew: false,
      statuses: ["SMS_SENDING"],
      claimId: "claim-1",
      transition: 40,
      lines: 40,
    });
    expect(conditionOf("claimSms", logEntry(), SETTINGS, held)).toMatchObject({ transition: 40, lines: 40 });
    expect(changed("recordSmsSent", { held }).historyGap).toEqual({ kind: "set", value: { after: 10, lines: 1 } });
  });
});

describe("For a receipt that comes later", () => {
  const KEPT = { fallbackMessage: { kind: "set", value: "{}" }, fallbackChannel: { kind: "set", value: "EMAIL" } };
  const REMOVED = { fallbackMessage: { kind: "remove" }, fallbackChannel: { kind: "remove" } };

  test("an accepted text leaves what an email could be made of, and its id", () => {
    const { fallbackMessage, fallbackChannel, smsMessageId } = changed("recordSmsSent", {
      fallbackMessage: "{}",
      smsMessageId: "sms-1",
    });
    expect({ fallbackMessage, fallbackChannel }).toEqual(KEPT);
    expect(smsMessageId).toEqual({ kind: "set", value: "sms-1" });
  });

  test("an accepted text without an email leaves nothing, not even what an earlier text left", () => {
    expect(changed("recordSmsSent")).toMatchObject(REMOVED);
  });

  test("every other outcome removes what an email could be made of", () => {
    for (const transition of NAMES.filter((name) => name !== "recordSmsSent" && isOutcome(TRANSITIONS[name].to))) {
      expect({ transition, ...changed(transition) }).toMatchObject(REMOVED);
    }
  });

  test("it stays until the email was sent, since the message may not reach the email queue", () => {
    expect(changed("fallBackUndelivered").fallbackMessage).toBeUndefined();
  });

  test("an email does not replace the text's id", () => {
    expect(changed("recordEmailSent", { messageId: "email-1" }).smsMessageId).toBeUndefined();
  });

  test("a failure counts only for the message that was accepted last", () => {
    for (const transition of ["fallBackUndelivered", "recordUndelivered", "recordBounce"] as const) {
      expect(conditionOf(transition, logEntry({ messageId: "sms-1" }), SETTINGS).messageId).toBe("sms-1");
      expect(conditionOf(transition, logEntry(), SETTINGS).messageId).toBe("");
    }
    expect(conditionOf("recordSmsDelivered", logEntry({ messageId: "sms-1" }), SETTINGS).messageId).toBeUndefined();
  });

  test("a delivered text settles whether a send without a response arrived, and an email, which may bounce, does not", () => {
    expect(changed("recordSmsDelivered").sendInDoubt).toEqual({ kind: "remove" });
    expect(changed("recordEmailDelivered").sendInDoubt).toBeUndefined();
  });
});
