import { PHONE } from "../../../support/data/records";
import { RepliesWorld } from "../../../support/worlds/replies-world";

const MINUTE = 60_000;
const START = Date.parse("2026-12-02T14:30:00-05:00");
const MOVED = { appointmentTime: "2026-12-03T14:30:00-05:00", revision: 1 };
let world: RepliesWorld;

beforeEach(() => {
  world = new RepliesWorld();
});

const inTable = () => world.appointments.get("appointment-1");
const statuses = () => world.replyTopic.events.map(({ status }) => status);

describe("A copy of an answer that arrives later", () => {
  test("does not count as a later answer", async () => {
    await world.remind();
    await world.byReplies(world.answer("C", { id: "answer-1" }));
    world.clock.advance(MINUTE);
    await world.byReplies(world.answer("X", { id: "answer-2" }));
    world.clock.advance(MINUTE);
    await world.byReplies(world.answer("C", { id: "answer-1" }));
    expect(inTable()).toMatchObject({ reply: "CANCEL" });
    expect(world.log.item).toMatchObject({ reply: "CANCEL" });
  });

  test("does not count as a later answer even if the first one is not stored yet", async () => {
    await world.remind();
    world.answered.beforeWrite = () => {
      throw new Error("the table is out of reach");
    };
    await world.byReplies(world.answer("C", { id: "answer-1" }));
    world.answered.beforeWrite = () => {};
    world.clock.advance(MINUTE);
    await world.byReplies(world.answer("X", { id: "answer-2" }));
    world.clock.advance(MINUTE);
    await world.byReplies(world.answer("C", { id: "answer-1" }));
    expect(inTable()).toMatchObject({ reply: "CANCEL" });
  });

  test("does not bring back what a move removed", async () => {
    await world.remind();
    await world.byReplies(world.answer("X", { id: "answer-1" }));
    const { reply: _, repliedAt: __, replyStart: ___, ...movedAwayAndBack } = inTable();
    world.appointments.put({ ...movedAwayAndBack, revision: 2 } as never);
    world.clock.advance(MINUTE);
    await world.byReplies(world.answer("X", { id: "answer-1" }));
    expect(inTable()).not.toHaveProperty("reply");
    expect(statuses()).toEqual(["CANCEL_REQUESTED", "CANCEL_REQUESTED"]);
  });

  test("is not about a text that was sent after the answer", async () => {
    await world.remind();
    await world.byReplies(world.answer("X", { id: "answer-1" }));
    world.clock.advance(MINUTE);
    await world.remind(MOVED);
    await world.byReplies(world.answer("X", { id: "answer-1" }));
    expect(inTable()).not.toHaveProperty("reply");
  });
});

test("An answer that is processed late is not about a text that was sent after it", async () => {
  await world.remind();
  const answer = world.answer("X");
  world.clock.advance(MINUTE);
  await world.remind(MOVED);
  await world.byReplies(answer);
  expect(inTable()).not.toHaveProperty("reply");
  expect(world.stored).toMatchObject({ reason: "APPOINTMENT_MOVED", waiting: "staff" });
});

test("The text that a phone got last is the last text, not the last one that was answered", async () => {
  const old = await world.remind();
  world.clock.advance(MINUTE);
  await world.remind(MOVED);
  world.clock.advance(MINUTE);
  await world.byReplies(world.answer("is the lift working?", { answers: old }));
  world.clock.advance(MINUTE);
  await world.byReplies(world.answer("C"));
  expect(inTable()).toMatchObject({ reply: "CONFIRM", replyStart: Date.parse(MOVED.appointmentTime) });
});

