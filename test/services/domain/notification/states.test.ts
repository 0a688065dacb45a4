import { hasEnded, isOutcome, type NotificationStatus, STATUSES } from "../../../../contracts/delivery-log";
import { decide, sourcesOf, type TransitionRequest } from "../../../../services/domain/notification/decide";
import { type Decision, NEW, STATES } from "../../../../services/domain/notification/states";
import {
  type ConsumerName,
  TRANSITIONS,
  type TransitionName,
  type Writer,
} from "../../../../services/domain/notification/transitions";
import { logEntry, NOW } from "../../../support/data/records";
import { FakeDeliveryLog } from "../../../support/fakes/fake-delivery-log";
import { FrozenClock } from "../../../support/fakes/frozen-clock";

/** An item as the log keeps it, brought to a state. */
async function itemIn(status: NotificationStatus) {
  const log = new FakeDeliveryLog(new FrozenClock(NOW));
  await log.apply("claimSms", logEntry({ queueMessageId: "its message" }));
  return { ...log.item, status, leaseUntil: NOW + 1_000, contactDigest: "its contact" };
}

const OF_ANOTHER = {
  now: NOW,
  queueMessageId: "another",
  redriven: false,
  contactDigest: "its contact",
  contactPreference: undefined,
};
const AFTER_LEASE = { ...OF_ANOTHER, now: NOW + 1_001 };
const OWN = { ...OF_ANOTHER, queueMessageId: "its message" };
const REDRIVEN = { ...OF_ANOTHER, redriven: true };
const CORRECTED = { ...OF_ANOTHER, contactDigest: "another contact" };

/** The decisions for five messages: `other` is another message of the reminder, `own` the one that wrote last. */
interface Decisions {
  readonly other: Decision;
  readonly leaseExpired: Decision;
  readonly own: Decision;
  readonly redriven: Decision;
  readonly corrected: Decision;
}
type Row = readonly [NotificationStatus, Decisions];
const all = (decision: Decision): Decisions => ({
  other: decision,
  leaseExpired: decision,
  own: decision,
  redriven: decision,
  corrected: decision,
});

/** If the message, or the one it was redriven from, ended the notification, its event may be lost. */
const ENDED: Decisions = { ...all("duplicate"), own: "publish-again", redriven: "publish-again" };

const BOTH: Row[] = [
  ["SMS_SENT", ENDED],
  ["SMS_DELIVERED", ENDED],
  ["EMAIL_SENT", ENDED],
  ["EMAIL_DELIVERED", ENDED],
  ["EXPIRED", ENDED],
  ["DECLINED", ENDED],
  ["CANCELLED", ENDED],
  ["SUPERSEDED", ENDED],
  ["ERASED", all("duplicate")],
  ["SMS_SENDING", { ...all("in-progress"), leaseExpired: "apply" }],
  ["SMS_RETRYING", all("apply")],
  ["SMS_WAITING", all("apply")],
  ["NO_CONTACT", { ...ENDED, corrected: "apply" }],
  ["UNDELIVERED", { ...ENDED, corrected: "apply" }],
];
const SMS: Row[] = [
  ...BOTH,
  ["EMAIL_PENDING", { ...all("in-progress"), own: "hand-over-again" }],
  ["EMAIL_SENDING", all("in-progress")],
  ["ALL_FAILED", { ...ENDED, redriven: "apply", corrected: "apply" }],
];
const EMAIL: Row[] = [
  ...BOTH,
  ["EMAIL_PENDING", all("apply")],
  ["EMAIL_SENDING", { ...all("in-progress"), leaseExpired: "apply" }],
  ["ALL_FAILED", { ...ENDED, own: "hand-over-again", redriven: "apply", corrected: "apply" }],
];

describe.each([
  ["sms", "claimSms", SMS],
  ["email", "claimEmail", EMAIL],
] as const)("For the %s consumer and its transition %s", (by, transition, rows) => {
  test("the table has every state", () => {
    expect(rows.map(([status]) => status).sort()).toEqual([...STATUSES].sort());
  });

  test.each(rows)("%s leads to the decision for each message", async (status, decisions) => {
    const item = await itemIn(status);
    const decisionFor = (message: typeof OWN) => decide(item, { transition, by, ...message });
    expect({
      other: decisionFor(OF_ANOTHER),
      leaseExpired: decisionFor(AFTER_LEASE),
      own: decisionFor(OWN),
      redriven: decisionFor(REDRIVEN),
      corrected: decisionFor(CORRECTED),
    }).toEqual(decisions);
  });

  test("a lease holds up to its last millisecond", async () => {
    const item = await itemIn("SMS_SENDING");
    expect(decide(item, { transition, by, ...OF_ANOTHER, now: NOW + 1_000 })).toBe("in-progress");
  });

  test("an item without a lease can be claimed", async () => {
    const { leaseUntil, ...item } = await itemIn("SMS_SENDING");
    expect(decide(item, { transition, by, ...OF_ANOTHER })).toBe("apply");
  });

  test("a message is left to SQS if only another version knows the status", async () => {
    const item = { ...(await itemIn("SMS_SENT")), status: "SMS_ANSWERED" as NotificationStatus };
    expect(decide(item, { transition, by, ...REDRIVEN })).toBe("in-progress");
  });
});

