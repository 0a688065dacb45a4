import { isOutcome, type NotificationStatus, STATUSES } from "../../../../contracts/delivery-log";
import { decide, sourcesOf, type TransitionRequest } from "../../../../services/domain/notification/decide";
import { type Decision, NEW, STATES } from "../../../../services/domain/notification/states";
import {
  type ConsumerName,
  TRANSITIONS,
  type TransitionName,
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

const OF_ANOTHER = { now: NOW, queueMessageId: "another", redriven: false, contactDigest: "its contact" };
const LAPSED = { ...OF_ANOTHER, now: NOW + 1_001 };
const OWN = { ...OF_ANOTHER, queueMessageId: "its message" };
const REDRIVEN = { ...OF_ANOTHER, redriven: true };
const CORRECTED = { ...OF_ANOTHER, contactDigest: "another contact" };

/** What becomes of a message that wants to be sent: of another message of the same reminder, and so on. */
interface Answers {
  readonly other: Decision;
  readonly lapsed: Decision;
  readonly own: Decision;
  readonly redriven: Decision;
  readonly corrected: Decision;
}
type Row = readonly [NotificationStatus, Answers];
const all = (answer: Decision): Answers => ({
  other: answer,
  lapsed: answer,
  own: answer,
  redriven: answer,
  corrected: answer,
});

/** Its event may be lost where the message, or the one it was redriven from, ended it. */
const ENDED: Answers = { ...all("duplicate"), own: "publish-again", redriven: "publish-again" };

const BOTH: Row[] = [
  ["SMS_SENT", ENDED],
  ["EMAIL_SENT", ENDED],
  ["EXPIRED", ENDED],
  ["SMS_SENDING", { ...all("in-progress"), lapsed: "apply" }],
  ["SMS_RETRYING", all("apply")],
  ["NO_CONTACT", { ...ENDED, corrected: "apply" }],
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
  ["EMAIL_SENDING", { ...all("in-progress"), lapsed: "apply" }],
  ["ALL_FAILED", { ...ENDED, own: "hand-over-again", redriven: "apply", corrected: "apply" }],
];

describe.each([
  ["sms", "claimSms", SMS],
  ["email", "claimEmail", EMAIL],
] as const)("To the %s consumer that wants to %s", (by, transition, rows) => {
  test("every state has its answer", () => {
    expect(rows.map(([status]) => status).sort()).toEqual([...STATUSES].sort());
  });

  test.each(rows)("%s answers as the rules say", async (status, answers) => {
    const item = await itemIn(status);
    const answer = (shown: typeof OWN) => decide(item, { transition, by, ...shown });
    expect({
      other: answer(OF_ANOTHER),
      lapsed: answer(LAPSED),
      own: answer(OWN),
      redriven: answer(REDRIVEN),
      corrected: answer(CORRECTED),
    }).toEqual(answers);
  });

  test("a lease holds up to its last millisecond", async () => {
    const item = await itemIn("SMS_SENDING");
    expect(decide(item, { transition, by, ...OF_ANOTHER, now: NOW + 1_000 })).toBe("in-progress");
  });

  test("an item without a lease is held by nobody", async () => {
    const { leaseUntil, ...item } = await itemIn("SMS_SENDING");
    expect(decide(item, { transition, by, ...OF_ANOTHER })).toBe("apply");
  });

  test("a status that only another version knows is left to that", async () => {
    const item = { ...(await itemIn("SMS_SENT")), status: "SMS_DELIVERED" as NotificationStatus };
    expect(decide(item, { transition, by, ...REDRIVEN })).toBe("in-progress");
  });
});

/** Every question that can be asked of a state, with all that can be shown. */
async function everyAnswer() {
  const askings = (Object.keys(TRANSITIONS) as TransitionName[])
    .filter((transition) => sourcesOf(transition).opens)
    .flatMap((transition) => TRANSITIONS[transition].by.map((by) => ({ transition, by })));
  const shown = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15].map((bits) => ({
    lapsed: (bits & 1) > 0,
    own: (bits & 2) > 0,
    redriven: (bits & 4) > 0,
    corrected: (bits & 8) > 0,
  }));
  const answers = [];
  for (const status of STATUSES) {
    const item = await itemIn(status);
    for (const asked of askings) {
      for (const evidence of shown) {
        const asking: TransitionRequest = {
          ...asked,
          now: evidence.lapsed ? NOW + 1_001 : NOW,
          queueMessageId: evidence.own ? "its message" : "another",
          redriven: evidence.redriven,
          contactDigest: evidence.corrected ? "another contact" : "its contact",
        };
        answers.push({ status, ...asked, ...evidence, answer: decide(item, asking) });
      }
    }
  }
  return answers;
}

