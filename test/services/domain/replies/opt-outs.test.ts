import { METRICS } from "../../../../contracts/metrics";
import { appointment, PHONE } from "../../../support/data/records";
import { RepliesWorld } from "../../../support/worlds/replies-world";

let world: RepliesWorld;

beforeEach(() => {
  world = new RepliesWorld();
});

const statuses = () =>
  world.replyTopic.events.map(({ status, reason }) => [status, ...(reason ? [reason] : [])].join(" "));
const selfManaged = () => {
  world.repliesDependencies = { ...world.repliesDependencies, selfManagedOptOuts: true };
};

describe("STOP", () => {
  test("puts the phone on the opt-out list, and no text confirms it: AWS does", async () => {
    await world.remind();
    await world.byReplies(world.answer("please stop texting me"));
    expect(world.optOuts.numbers).toContain(PHONE);
    expect(world.sms.delivered).toHaveLength(1);
    expect(statuses()).toEqual(["OPTED_OUT"]);
    expect(world.replyTopic.events[0]).toMatchObject({ patientId: "patient-1", appointmentId: "appointment-1" });
    expect(world.metrics.calls.at(-1)).toEqual({ [METRICS.replies]: 1, [METRICS.optOuts]: 1 });
  });

  test("stops all further texts, and reminders go on by email", async () => {
    await world.remind();
    await world.byReplies(world.answer("STOP"));
    const next = appointment({ appointmentId: "appointment-2", appointmentTime: "2026-12-02T16:00:00-05:00" });
    await world.bySms(world.storedMessage(next, "message-9"));
    expect(world.sms.delivered).toHaveLength(1);
    expect(world.emailQueue.messages).toHaveLength(1);
  });

  test("of a number with self-managed opt-outs is confirmed by one text, before the phone is on the list", async () => {
    selfManaged();
    await world.remind();
    const answer = world.answer("STOP");
    await world.byReplies(answer);
    await world.byReplies(answer);
    expect(world.sms.delivered).toHaveLength(2);
    expect(world.sms.delivered[1]?.text).toContain("START");
    expect(world.optOuts.numbers).toContain(PHONE);
  });

  test("that is older than five minutes is honoured, and no text confirms it: none would be lawful", async () => {
    selfManaged();
    await world.remind();
    await world.byReplies(world.answer("STOP", { sentAt: world.clock.now() - 301_000 }));
    expect(world.optOuts.numbers).toContain(PHONE);
    expect(world.sms.delivered).toHaveLength(1);
  });

  test("is honoured although its confirmation cannot be sent", async () => {
    selfManaged();
    await world.remind();
    world.stops.stopped.add("SMS");
    await world.byReplies(world.answer("STOP"));
    expect(world.optOuts.numbers).toContain(PHONE);
  });

  test("is delivered again until the list has the phone", async () => {
    await world.remind();
    world.optOuts.failing = true;
    const answer = world.answer("stop");
    expect(await world.byReplies(answer)).toMatchObject([{ status: "rejected" }]);
    world.optOuts.failing = false;
    await world.byReplies(answer);
    expect(world.optOuts.numbers).toContain(PHONE);
    expect(statuses()).toEqual(["OPTED_OUT"]);
  });

  test("of a phone without a reminder is honoured at once", async () => {
    await world.byReplies(world.answer("STOP", { from: "+12065550177", receives: 1 }));
    expect(world.optOuts.numbers).toContain("+12065550177");
  });

  test("of a phone with several patients is honoured, and the event names none", async () => {
    await world.remind();
    await world.remind({ appointmentId: "appointment-2", patientId: "patient-2" });
    await world.byReplies(world.answer("STOP"));
    expect(world.optOuts.numbers).toContain(PHONE);
    expect(world.replyTopic.events).toEqual([expect.not.objectContaining({ patientId: expect.anything() })]);
  });

  test("is honoured however many answers the phone has sent", async () => {
    await world.remind();
    for (let count = 0; count < 101; count += 1)
      await world.byReplies(world.answer(`what about ${count}?`, { receives: 1 }));
    await world.byReplies(world.answer("STOP"));
    expect(world.optOuts.numbers).toContain(PHONE);
  });

  test("does not change what the patient answered about the appointment", async () => {
    await world.remind();
    await world.byReplies(world.answer("C"));
    await world.byReplies(world.answer("STOP"));
    expect(world.appointments.get("appointment-1")).toMatchObject({ reply: "CONFIRM" });
  });
});

