import { type RedriveReport, redrive } from "../../../services/domain/redrive";
import { FakeDeadLetterQueue, FakeQueue } from "../../support/fake-queues";
import { NOW } from "../../support/records";

let deadLetters: FakeDeadLetterQueue;
let appointments: FakeQueue;
let email: FakeQueue;
beforeEach(() => {
  deadLetters = new FakeDeadLetterQueue();
  appointments = new FakeQueue("appointments");
  email = new FakeQueue("email-fallback");
});

/** A message that entered the DLQ a minute ago. */
function bury(id: string, attributes: Record<string, string>, sentAt = NOW - 60_000): void {
  deadLetters.add({ id, body: `body of ${id}`, attributes }, sentAt);
}
const failed = (SourceQueue: string, DeadLetterReason = "EMAIL_REFUSED") => ({ DeadLetterReason, SourceQueue });

function run(includeInvalid = false): Promise<RedriveReport> {
  return redrive(deadLetters, { appointments, "email-fallback": email }, NOW, includeInvalid);
}

describe("A redrive", () => {
  test("returns each message to the queue that it belongs to, whole", async () => {
    bury("text", failed("appointments", "NO_USABLE_EMAIL"));
    bury("mail", failed("email-fallback"));
    expect(await run()).toEqual({ moved: { appointments: 1, "email-fallback": 1 }, kept: {}, arrived: 0, failed: {} });
    expect(appointments.message).toMatchObject({
      body: "body of text",
      attributes: { DeadLetterReason: "NO_USABLE_EMAIL" },
    });
    expect(email.message).toMatchObject({ body: "body of mail", attributes: failed("email-fallback") });
    expect(deadLetters.ids).toEqual([]);
  });

  test("returns what SQS moved by itself to the email queue, and says that it was SQS", async () => {
    bury("moved by SQS", { FallbackReason: "NO_USABLE_PHONE" });
    expect(await run()).toMatchObject({ moved: { "email-fallback": 1 } });
    expect(email.message.attributes).toEqual({ FallbackReason: "NO_USABLE_PHONE", DeadLetterReason: "RECEIVE_LIMIT" });
  });

  test("passes on no attribute of a sender: with ours they could be more than the ten that SQS takes", async () => {
    const sender = Object.fromEntries(Array.from({ length: 9 }, (_, index) => [`Sender${index}`, "x"]));
    bury("moved by SQS", { ...sender, FallbackReason: "OptedOut" });
    await run();
    expect(email.message.attributes).toEqual({ FallbackReason: "OptedOut", DeadLetterReason: "RECEIVE_LIMIT" });
  });

  test("moves any number of messages", async () => {
    for (let index = 0; index < 35; index += 1) bury(`message-${index}`, failed("email-fallback"));
    expect(await run()).toMatchObject({ moved: { "email-fallback": 35 } });
    expect(new Set(email.messages.map(({ body }) => body)).size).toBe(35);
  });

  test("of an empty DLQ moves nothing, and asks once", async () => {
    const receive = deadLetters.receive.bind(deadLetters);
    let asked = 0;
    deadLetters.receive = () => {
      asked += 1;
      return receive();
    };
    expect(await run()).toEqual({ moved: { appointments: 0, "email-fallback": 0 }, kept: {}, arrived: 0, failed: {} });
    expect(asked).toBe(1);
  });
});

describe("What breaks the contract", () => {
  beforeEach(() => {
    bury("no JSON", failed("appointments", "INVALID_JSON"));
    bury("no contract", failed("appointments", "CONTRACT_VIOLATION"));
    bury("newer", failed("appointments", "UNSUPPORTED_SCHEMA_VERSION"));
    bury("mail", failed("email-fallback"));
  });

  test("stays, is counted by reason, and is visible to others again", async () => {
    expect(await run()).toEqual({
      moved: { appointments: 0, "email-fallback": 1 },
      kept: { INVALID_JSON: 1, CONTRACT_VIOLATION: 1, UNSUPPORTED_SCHEMA_VERSION: 1 },
      arrived: 0,
      failed: {},
    });
    expect(deadLetters.visible.map(({ id }) => id)).toEqual(["no JSON", "no contract", "newer"]);
  });

  test("and entered the DLQ as the redrive began is kept, and did not arrive later", async () => {
    bury("just now", failed("appointments", "INVALID_JSON"), NOW);
    expect(await run()).toMatchObject({ kept: { INVALID_JSON: 2 }, arrived: 0 });
  });

  test("moves when it is asked for", async () => {
    expect(await run(true)).toEqual({
      moved: { appointments: 3, "email-fallback": 1 },
      kept: {},
      arrived: 0,
      failed: {},
    });
  });
});