describe("Whatever a message shows", () => {
  let answers: Awaited<ReturnType<typeof everyAnswer>>;
  beforeAll(async () => {
    answers = await everyAnswer();
  });
  const SENDING: readonly NotificationStatus[] = ["SMS_SENDING", "EMAIL_SENDING"];
  const SENT: readonly NotificationStatus[] = ["SMS_SENT", "EMAIL_SENT", "EXPIRED"];
  const moved = () => answers.filter(({ answer }) => answer === "apply");

  test("a notification that is being sent is taken only when its lease lapsed", () => {
    const taken = moved().filter(({ status }) => SENDING.includes(status));
    expect(taken.length).toBeGreaterThan(0);
    expect(taken.filter(({ lapsed }) => !lapsed)).toEqual([]);
  });

  test("one that was sent, or is over, is left alone", () => {
    const ended = answers.filter(({ status }) => SENT.includes(status));
    expect(new Set(ended.map(({ answer }) => answer))).toEqual(new Set(["duplicate", "publish-again"]));
  });

  test("one that failed is tried again only after a redrive, or for another contact", () => {
    const again = moved().filter(({ status, transition }) => isOutcome(status) && transition !== "drop");
    expect(new Set(again.map(({ status }) => status))).toEqual(new Set(["ALL_FAILED", "NO_CONTACT"]));
    expect(again.filter(({ redriven, corrected }) => !redriven && !corrected)).toEqual([]);
    expect(again.filter(({ status, corrected }) => status === "NO_CONTACT" && !corrected)).toEqual([]);
  });

  test("one that failed ends a second time only by a try to send, or by an operator, who writes down why", () => {
    const ends = moved().filter(({ status, transition }) => isOutcome(status) && isOutcome(TRANSITIONS[transition].to));
    expect(new Set(ends.map(({ transition }) => transition))).toEqual(new Set(["drop"]));
    expect(new Set(ends.map(({ status }) => status))).toEqual(new Set(["ALL_FAILED", "NO_CONTACT"]));
  });

  test("a message is put on its next queue again only where its notification waits for it there", () => {
    const again = answers.filter(({ answer }) => answer === "hand-over-again");
    const places = new Set(again.map(({ status, by }) => `${status} by ${by}`));
    expect([...places].sort()).toEqual(["ALL_FAILED by email", "EMAIL_PENDING by sms", "NO_CONTACT by email"]);
    const fromFailure = again.filter(({ status }) => status !== "EMAIL_PENDING");
    expect(fromFailure.filter(({ own, redriven, corrected }) => !own && !redriven && !corrected)).toEqual([]);
  });

  test("one whose owner died is ended, or sent, by the consumer whose turn it is", () => {
    const turns = moved().filter(({ status, by }) => status === "EMAIL_SENDING" && by === "sms");
    expect(turns).toEqual([]);
  });

  test("one whose email's owner died is ended by the email consumer where there is no email, or no time, any more", async () => {
    const item = await itemIn("EMAIL_SENDING");
    for (const transition of ["endWithoutEmail", "expire"] as const) {
      expect(decide(item, { transition, by: "email", ...LAPSED })).toBe("apply");
      expect(decide(item, { transition, by: "email", ...OF_ANOTHER })).toBe("in-progress");
    }
  });

  test("no state is without an answer of its own", () => {
    for (const status of STATUSES) {
      const { rules } = STATES[status];
      const last = rules.at(-1);
      const isComplete = last?.on === undefined && last?.by === undefined;
      expect({ status, isComplete }).toEqual({ status, isComplete: true });
    }
  });

  test("one whose appointment is over expires, wherever nobody is at it", () => {
    const of = (status: NotificationStatus, by: ConsumerName) =>
      answers.find((each) => each.status === status && each.by === by && each.transition === "expire" && each.lapsed)
        ?.answer;
    for (const by of ["sms", "email"] as const) {
      expect([of("SMS_RETRYING", by), of("EMAIL_PENDING", by), of("SMS_SENDING", by)]).toEqual([
        "apply",
        "apply",
        "apply",
      ]);
    }
  });

  test("a message is thrown away only where its notification has ended", () => {
    const duplicates = answers.filter(({ answer }) => answer === "duplicate");
    expect(duplicates.filter(({ status }) => !isOutcome(status))).toEqual([]);
  });

  test("a contact that was never tried is not thrown away: it waits, is tried, or lies in the DLQ", () => {
    const never: readonly NotificationStatus[] = ["SMS_SENT", "EMAIL_SENT", "EXPIRED"];
    const corrected = answers.filter(
      ({ status, corrected, transition }) =>
        corrected && !never.includes(status) && /^(claim|endWithoutEmail)/.test(transition),
    );
    expect(corrected.filter(({ answer }) => answer === "duplicate")).toEqual([]);
  });

  test("one that a redrive brought where nothing can be done goes back to the DLQ, without a second outcome", async () => {
    const failed = await itemIn("ALL_FAILED");
    expect(decide(failed, { transition: "endWithoutEmail", by: "email", ...REDRIVEN })).toBe("hand-over-again");
    expect(decide(failed, { transition: "endWithoutEmail", by: "email", ...CORRECTED })).toBe("hand-over-again");
    expect(decide(failed, { transition: "endWithoutEmail", by: "email", ...OF_ANOTHER })).toBe("duplicate");
    expect(decide(failed, { transition: "endWithoutContact", by: "sms", ...REDRIVEN })).toBe("publish-again");
    expect(decide(failed, { transition: "expire", by: "email", ...REDRIVEN })).toBe("publish-again");
  });
});