describe("An answer to a text whose id is not in the log", () => {
  const timestamp = Date.parse(MOVED.appointmentTime);
  const inDoubt = { notificationId: "another", timestamp, sendInDoubt: true, updatedAt: "2026-12-01T14:59:00.000Z" };
  const alsoFinding = (changes: object) => {
    const { log } = world.repliesDependencies;
    const find: typeof log.find = async (...of) =>
      (await log.find(...of)).flatMap((item) => [{ ...item, history: item.history.slice(0, 1), ...changes }, item]);
    const { read, note } = world.replyLog;
    const replyLog = { find, read: read.bind(world.replyLog), note: note.bind(world.replyLog) };
    world.repliesDependencies = { ...world.repliesDependencies, log: replyLog };
  };

  test("waits for staff if it may be a text about another start, whose response was lost", async () => {
    await world.remind();
    alsoFinding(inDoubt);
    await world.byReplies(world.answer("X", { answers: "unknown" }));
    expect(inTable()).not.toHaveProperty("reply");
    expect(world.stored).toMatchObject({ reason: "SEVERAL_APPOINTMENTS", waiting: "staff" });
  });

  test("waits for staff if it is not certain that the last text, about another start, went out", async () => {
    await world.remind();
    alsoFinding({ ...inDoubt, updatedAt: "2026-12-01T15:00:01.000Z" });
    await world.byReplies(world.answer("X"));
    expect(inTable()).not.toHaveProperty("reply");
    expect(world.stored).toMatchObject({ reason: "SEVERAL_APPOINTMENTS", waiting: "staff" });
  });

  test.each([{ sendInDoubt: true }, { possibleDuplicate: true }])(
    "waits for staff if it is processed after another text, whose first response was lost, was sent again: %j",
    async (doubt) => {
      await world.remind();
      const line = (time: string, status: string, code?: string) => {
        return { status, channel: "SMS", at: `2026-12-01T15:${time}.000Z`, ...(code !== undefined && { code }) };
      };
      alsoFinding({
        notificationId: "another",
        timestamp,
        ...doubt,
        createdAt: "2026-12-01T15:01:00.000Z",
        updatedAt: "2026-12-01T15:07:01.000Z",
        // The line of a failure takes the place of its attempt's.
        history: [
          line("01:01", "SMS_RETRYING", "TimeoutError"),
          line("07:00", "SMS_SENDING"),
          line("07:01", "SMS_SENT"),
        ],
      });
      world.clock.advance(2 * MINUTE);
      const answer = world.answer("X");
      world.clock.advance(6 * MINUTE);
      await world.byReplies(answer);
      expect(inTable()).not.toHaveProperty("reply");
      expect(world.stored).toMatchObject({ reason: "SEVERAL_APPOINTMENTS", waiting: "staff" });
    },
  );

  test("waits for staff if there was no time to read the last text, about another start", async () => {
    await world.remind();
    world.clock.advance(MINUTE);
    await world.remind(MOVED);
    world.clock.advance(5_000);
    await world.byReplies(world.answer("X"));
    expect(inTable()).not.toHaveProperty("reply");
    expect(world.stored).toMatchObject({ reason: "SEVERAL_APPOINTMENTS", waiting: "staff" });
  });

  test.each([
    ["is about the last text, if no response of another was lost", "unknown", { ...inDoubt, sendInDoubt: false }],
    ["is about the last text, if the lost one was about the same start", "unknown", { ...inDoubt, timestamp: START }],
    ["does not matter if the carrier names no text", undefined, inDoubt],
  ])("%s", async (_, answers, changes) => {
    await world.remind();
    alsoFinding(changes);
    world.clock.advance(MINUTE);
    await world.byReplies(world.answer("X", answers ? { answers } : {}));
    expect(inTable()).toMatchObject({ reply: "CANCEL" });
  });
});

describe("Of STOP and START the later one holds", () => {
  test("if the START is processed later", async () => {
    await world.remind();
    const start = world.answer("START");
    world.clock.advance(MINUTE);
    await world.byReplies(world.answer("STOP"));
    await world.byReplies(start);
    expect(world.optOuts.numbers).toContain(PHONE);
  });

  test("if the STOP is delivered again", async () => {
    await world.remind();
    const stop = world.answer("STOP");
    await world.byReplies(stop);
    world.clock.advance(MINUTE);
    await world.byReplies(world.answer("START"));
    await world.byReplies(stop);
    expect(world.optOuts.numbers).not.toContain(PHONE);
  });

  test("if the START is processed at the same time", async () => {
    await world.remind();
    await world.byReplies(world.answer("please stop texting me"));
    const start = world.answer("START");
    world.clock.advance(MINUTE);
    const stop = world.answer("STOP");
    const { optOuts } = world;
    const remove = optOuts.remove.bind(optOuts);
    optOuts.remove = async (phone) => {
      optOuts.remove = remove;
      await world.byReplies(stop);
      return remove(phone);
    };
    await world.byReplies(start);
    expect(optOuts.numbers).toContain(PHONE);
  });
});