describe("STOP is honoured, and delivered again for the rest,", () => {
  test.each([
    ["nobody can say whether it is known", () => jest.spyOn(world.replies, "find").mockRejectedValue(new Error())],
    ["the log cannot be read", () => jest.spyOn(world.replyLog, "find").mockRejectedValue(new Error("down"))],
    ["the log cannot be written", () => jest.spyOn(world.replyLog, "note").mockRejectedValue(new Error("down"))],
    ["others change the log at every attempt", () => jest.spyOn(world.replyLog, "note").mockResolvedValue(false)],
    ["the table of answers is out of reach", () => jest.spyOn(world.replies, "store").mockRejectedValue(new Error())],
    ["the table does not take the phone's wish", () => jest.spyOn(world.replies, "noteWish").mockRejectedValue(0)],
    ["its event cannot be published", () => jest.spyOn(world.replyTopic, "publish").mockRejectedValue(new Error())],
    [
      "nothing but the list works",
      () => {
        jest.spyOn(world.replyLog, "find").mockRejectedValue(new Error("down"));
        jest.spyOn(world.replies, "noteWish").mockRejectedValue(new Error("down"));
      },
    ],
  ])("although %s", async (_, breaks) => {
    await world.remind();
    breaks();
    await world.byReplies(world.answer("Please stop texting me"));
    expect(world.optOuts.numbers).toContain(PHONE);
  });
});

describe("Of STOP and START, the one that was written last holds", () => {
  const stop = (secondsAgo: number) => world.answer("STOP", { sentAt: world.clock.now() - secondsAgo * 1_000 });
  const start = (secondsAgo: number) => world.answer("START", { sentAt: world.clock.now() - secondsAgo * 1_000 });
  beforeEach(async () => {
    await world.remind();
  });

  test("if a START that failed is delivered again after STOP", async () => {
    const earlier = start(60);
    world.optOuts.failing = true;
    await world.byReplies(earlier);
    world.optOuts.failing = false;
    await world.byReplies(stop(30));
    await world.byReplies(earlier);
    expect(world.optOuts.numbers).toContain(PHONE);
    expect(world.sms.delivered).toHaveLength(1);
  });

  test("if a START that was applied is delivered again after STOP", async () => {
    const earlier = start(60);
    await world.byReplies(earlier);
    await world.byReplies(stop(30));
    await world.byReplies(earlier);
    expect(world.optOuts.numbers).toContain(PHONE);
  });

  test("if a STOP is redriven after START", async () => {
    const earlier = stop(60);
    await world.byReplies(start(30));
    await world.byReplies(earlier);
    expect(world.optOuts.numbers).not.toContain(PHONE);
  });

  test("if STOP comes while START is taking the phone off the list", async () => {
    await world.byReplies(stop(90));
    const remove = world.optOuts.remove.bind(world.optOuts);
    world.optOuts.remove = async (phoneNumber) => {
      world.optOuts.remove = remove;
      await world.byReplies(stop(30));
      return remove(phoneNumber);
    };
    await world.byReplies(start(60));
    expect(world.optOuts.numbers).toContain(PHONE);
  });
});

test.each(["STOP", "START"])(
  "%s of a sender that is no phone waits for staff: no list can be changed",
  async (word) => {
    await world.byReplies(world.answer(word, { from: "20655" }));
    expect(statuses()).toEqual(["REPLY_UNCLEAR OPT_OUT_LIST_REFUSED"]);
    expect(world.stored).toMatchObject({ waiting: "staff" });
  },
);

describe("START", () => {
  test("takes the phone off the list, and is acknowledged", async () => {
    await world.remind();
    await world.byReplies(world.answer("STOP"));
    world.clock.advance(1_000);
    await world.byReplies(world.answer("START"));
    expect(world.optOuts.numbers).not.toContain(PHONE);
    expect(statuses()).toEqual(["OPTED_OUT", "OPTED_IN"]);
    expect(world.sms.delivered).toHaveLength(2);
  });

  test("that the carrier refuses, as within 30 days, waits for staff", async () => {
    await world.remind();
    world.optOuts.refusesRemoval = true;
    await world.byReplies(world.answer("START"));
    expect(statuses()).toEqual(["REPLY_UNCLEAR OPT_OUT_LIST_REFUSED"]);
    expect(world.stored).toMatchObject({ waiting: "staff" });
  });
});

describe("HELP", () => {
  test("that arrives although AWS answers HELP waits for staff", async () => {
    await world.remind();
    await world.byReplies(world.answer("help"));
    expect(world.stored).toMatchObject({ meaning: "HELP", waiting: "staff" });
  });

  test("to a number with self-managed opt-outs is answered, whoever asks, and needs no person", async () => {
    selfManaged();
    await world.byReplies(world.answer("HELP", { from: "+12065550177" }));
    expect(world.sms.delivered).toMatchObject([{ phoneNumber: "+12065550177" }]);
    expect(world.stored).toEqual(expect.not.objectContaining({ waiting: "staff" }));
    expect(world.replyTopic.events).toEqual([]);
  });
});