const FINAL: readonly NotificationStatus[] = [
  "SMS_SENT",
  "SMS_DELIVERED",
  "EMAIL_SENT",
  "EMAIL_DELIVERED",
  "DECLINED",
  "EXPIRED",
  "CANCELLED",
  "SUPERSEDED",
  "ERASED",
];

/** The decision for every state, opening transition, writer, and combination of guards. */
async function everyDecision() {
  const attempts = (Object.keys(TRANSITIONS) as TransitionName[])
    // An erasure may be made from any state: `erasure-changes.test.ts`.
    .filter((transition) => sourcesOf(transition).opens && transition !== "erase")
    .flatMap((transition) => TRANSITIONS[transition].by.map((by) => ({ transition, by })));
  const combinations = Array.from({ length: 32 }, (_, bits) => ({
    leaseExpired: (bits & 1) > 0,
    own: (bits & 2) > 0,
    redriven: (bits & 4) > 0,
    corrected: (bits & 8) > 0,
    wantsEmail: (bits & 16) > 0,
  }));
  const decisions = [];
  for (const status of STATUSES) {
    const item = await itemIn(status);
    for (const attempt of attempts) {
      for (const guards of combinations) {
        const request: TransitionRequest = {
          ...attempt,
          now: guards.leaseExpired ? NOW + 1_001 : NOW,
          queueMessageId: guards.own ? "its message" : "another",
          redriven: guards.redriven,
          contactDigest: guards.corrected ? "another contact" : "its contact",
          contactPreference: preferenceOf(attempt.transition, guards.wantsEmail),
        };
        decisions.push({ status, ...attempt, ...guards, decision: decide(item, request) });
      }
    }
  }
  return decisions;
}

/** A message that declines says so. */
function preferenceOf(transition: TransitionName, wantsEmail: boolean): TransitionRequest["contactPreference"] {
  if (transition === "decline") return "none";
  return wantsEmail ? "email" : undefined;
}

