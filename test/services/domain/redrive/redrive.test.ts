import type { DeadLetter } from "../../../../services/domain/redrive/dead-letter";
import type { DeadLetterQueue, ReceivedMessage } from "../../../../services/domain/redrive/dead-letter-queue";
import { type RedriveOptions, type RedriveResult, redrive } from "../../../../services/domain/redrive/redrive";
import { CLINICS } from "../../../support/data/clinics";
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

/** Valid, unless the id begins with "bad". */
const bodyOf = (id: string) => (id.startsWith("bad") ? `{ ${id}` : JSON.stringify(appointment({ appointmentId: id })));

/** Puts a message in the DLQ, by default sent a minute ago. */
function put(id: string, attributes: Record<string, string>, sentAt = NOW - 60_000): void {
  deadLetters.add({ id, body: bodyOf(id), attributes }, sentAt);
}
const failed = (SourceQueue: string, DeadLetterReason = "EMAIL_REFUSED") => ({ DeadLetterReason, SourceQueue });

/** @returns the result of each message, by its id */
async function run(options: Partial<RedriveOptions> = {}, port = deadLetters as DeadLetterQueue) {
  const results: Record<string, string> = {};
  const onResult = ({ id }: DeadLetter, result: RedriveResult) => {
    if (results[id]) throw new Error(`${id} is reported twice`);
    results[id] =
      result.kind === "failed" ? `failed: ${result.code}` : result.kind === "moved" ? result.to : result.kind;
  };
  const droppedAt = async () => undefined;
  const queues = { appointments, "email-fallback": email };
  await redrive(port, queues, { startedAt: NOW, clinics: CLINICS, onResult, droppedAt, ...options });
  return results;
}

describe("A message whose notification an operator dropped", () => {
  const droppedAt = async ({ id }: DeadLetter) => (id.startsWith("dropped") ? "2026-12-01T15:00:00.000Z" : undefined);

  test.each([false, true])("is kept, and the others are moved; dry run: %j", async (dryRun) => {
    put("dropped", failed("appointments"));
    put("text", failed("appointments"));
    expect(await run({ droppedAt, dryRun })).toEqual({ dropped: "dropped", text: "appointments" });
    expect(deadLetters.ids).toContain("dropped");
  });

  test("is moved if the drop is undone, and names that drop only", async () => {
    put("dropped", { ...failed("appointments"), Reopens: "an earlier one" });
    put("text", { ...failed("appointments"), Reopens: "an earlier one" });
    expect(await run({ droppedAt, reopens: true })).toEqual({ dropped: "appointments", text: "appointments" });
    const reopens = appointments.messages.map(({ attributes }) => attributes.Reopens);
    expect(reopens.sort()).toEqual(["2026-12-01T15:00:00.000Z", undefined]);
  });

  test("is kept if it is unknown whether it was dropped", async () => {
    put("text", failed("appointments"));
    const results = await run({ droppedAt: () => Promise.reject(Object.assign(new Error(), { name: "Throttled" })) });
    expect(results).toEqual({ text: "failed: Throttled" });
    expect(deadLetters.ids).toEqual(["text"]);
  });
});