test("a message that enters the DLQ while the redrive runs is not chased", async () => {
  bury("old", failed("email-fallback"), NOW);
  bury("fresh", failed("email-fallback"), NOW + 1);
  expect(await run()).toEqual({ moved: { appointments: 0, "email-fallback": 1 }, kept: {}, arrived: 1, failed: {} });
  expect(deadLetters.visible.map(({ id }) => id)).toEqual(["fresh"]);
});

test("a message that fails again at once goes round once", async () => {
  bury("first", failed("email-fallback"));
  const failsAtOnce = {
    send: async () => bury("first again", failed("email-fallback"), NOW + 5),
  };
  const report = await redrive(deadLetters, { appointments, "email-fallback": failsAtOnce }, NOW, false);
  expect(report.moved["email-fallback"]).toBe(1);
  expect(deadLetters.ids).toEqual(["first again"]);
});

test("a message leaves the DLQ only after the other queue took it", async () => {
  bury("mail", failed("email-fallback"));
  email.failNext();
  expect(await run()).toMatchObject({ moved: { "email-fallback": 0 }, failed: { Error: 1 } });
  expect(deadLetters.ids).toEqual(["mail"]);
});

test("a message that the other queue does not take keeps none of the others", async () => {
  bury("too large", failed("email-fallback"));
  bury("mail", failed("email-fallback"));
  email.failNext();
  expect(await run()).toMatchObject({ moved: { "email-fallback": 1 }, failed: { Error: 1 } });
  expect(deadLetters.ids).toEqual(["too large"]);
});

test("a DLQ that brings kept messages again and again comes to an end, each counted once", async () => {
  bury("no JSON", failed("appointments", "INVALID_JSON"));
  let asked = 0;
  const alwaysVisible = {
    receive: async () => {
      asked += 1;
      return deadLetters.letters;
    },
    delete: (letter: (typeof deadLetters.letters)[number]) => deadLetters.delete(letter),
    release: async () => {},
  };
  const report = await redrive(alwaysVisible, { appointments, "email-fallback": email }, NOW, false);
  expect(report).toEqual({
    moved: { appointments: 0, "email-fallback": 0 },
    kept: { INVALID_JSON: 1 },
    arrived: 0,
    failed: {},
  });
  expect(asked).toBe(4);
});

test("a DLQ that brings a kept message with each that is not is moved to its end", async () => {
  bury("no JSON", failed("appointments", "INVALID_JSON"));
  for (let index = 0; index < 6; index += 1) bury(`mail ${index}`, failed("email-fallback"));
  const twoAtATime = {
    receive: async () => deadLetters.letters.slice(0, 2),
    delete: (letter: (typeof deadLetters.letters)[number]) => deadLetters.delete(letter),
    release: async () => {},
  };
  const report = await redrive(twoAtATime, { appointments, "email-fallback": email }, NOW, false);
  expect(report).toMatchObject({ moved: { "email-fallback": 6 }, kept: { INVALID_JSON: 1 } });
});

test("a message hidden behind kept ones is moved all the same", async () => {
  for (let index = 0; index < 12; index += 1) bury(`no JSON ${index}`, failed("appointments", "INVALID_JSON"));
  bury("mail", failed("email-fallback"));
  expect(await run()).toMatchObject({ moved: { "email-fallback": 1 }, kept: { INVALID_JSON: 12 } });
});