describe("For every message", () => {
  let decisions: Awaited<ReturnType<typeof everyDecision>>;
  beforeAll(async () => {
    decisions = await everyDecision();
  });
  const SENDING: readonly NotificationStatus[] = ["SMS_SENDING", "EMAIL_SENDING"];
  const SENT: readonly NotificationStatus[] = FINAL;
  const FAILED: readonly NotificationStatus[] = ["ALL_FAILED", "NO_CONTACT", "UNDELIVERED"];
  const isFailed = (status: NotificationStatus) => FAILED.includes(status);
  const moved = () => decisions.filter(({ decision }) => decision === "apply");

  test("a notification that is being sent is taken over only after its lease has expired", () => {
    const taken = moved().filter(({ status }) => SENDING.includes(status));
    expect(taken.length).toBeGreaterThan(0);
    expect(taken.filter(({ leaseExpired }) => !leaseExpired)).toEqual([]);
  });

  test("a notification that was sent, declined, cancelled, superseded, erased or has expired does not change", () => {
    const ended = decisions.filter(({ status }) => SENT.includes(status));
    expect(new Set(ended.map(({ decision }) => decision))).toEqual(new Set(["duplicate", "publish-again"]));
  });

  test("a failed notification is attempted again only after a redrive, or with another contact", () => {
    const again = moved().filter(
      ({ status, transition }) => isOutcome(status) && !isOutcome(TRANSITIONS[transition].to),
    );
    expect(new Set(again.map(({ status }) => status))).toEqual(new Set(FAILED));
    expect(again.filter(({ redriven, corrected }) => !redriven && !corrected)).toEqual([]);
    expect(again.filter(({ status, corrected }) => status !== "ALL_FAILED" && !corrected)).toEqual([]);
  });

  test("a failed notification gets another outcome without another attempt only if an operator drops it, or the patient has another wish", () => {
    const ends = moved().filter(({ status, transition }) => isOutcome(status) && isOutcome(TRANSITIONS[transition].to));
    expect(new Set(ends.map(({ transition }) => transition))).toEqual(
      new Set(["decline", "drop", "endWithoutContact"]),
    );
    expect(ends.filter(({ transition, wantsEmail }) => transition === "endWithoutContact" && !wantsEmail)).toEqual([]);
    expect(new Set(ends.map(({ status }) => status))).toEqual(new Set(FAILED));
  });

  test("a patient can always decline what failed", () => {
    const declines = decisions.filter(({ status, transition }) => isFailed(status) && transition === "decline");
    expect(declines).toHaveLength(3 * 2 * 32);
    expect(declines.filter(({ decision }) => decision !== "apply")).toEqual([]);
  });

  test("a message is handed over again only in states whose message belongs in the next queue", () => {
    const again = decisions.filter(({ decision }) => decision === "hand-over-again");
    const places = new Set(again.map(({ status, by }) => `${status} by ${by}`));
    expect([...places].sort()).toEqual([
      "ALL_FAILED by email",
      "EMAIL_PENDING by sms",
      "NO_CONTACT by email",
      "UNDELIVERED by email",
    ]);
    const fromFailure = again.filter(({ status }) => status !== "EMAIL_PENDING");
    expect(fromFailure.filter(({ own, redriven, corrected }) => !own && !redriven && !corrected)).toEqual([]);
  });

  test("the SMS consumer does not take over an email whose owner died", () => {
    const turns = moved().filter(({ status, by }) => status === "EMAIL_SENDING" && by === "sms");
    expect(turns).toEqual([]);
  });

  test("the email consumer can end a notification whose owner died, but only after the lease", async () => {
    const item = await itemIn("EMAIL_SENDING");
    for (const transition of ["endWithoutEmail", "expire"] as const) {
      expect(decide(item, { transition, by: "email", ...AFTER_LEASE })).toBe("apply");
      expect(decide(item, { transition, by: "email", ...OF_ANOTHER })).toBe("in-progress");
    }
  });

  test("the last rule of every state applies to every message", () => {
    for (const status of STATUSES) {
      const { rules } = STATES[status];
      const last = rules.at(-1);
      const isComplete = last?.on === undefined && last?.by === undefined;
      expect({ status, isComplete }).toEqual({ status, isComplete: true });
    }
  });

  test("a notification whose appointment is over expires if no claim holds it", () => {
    const of = (status: NotificationStatus, by: ConsumerName) =>
      decisions.find(
        (each) => each.status === status && each.by === by && each.transition === "expire" && each.leaseExpired,
      )?.decision;
    for (const by of ["sms", "email"] as const) {
      expect([of("SMS_RETRYING", by), of("EMAIL_PENDING", by), of("SMS_SENDING", by)]).toEqual([
        "apply",
        "apply",
        "apply",
      ]);
    }
  });

  test("a notification whose appointment is cancelled or changed ends in every state in which one that is over expires", () => {
    const expired = decisions.filter(({ transition }) => transition === "expire");
    const like = (transition: TransitionName) =>
      decisions.filter((each) => each.transition === transition).map((each) => ({ ...each, transition: "expire" }));
    expect(expired.length).toBeGreaterThan(0);
    for (const transition of ["cancel", "supersede"] as const) {
      expect(like(transition)).toEqual(expired);
      expect(sourcesOf(transition)).toEqual(sourcesOf("expire"));
    }
  });

  test("a message is a duplicate only if its notification has ended", () => {
    const duplicates = decisions.filter(({ decision }) => decision === "duplicate");
    expect(duplicates.filter(({ status }) => !hasEnded(status))).toEqual([]);
  });

  test("a message with an untried contact is no duplicate, unless the patient was reminded or declined, or the appointment is over, cancelled or changed", () => {
    const never: readonly NotificationStatus[] = FINAL;
    const corrected = decisions.filter(
      ({ status, corrected, transition }) =>
        corrected && !never.includes(status) && /^(claim|endWithoutEmail)/.test(transition),
    );
    expect(corrected.filter(({ decision }) => decision === "duplicate")).toEqual([]);
  });

  test("a message is decided as one that is to be sent, if its text may not go out yet and none waits", () => {
    const asIfSent = (transition: TransitionName) =>
      decisions
        .filter((each) => each.transition === transition && each.by === "sms" && each.status !== "SMS_WAITING")
        .map((each) => ({ ...each, transition: "claimSms" }));
    expect(asIfSent("waitForWindow")).toEqual(asIfSent("claimSms"));
  });

  test("a message whose text waits already is held as the same item", () => {
    const again = decisions.filter(
      ({ status, transition }) => status === "SMS_WAITING" && transition === "waitForWindow",
    );
    expect(new Set(again.map(({ decision }) => decision))).toEqual(new Set(["hold-again"]));
    const others = decisions.filter(({ decision }) => decision === "hold-again");
    expect(others).toEqual(again);
  });

  test("a redriven message that still cannot be sent goes back to the DLQ without a second outcome", async () => {
    const failed = await itemIn("ALL_FAILED");
    expect(decide(failed, { transition: "endWithoutEmail", by: "email", ...REDRIVEN })).toBe("hand-over-again");
    expect(decide(failed, { transition: "endWithoutEmail", by: "email", ...CORRECTED })).toBe("hand-over-again");
    expect(decide(failed, { transition: "endWithoutEmail", by: "email", ...OF_ANOTHER })).toBe("duplicate");
    expect(decide(failed, { transition: "endWithoutContact", by: "sms", ...REDRIVEN })).toBe("publish-again");
    expect(decide(failed, { transition: "expire", by: "email", ...REDRIVEN })).toBe("publish-again");
  });
});

