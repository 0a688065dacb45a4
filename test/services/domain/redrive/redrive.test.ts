import type { DeadLetter, DeadLetterQueue } from "../../../../services/domain/redrive/dead-letter-queue";
import { type Fate, type RedriveOptions, redrive } from "../../../../services/domain/redrive/redrive";
import { appointment, NOW } from "../../../support/data/records";
import { FakeDeadLetterQueue, FakeQueue } from "../../../support/fakes/fake-queues";

let deadLetters: FakeDeadLetterQueue;
let appointments: FakeQueue;
let email: FakeQueue;
beforeEach(() => {
  deadLetters = new FakeDeadLetterQueue();
  appointments = new FakeQueue("appointments");
  email = new FakeQueue("email-fallback");
});

/** Good, but for what says that it is not. */
const bodyOf = (id: string) => (id.startsWith("bad") ? `{ ${id}` : JSON.stringify(appointment({ appointmentId: id })));

/** A message that entered the DLQ a minute ago. */
function bury(id: string, attributes: Record<string, string>, sentAt = NOW - 60_000): void {
  deadLetters.add({ id, body: bodyOf(id), attributes }, sentAt);
}
const failed = (SourceQueue: string, DeadLetterReason = "EMAIL_REFUSED") => ({ DeadLetterReason, SourceQueue });

/** What became of each message, by its id. */
async function run(options: Partial<RedriveOptions> = {}, port = deadLetters as DeadLetterQueue) {
  const fates: Record<string, string> = {};
  const onFate = ({ id }: DeadLetter, fate: Fate) => {
    if (fates[id]) throw new Error(`${id} is told twice`);
    fates[id] = fate.kind === "failed" ? `failed: ${fate.code}` : fate.kind === "moved" ? fate.to : fate.kind;
  };
  const droppedAt = async () => undefined;
  await redrive(port, { appointments, "email-fallback": email }, { startedAt: NOW, onFate, droppedAt, ...options });
  return fates;
}

describe("A message whose notification an operator dropped", () => {
  const droppedAt = async ({ id }: DeadLetter) => (id.startsWith("dropped") ? "2026-12-01T15:00:00.000Z" : undefined);

  test.each([false, true])("stays, and the others are moved; dry run: %j", async (dryRun) => {
    bury("dropped", failed("appointments"));
    bury("text", failed("appointments"));
    expect(await run({ droppedAt, dryRun })).toEqual({ dropped: "dropped", text: "appointments" });
    expect(deadLetters.ids).toContain("dropped");
  });

  test("goes if the drop is undone, and names that drop and no other", async () => {
    bury("dropped", { ...failed("appointments"), Reopens: "an earlier one" });
    bury("text", { ...failed("appointments"), Reopens: "an earlier one" });
    expect(await run({ droppedAt, reopens: true })).toEqual({ dropped: "appointments", text: "appointments" });
    const reopens = appointments.messages.map(({ attributes }) => attributes.Reopens);
    expect(reopens.sort()).toEqual(["2026-12-01T15:00:00.000Z", undefined]);
  });

  test("stays if it is not known whether it was dropped", async () => {
    bury("text", failed("appointments"));
    const fates = await run({ droppedAt: () => Promise.reject(Object.assign(new Error(), { name: "Throttled" })) });
    expect(fates).toEqual({ text: "failed: Throttled" });
    expect(deadLetters.ids).toEqual(["text"]);
  });
});