describe("A redrive", () => {
  test("returns each message unchanged to the queue that it belongs to", async () => {
    put("text", failed("appointments", "NO_USABLE_EMAIL"));
    put("mail", failed("email-fallback"));
    expect(await run()).toEqual({ text: "appointments", mail: "email-fallback" });
    expect(appointments.message).toMatchObject({
      body: bodyOf("text"),
      attributes: { DeadLetterReason: "NO_USABLE_EMAIL" },
    });
    expect(email.message).toMatchObject({ body: bodyOf("mail"), attributes: failed("email-fallback") });
    expect(deadLetters.ids).toEqual([]);
  });

  test("returns a message that SQS itself moved to the email queue, with the reason RECEIVE_LIMIT", async () => {
    put("moved by SQS", { FallbackReason: "NO_USABLE_PHONE" });
    expect(await run()).toEqual({ "moved by SQS": "email-fallback" });
    const { FirstSentAt, ...others } = email.message.attributes ?? {};
    expect(others).toEqual({ FallbackReason: "NO_USABLE_PHONE", DeadLetterReason: "RECEIVE_LIMIT" });
    // What is erased later must not come back by it.
    expect(Number(FirstSentAt)).toBeGreaterThan(0);
  });

  test("passes on no attributes of a sender: together with ours there could be more than the ten that SQS accepts", async () => {
    const sender = Object.fromEntries(Array.from({ length: 9 }, (_, index) => [`Sender${index}`, "x"]));
    put("moved by SQS", { ...sender, FallbackReason: "OptedOut" });
    await run();
    expect(Object.keys(email.message.attributes ?? {}).sort()).toEqual([
      "DeadLetterReason",
      "FallbackReason",
      "FirstSentAt",
    ]);
  });

  test("moves any number of messages, each once", async () => {
    for (let index = 0; index < 135; index += 1) put(`message-${index}`, failed("email-fallback"));
    expect(Object.keys(await run())).toHaveLength(135);
    expect(new Set(email.messages.map(({ body }) => body)).size).toBe(135);
    expect(email.messages).toHaveLength(135);
  });

  test("of an empty DLQ moves nothing, and receives once", async () => {
    let receives = 0;
    const counting = countingReceives(() => {
      receives += 1;
    });
    expect(await run({}, counting)).toEqual({});
    expect(receives).toBe(1);
  });

  test("moves only selected messages, and releases the rest", async () => {
    put("wanted", failed("email-fallback"));
    put("other", failed("appointments", "NO_USABLE_EMAIL"));
    expect(await run({ selects: ({ id }) => id === "wanted" })).toEqual({
      wanted: "email-fallback",
      other: "not-selected",
    });
    expect(deadLetters.visible.map(({ id }) => id)).toEqual(["other"]);
  });

  test("that is a dry run moves nothing, reports the same, and releases every message", async () => {
    put("text", failed("appointments", "NO_USABLE_EMAIL"));
    put("bad", failed("appointments", "INVALID_JSON"));
    const planned = await run({ dryRun: true });
    expect([appointments.messages, email.messages, deadLetters.visible.length]).toEqual([[], [], 2]);
    expect(await run()).toEqual(planned);
  });

  test("parses each message once, and passes the parsed one on", async () => {
    put("text", failed("appointments"));
    const seen: DeadLetter[] = [];
    const note = (message: DeadLetter) => seen.push(message);
    await run({
      selects: (message) => note(message) > 0,
      droppedAt: async (message) => void note(message),
      throttle: async (message) => void note(message),
      onResult: note,
    });
    expect(seen).toHaveLength(4);
    expect(new Set(seen).size).toBe(1);
    expect(seen[0]).toMatchObject({ source: "appointments", reason: "EMAIL_REFUSED", parsed: { ok: true } });
  });

  test("throttles each message before it is sent", async () => {
    for (const id of ["one", "two"]) put(id, failed("email-fallback"));
    const sentBefore: number[] = [];
    await run({
      throttle: async () => {
        sentBefore.push(email.messages.length);
        await Promise.resolve();
      },
    });
    expect(sentBefore).toHaveLength(2);
    expect(email.messages).toHaveLength(2);
  });

  test("that is interrupted starts no further message, finishes those in progress, and releases the rest", async () => {
    for (let index = 0; index < 50; index += 1) put(`message-${index}`, failed("email-fallback"));
    const interrupted = { aborted: false };
    const results = await run({
      interrupted,
      throttle: async () => {
        interrupted.aborted = email.messages.length >= 5;
      },
    });
    const moved = Object.keys(results).length;
    expect(moved).toBeGreaterThanOrEqual(5);
    expect(moved).toBeLessThan(50);
    expect(email.messages).toHaveLength(moved);
    expect(deadLetters.visible).toHaveLength(50 - moved);
    expect(Object.keys(await run())).toHaveLength(50 - moved);
    expect(new Set(email.messages.map(({ body }) => body)).size).toBe(50);
  });
});

describe("A message that breaks the contract", () => {
  beforeEach(() => {
    put("bad", failed("appointments", "INVALID_JSON"));
    put("mail", failed("email-fallback"));
  });

  test("is kept, and visible to others again", async () => {
    expect(await run()).toEqual({ bad: "refused", mail: "email-fallback" });
    expect(deadLetters.visible.map(({ id }) => id)).toEqual(["bad"]);
  });

  test("is kept, too, if SQS itself moved it and no consumer has checked it", async () => {
    put("bad, moved by SQS", {});
    expect(await run()).toMatchObject({ "bad, moved by SQS": "refused" });
  });

  test("is moved once a newer contract accepts it", async () => {
    put("good by now", failed("appointments", "CONTRACT_VIOLATION"));
    expect(await run()).toMatchObject({ "good by now": "appointments" });
  });
});