describe("Transitions", () => {
  const transitions = (Object.keys(TRANSITIONS) as TransitionName[]).map((name) => ({
    name,
    ...TRANSITIONS[name],
    ...sourcesOf(name),
  }));

  const isReceipts = ({ by }: { readonly by: readonly Writer[] }) => by.includes("receipts");
  // An erasure may be made from any state: `erasure-changes.test.ts`.
  const steps = transitions.filter(({ name }) => name !== "erase");
  const consumers = steps.filter((transition) => !isReceipts(transition));

  test("lead to every state", () => {
    expect(new Set(transitions.map(({ to }) => to))).toEqual(new Set(STATUSES));
  });

  test("start from an outcome only under a guard", () => {
    expect(consumers.filter(({ from }) => from.some(isOutcome))).toEqual([]);
  });

  test("from a state in which it is being sent are made only by the claim that holds it", () => {
    const sending: readonly NotificationStatus[] = ["SMS_SENDING", "EMAIL_SENDING"];
    const fromSending = steps.filter(({ from }) => from.some((status) => sending.includes(status)));
    expect(fromSending.map(({ name }) => name).sort()).toEqual([
      "cancelHeld",
      "fallBackToEmail",
      "fallBackToSms",
      "giveUp",
      "recordEmailSent",
      "recordSmsSent",
      "retryEmail",
      "retrySms",
      "supersedeHeld",
    ]);
    expect(fromSending.filter(({ held }) => !held)).toEqual([]);
  });

  test("either open a notification or need the claim that holds it", () => {
    expect(consumers.filter(({ opens, held }) => opens === held)).toEqual([]);
    expect(NEW.rules.every(({ decision }) => decision === "apply")).toBe(true);
  });

  test("record a send only after a claim for the same channel", () => {
    expect(sourcesOf("recordSmsSent")).toEqual({ opens: false, from: ["SMS_SENDING"], held: true });
    expect(sourcesOf("recordEmailSent")).toEqual({ opens: false, from: ["EMAIL_SENDING"], held: true });
    const claims = transitions.filter((transition) => "claims" in transition).map(({ to }) => to);
    expect(claims).toEqual(["SMS_SENDING", "EMAIL_SENDING"]);
  });

  test("that cancel or supersede are also made by the claim that holds the notification", () => {
    for (const transition of ["cancelHeld", "supersedeHeld"] as const) {
      expect(sourcesOf(transition)).toEqual({ opens: false, from: ["SMS_SENDING", "EMAIL_SENDING"], held: true });
    }
  });

  test("claim no SMS once the email is pending", () => {
    expect(sourcesOf("claimSms")).toEqual({ opens: true, from: ["SMS_RETRYING", "SMS_WAITING"], held: false });
  });

  test("put a text to wait only once, and from every state in which it could be sent", () => {
    expect(sourcesOf("waitForWindow")).toEqual({ opens: true, from: ["SMS_RETRYING"], held: false });
  });

  test("without a guard are in the first rule of their state", () => {
    for (const status of STATUSES) {
      const { rules } = STATES[status];
      const free = rules.findIndex(({ decision, on, by }) => decision === "apply" && !on && !by);
      expect({ status, place: free }).toEqual({ status, place: free >= 0 ? 0 : -1 });
    }
  });
});