describe("A redrive", () => {
  test("returns each message to the queue that it belongs to, whole", async () => {
    bury("text", failed("appointments", "NO_USABLE_EMAIL"));
    bury("mail", failed("email-fallback"));
    expect(await run()).toEqual({ text: "appointments", mail: "email-fallback" });
    expect(appointments.message).toMatchObject({
      body: bodyOf("text"),
      attributes: { DeadLetterReason: "NO_USABLE_EMAIL" },
    });
    expect(email.message).toMatchObject({ body: bodyOf("mail"), attributes: failed("email-fallback") });
    expect(deadLetters.ids).toEqual([]);
  });

  test("returns what SQS moved by itself to the email queue, and says that it was SQS", async () => {
    bury("moved by SQS", { FallbackReason: "NO_USABLE_PHONE" });
    expect(await run()).toEqual({ "moved by SQS": "email-fallback" });
    expect(email.message.attributes).toEqual({ FallbackReason: "NO_USABLE_PHONE", DeadLetterReason: "RECEIVE_LIMIT" });
  });

  test("passes on no attribute of a sender: with ours they could be more than the ten that SQS takes", async () => {
    const sender = Object.fromEntries(Array.from({ length: 9 }, (_, index) => [`Sender${index}`, "x"]));
    bury("moved by SQS", { ...sender, FallbackReason: "OptedOut" });
    await run();
    expect(email.message.attributes).toEqual({ FallbackReason: "OptedOut", DeadLetterReason: "RECEIVE_LIMIT" });
  });

  test("moves any number of messages, each once", async () => {
    for (let index = 0; index < 135; index += 1) bury(`message-${index}`, failed("email-fallback"));
    expect(Object.keys(await run())).toHaveLength(135);
    expect(new Set(email.messages.map(({ body }) => body)).size).toBe(135);
    expect(email.messages).toHaveLength(135);
  });

  test("of an empty DLQ moves nothing, and asks once", async () => {
    let asked = 0;
    const counting = countingReceives(() => {
      asked += 1;
    });
    expect(await run({}, counting)).toEqual({});
    expect(asked).toBe(1);
  });

  test("moves only what is asked for, and shows the rest to others again", async () => {
    bury("wanted", failed("email-fallback"));
    bury("other", failed("appointments", "NO_USABLE_EMAIL"));
    expect(await run({ selects: ({ id }) => id === "wanted" })).toEqual({
      wanted: "email-fallback",
      other: "passed over",
    });
    expect(deadLetters.visible.map(({ id }) => id)).toEqual(["other"]);
  });

  test("that only tells moves nothing, tells the same, and shows all to others again", async () => {
    bury("text", failed("appointments", "NO_USABLE_EMAIL"));
    bury("bad", failed("appointments", "INVALID_JSON"));
    const told = await run({ dryRun: true });
    expect([appointments.messages, email.messages, deadLetters.visible.length]).toEqual([[], [], 2]);
    expect(await run()).toEqual(told);
  });

  test("lets each message wait for its turn before it is sent", async () => {
    for (const id of ["one", "two"]) bury(id, failed("email-fallback"));
    const sentAtTurn: number[] = [];
    await run({
      turn: async () => {
        sentAtTurn.push(email.messages.length);
        await Promise.resolve();
      },
    });
    expect(sentAtTurn).toHaveLength(2);
    expect(email.messages).toHaveLength(2);
  });

  test("that is interrupted begins no other message, finishes what it began, and shows the rest to others again", async () => {
    for (let index = 0; index < 50; index += 1) bury(`message-${index}`, failed("email-fallback"));
    const interrupted = { aborted: false };
    const fates = await run({
      interrupted,
      turn: async () => {
        interrupted.aborted = email.messages.length >= 5;
      },
    });
    const moved = Object.keys(fates).length;
    expect(moved).toBeGreaterThanOrEqual(5);
    expect(moved).toBeLessThan(50);
    expect(email.messages).toHaveLength(moved);
    expect(deadLetters.visible).toHaveLength(50 - moved);
    expect(Object.keys(await run())).toHaveLength(50 - moved);
    expect(new Set(email.messages.map(({ body }) => body)).size).toBe(50);
  });
});

describe("What breaks the contract", () => {
  beforeEach(() => {
    bury("bad", failed("appointments", "INVALID_JSON"));
    bury("mail", failed("email-fallback"));
  });

  test("stays, and is visible to others again", async () => {
    expect(await run()).toEqual({ bad: "refused", mail: "email-fallback" });
    expect(deadLetters.visible.map(({ id }) => id)).toEqual(["bad"]);
  });

  test("stays also where SQS moved it, and nobody has looked at it", async () => {
    bury("bad, moved by SQS", {});
    expect(await run()).toMatchObject({ "bad, moved by SQS": "refused" });
  });

  test("moves once a newer contract takes it", async () => {
    bury("good by now", failed("appointments", "CONTRACT_VIOLATION"));
    expect(await run()).toMatchObject({ "good by now": "appointments" });
  });
});