describe("The ways of a transition", () => {
  const transitions = (Object.keys(TRANSITIONS) as TransitionName[]).map((name) => ({
    name,
    ...TRANSITIONS[name],
    ...sourcesOf(name),
  }));

  test("lead to every state", () => {
    expect(new Set(transitions.map(({ to }) => to))).toEqual(new Set(STATUSES));
  });

  test("leave no state in which a notification has ended", () => {
    expect(transitions.filter(({ from }) => from.some(isOutcome))).toEqual([]);
  });

  test("are its holder's alone where a notification is being sent", () => {
    const sending: readonly NotificationStatus[] = ["SMS_SENDING", "EMAIL_SENDING"];
    const fromSending = transitions.filter(({ from }) => from.some((status) => sending.includes(status)));
    expect(fromSending.map(({ name }) => name).sort()).toEqual([
      "fallBackToEmail",
      "fallBackToSms",
      "giveUp",
      "recordEmailSent",
      "recordSmsSent",
      "retryEmail",
      "retrySms",
    ]);
    expect(fromSending.filter(({ held }) => !held)).toEqual([]);
  });

  test("begin a notification, or are its holder's", () => {
    expect(transitions.filter(({ opens, held }) => opens === held)).toEqual([]);
    expect(NEW.rules.every(({ decision }) => decision === "apply")).toBe(true);
  });

  test("record a send only after a claim for the same channel", () => {
    expect(sourcesOf("recordSmsSent")).toEqual({ opens: false, from: ["SMS_SENDING"], held: true });
    expect(sourcesOf("recordEmailSent")).toEqual({ opens: false, from: ["EMAIL_SENDING"], held: true });
    const claims = transitions.filter((transition) => "claims" in transition).map(({ to }) => to);
    expect(claims).toEqual(["SMS_SENDING", "EMAIL_SENDING"]);
  });

  test("send no SMS once the email's turn has come", () => {
    expect(sourcesOf("claimSms")).toEqual({ opens: true, from: ["SMS_RETRYING"], held: false });
  });

  test("take no notification that the rules before them would answer otherwise", () => {
    for (const status of STATUSES) {
      const { rules } = STATES[status];
      const free = rules.findIndex(({ decision, on, by }) => decision === "apply" && !on && !by);
      expect({ status, place: free }).toEqual({ status, place: free >= 0 ? 0 : -1 });
    }
  });
});