test("a message that enters the DLQ during the redrive is kept", async () => {
  put("old", failed("email-fallback"), NOW);
  put("fresh", failed("email-fallback"), NOW + 1);
  expect(await run()).toEqual({ old: "email-fallback", fresh: "arrived" });
  expect(deadLetters.visible.map(({ id }) => id)).toEqual(["fresh"]);
});

test("a message that fails again at once is moved once", async () => {
  put("first", failed("email-fallback"));
  email.send = async () => put("first again", failed("email-fallback"), NOW + 5);
  expect(await run()).toMatchObject({ first: "email-fallback" });
  expect(deadLetters.ids).toEqual(["first again"]);
});

test("a message that the other queue refuses is kept, and the others are moved", async () => {
  put("too large", failed("email-fallback"));
  put("mail", failed("email-fallback"));
  email.failNext();
  expect(await run()).toEqual({ "too large": "failed: Error", mail: "email-fallback" });
  expect(deadLetters.visible.map(({ id }) => id)).toEqual(["too large"]);
});

test("a message that cannot be deleted from the DLQ is reported as failed", async () => {
  put("mail", failed("email-fallback"));
  const holding = countingReceives(() => {});
  holding.delete = async () => {
    throw Object.assign(new Error(), { name: "InternalFailure" });
  };
  expect(await run({}, holding)).toEqual({ mail: "failed: InternalFailure" });
});

test("a moved message that SQS delivers once more is deleted again, and not moved", async () => {
  put("mail", failed("email-fallback"));
  const [message] = deadLetters.messages as [ReceivedMessage];
  let rounds = 0;
  const bringsAgain = countingReceives(() => {});
  bringsAgain.receive = async () => {
    rounds += 1;
    if (rounds === 2) deadLetters.messages.push({ ...message, receiptHandle: "another receipt" });
    return [...deadLetters.messages];
  };
  expect(await run({}, bringsAgain)).toEqual({ mail: "email-fallback" });
  expect(email.messages).toHaveLength(1);
  expect(deadLetters.ids).toEqual([]);
});

test("a message that one receive returns twice is moved once", async () => {
  put("mail", failed("email-fallback"));
  const twice = countingReceives(() => {});
  twice.receive = async () => {
    const received = await deadLetters.receive();
    return [...received, ...received];
  };
  expect(await run({}, twice)).toEqual({ mail: "email-fallback" });
  expect(email.messages).toHaveLength(1);
});

test("a redrive of a DLQ that returns kept messages again and again ends, and reports each once", async () => {
  put("bad", failed("appointments", "INVALID_JSON"));
  let receives = 0;
  const alwaysVisible = countingReceives(() => {});
  alwaysVisible.receive = async () => {
    receives += 1;
    return [...deadLetters.messages];
  };
  expect(await run({}, alwaysVisible)).toEqual({ bad: "refused" });
  expect(receives).toBe(5);
});

test("a redrive of a DLQ that returns a kept message with each new one moves all new ones", async () => {
  put("bad", failed("appointments", "INVALID_JSON"));
  for (let index = 0; index < 6; index += 1) put(`mail ${index}`, failed("email-fallback"));
  const bringsBack = countingReceives(() => {});
  const shown = new Set(["bad"]);
  bringsBack.receive = async () => {
    const next = deadLetters.messages.find(({ id }) => !shown.has(id));
    if (next) shown.add(next.id);
    return deadLetters.messages.filter(({ id }) => id === "bad" || id === next?.id);
  };
  const results = await run({}, bringsBack);
  expect(Object.values(results).sort()).toEqual(["refused", ...Array(6).fill("email-fallback")].sort());
});

test("a message behind kept ones is moved", async () => {
  for (let index = 0; index < 12; index += 1) put(`bad ${index}`, failed("appointments", "INVALID_JSON"));
  put("mail", failed("email-fallback"));
  expect(await run()).toMatchObject({ mail: "email-fallback", "bad 11": "refused" });
});

/** The DLQ, with a callback for each receive. */
function countingReceives(onReceive: () => void): DeadLetterQueue {
  return {
    receive: () => {
      onReceive();
      return deadLetters.receive();
    },
    delete: (message) => deadLetters.delete(message),
    release: (message) => deadLetters.release(message),
  };
}