test("a message that enters the DLQ while the redrive runs is not chased", async () => {
  bury("old", failed("email-fallback"), NOW);
  bury("fresh", failed("email-fallback"), NOW + 1);
  expect(await run()).toEqual({ old: "email-fallback", fresh: "arrived" });
  expect(deadLetters.visible.map(({ id }) => id)).toEqual(["fresh"]);
});

test("a message that fails again at once goes round once", async () => {
  bury("first", failed("email-fallback"));
  email.send = async () => bury("first again", failed("email-fallback"), NOW + 5);
  expect(await run()).toMatchObject({ first: "email-fallback" });
  expect(deadLetters.ids).toEqual(["first again"]);
});

test("a message that the other queue does not take stays, and keeps none of the others", async () => {
  bury("too large", failed("email-fallback"));
  bury("mail", failed("email-fallback"));
  email.failNext();
  expect(await run()).toEqual({ "too large": "failed: Error", mail: "email-fallback" });
  expect(deadLetters.visible.map(({ id }) => id)).toEqual(["too large"]);
});

test("a message that the DLQ does not let go of is told as failed: it is there still", async () => {
  bury("mail", failed("email-fallback"));
  const holding = countingReceives(() => {});
  holding.delete = async () => {
    throw Object.assign(new Error(), { name: "InternalFailure" });
  };
  expect(await run({}, holding)).toEqual({ mail: "failed: InternalFailure" });
});

test("a message that was moved and comes once more, as SQS may bring it, is deleted again and not moved", async () => {
  bury("mail", failed("email-fallback"));
  const [letter] = deadLetters.letters as [DeadLetter];
  let rounds = 0;
  const bringsAgain = countingReceives(() => {});
  bringsAgain.receive = async () => {
    rounds += 1;
    if (rounds === 2) deadLetters.letters.push({ ...letter, receipt: "another receipt" });
    return [...deadLetters.letters];
  };
  expect(await run({}, bringsAgain)).toEqual({ mail: "email-fallback" });
  expect(email.messages).toHaveLength(1);
  expect(deadLetters.ids).toEqual([]);
});

test("a message that comes twice in one answer is moved once", async () => {
  bury("mail", failed("email-fallback"));
  const twice = countingReceives(() => {});
  twice.receive = async () => {
    const received = await deadLetters.receive();
    return [...received, ...received];
  };
  expect(await run({}, twice)).toEqual({ mail: "email-fallback" });
  expect(email.messages).toHaveLength(1);
});

test("a DLQ that brings kept messages again and again comes to an end, each told once", async () => {
  bury("bad", failed("appointments", "INVALID_JSON"));
  let asked = 0;
  const alwaysVisible = countingReceives(() => {});
  alwaysVisible.receive = async () => {
    asked += 1;
    return [...deadLetters.letters];
  };
  expect(await run({}, alwaysVisible)).toEqual({ bad: "refused" });
  expect(asked).toBe(5);
});

test("a DLQ that brings a kept message with each that is not is moved to its end", async () => {
  bury("bad", failed("appointments", "INVALID_JSON"));
  for (let index = 0; index < 6; index += 1) bury(`mail ${index}`, failed("email-fallback"));
  const bringsBack = countingReceives(() => {});
  const shown = new Set(["bad"]);
  bringsBack.receive = async () => {
    const next = deadLetters.letters.find(({ id }) => !shown.has(id));
    if (next) shown.add(next.id);
    return deadLetters.letters.filter(({ id }) => id === "bad" || id === next?.id);
  };
  const fates = await run({}, bringsBack);
  expect(Object.values(fates).sort()).toEqual(["refused", ...Array(6).fill("email-fallback")].sort());
});

test("a message hidden behind kept ones is moved all the same", async () => {
  for (let index = 0; index < 12; index += 1) bury(`bad ${index}`, failed("appointments", "INVALID_JSON"));
  bury("mail", failed("email-fallback"));
  expect(await run()).toMatchObject({ mail: "email-fallback", "bad 11": "refused" });
});

/** The DLQ, and who hears of each question to it. */
function countingReceives(onReceive: () => void): DeadLetterQueue {
  return {
    receive: () => {
      onReceive();
      return deadLetters.receive();
    },
    delete: (letter) => deadLetters.delete(letter),
    release: (letter) => deadLetters.release(letter),
  };
}
