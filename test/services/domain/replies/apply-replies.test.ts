import { METRICS } from "../../../../contracts/metrics";
import { appointment, PHONE, queueMessage } from "../../../support/data/records";
import { TEXTS } from "../../../support/data/texts";
import { RepliesWorld } from "../../../support/worlds/replies-world";

const START = Date.parse("2026-12-02T14:30:00-05:00");
let world: RepliesWorld;

beforeEach(() => {
  world = new RepliesWorld();
});

const inTable = (id = "appointment-1") => world.appointments.get(id);
const statuses = () =>
  world.replyTopic.events.map(({ status, reason }) => [status, ...(reason ? [reason] : [])].join(" "));
const texts = () => world.sms.delivered.slice(1).map(({ text }) => text);

describe("An answer to the only reminder of a phone", () => {
  beforeEach(async () => {
    await world.remind();
  });

  test.each([
    ["C", "CONFIRM", "CONFIRMED"],
    ["X", "CANCEL", "CANCEL_REQUESTED"],
    ["Please reschedule", "RESCHEDULE", "RESCHEDULE_REQUESTED"],
  ])("%s is %s in the table and in the log, and the event says %s", async (words, reply, status) => {
    await world.byReplies(world.answer(words, { id: "answer-1" }));
    const repliedAt = "2026-12-01T15:00:00.000Z";
    expect(inTable()).toMatchObject({ reply, repliedAt, replyStart: START });
    expect(world.log.item).toMatchObject({ status: "SMS_SENT", reply, repliedAt });
    expect(world.log.item.history.at(-1)).toMatchObject({
      status: "SMS_SENT",
      channel: "SMS",
      messageId: "answer-1",
      code: `REPLY_${reply}`,
    });
    const { notificationId, clinicId } = world.log.item;
    expect(world.replyTopic.events).toEqual([
      {
        schemaVersion: 1,
        status,
        replyId: "answer-1",
        notificationId,
        patientId: "patient-1",
        appointmentId: "appointment-1",
        clinicId,
        timestamp: START,
        channel: "SMS",
        occurredAt: repliedAt,
      },
    ]);
  });

  test("is acknowledged by one text to the same phone", async () => {
    await world.byReplies(world.answer("C"));
    expect(world.sms.delivered).toHaveLength(2);
    expect(world.sms.delivered.at(-1)).toMatchObject({ phoneNumber: PHONE });
    expect(texts()[0]).toContain("is confirmed");
    expect(world.stored.acknowledgedAt).toBeDefined();
  });

  test("that confirms keeps neither the words nor the phone", async () => {
    await world.byReplies(world.answer("Yes please"));
    expect(world.stored).not.toHaveProperty("text");
    expect(world.stored).not.toHaveProperty("phoneNumber");
    expect(world.stored).not.toHaveProperty("waiting");
  });

  test("that asks to cancel keeps the words, and does not wait for staff: the booking system has the event", async () => {
    await world.byReplies(world.answer("X"));
    expect(world.stored).toMatchObject({ meaning: "CANCEL", text: "X", phoneNumber: PHONE });
    expect(world.stored).not.toHaveProperty("waiting");
  });

  test("that asks for another time waits for staff, who find one", async () => {
    await world.byReplies(world.answer("please reschedule"));
    expect(world.stored).toMatchObject({ waiting: "staff", status: "RESCHEDULE_REQUESTED" });
  });

  test("that is unclear changes nothing, waits for staff with its words, and adds a line without them", async () => {
    await world.byReplies(world.answer("is the lift working?"));
    expect(inTable()).not.toHaveProperty("reply");
    expect(world.log.item).not.toHaveProperty("reply");
    expect(world.log.item.history.at(-1)).toMatchObject({ code: "REPLY_UNCLEAR" });
    expect(JSON.stringify(world.log.item.history)).not.toContain("lift");
    expect(world.stored).toMatchObject({ waiting: "staff", text: "is the lift working?", reason: "UNCLEAR_WORDS" });
    expect(statuses()).toEqual(["REPLY_UNCLEAR UNCLEAR_WORDS"]);
    expect(texts()).toEqual([expect.stringContaining("Reply C to confirm or X to cancel")]);
  });

  test("that SQS delivers twice is one answer: one line, one acknowledgement, the same event", async () => {
    const answer = world.answer("C");
    await world.byReplies(answer);
    await world.byReplies(answer);
    expect(world.log.item.history.filter(({ code }) => code === "REPLY_CONFIRM")).toHaveLength(1);
    expect(texts()).toHaveLength(1);
    const [first, second, ...others] = world.replyTopic.events;
    expect([second, others]).toEqual([first, []]);
    expect(world.metrics.calls.filter((values) => METRICS.replies in values)).toHaveLength(1);
  });

  test("whose store is in doubt is published when SQS delivers it again, and is not acknowledged twice", async () => {
    world.replies.failAfterNextStore();
    const answer = world.answer("C");
    expect(await world.byReplies(answer)).toMatchObject([{ status: "rejected" }]);
    expect(await world.byReplies(answer)).toMatchObject([{ status: "fulfilled" }]);
    expect(statuses()).toEqual(["CONFIRMED"]);
    expect(texts().length).toBeLessThanOrEqual(1);
  });

  test("whose event is not published is delivered again: the booking system must learn of it", async () => {
    world.replyTopic.failing = true;
    const answer = world.answer("X");
    expect(await world.byReplies(answer)).toMatchObject([{ status: "rejected" }]);
    world.replyTopic.failing = false;
    await world.byReplies(answer);
    expect(statuses()).toEqual(["CANCEL_REQUESTED"]);
    expect(world.metrics.calls.at(0)).toEqual({ [METRICS.retried]: 1 });
  });

  test("that is later holds, whichever comes first", async () => {
    const earlier = world.answer("C");
    world.clock.advance(30_000);
    const later = world.answer("X");
    await world.byReplies(later);
    await world.byReplies(earlier);
    expect(inTable()).toMatchObject({ reply: "CANCEL" });
    expect(world.log.item).toMatchObject({ reply: "CANCEL" });
    expect(statuses()).toEqual(["CANCEL_REQUESTED", "CONFIRMED"]);
    expect(texts()).toEqual([expect.stringContaining("cancel")]);
  });

  test.each([5, true, "soon", { at: 1 }, ["2026"]])(
    "replaces what the table has if that is no answer: %p",
    async (repliedAt) => {
      world.appointments.put({ ...inTable(), reply: "CONFIRM", repliedAt, replyStart: START } as never);
      await world.byReplies(world.answer("X"));
      expect(inTable()).toMatchObject({ reply: "CANCEL", repliedAt: "2026-12-01T15:00:00.000Z" });
    },
  );

  test.each([{ doctorName: 5 }, { location: "x".repeat(5_000) }, { email: { no: "email" } }, { contactPreference: 7 }])(
    "counts although its appointment has a fault that does not matter: %p",
    async (fault) => {
      world.appointments.put({ ...inTable(), ...fault } as never);
      await world.byReplies(world.answer("C"));
      expect(statuses()).toEqual(["CONFIRMED"]);
    },
  );

  test("of two in one batch, the later one holds", async () => {
    const now = world.clock.now();
    await world.byReplies(world.answer("X", { sentAt: now - 1_000 }), world.answer("C", { sentAt: now - 2_000 }));
    expect(inTable()).toMatchObject({ reply: "CANCEL" });
    expect(statuses()).toEqual(["CONFIRMED", "CANCEL_REQUESTED"]);
  });

  test("of thanks is unclear, but not after an answer", async () => {
    await world.byReplies(world.answer("C", { id: "answer-1" }));
    await world.byReplies(world.answer("Thank you!", { id: "answer-2" }));
    expect(world.replies.items.get("answer-2")).toEqual(
      expect.not.objectContaining({ waiting: "staff", status: expect.anything() }),
    );
    expect(statuses()).toEqual(["CONFIRMED"]);
    expect(texts()).toHaveLength(1);
  });

  test("is applied although others change the notification and the appointment at the same time", async () => {
    let writes = 0;
    world.answered.beforeWrite = () => {
      writes += 1;
      if (writes === 1) world.appointments.put({ ...inTable(), status: "booked" } as never);
    };
    await world.byReplies(world.answer("C"));
    expect(inTable()).toMatchObject({ reply: "CONFIRM", status: "booked" });
  });
});

describe("An answer about an appointment that has changed", () => {
  test.each([
    ["moved", { appointmentTime: "2026-12-03T14:30:00-05:00" }, "APPOINTMENT_MOVED"],
    [
      "at another clinic's zone",
      { timeZone: "America/Chicago", appointmentTime: "2026-12-02T14:30" },
      "APPOINTMENT_MOVED",
    ],
    ["cancelled", { status: "cancelled" as const }, "APPOINTMENT_ENDED"],
  ])("that is %s by now changes nothing and waits for staff", async (_, changes, reason) => {
    await world.remind();
    world.appointments.put({ ...inTable(), ...changes } as never);
    await world.byReplies(world.answer("X"));
    expect(inTable()).not.toHaveProperty("reply");
    expect(world.log.item).not.toHaveProperty("reply");
    expect(statuses()).toEqual([`REPLY_UNCLEAR ${reason}`]);
    expect(world.stored).toMatchObject({ waiting: "staff", reason, appointmentId: "appointment-1" });
    expect(texts()).toEqual([expect.not.stringContaining("Reply C")]);
  });

  test.each([
    ["another phone", { phoneNumber: "+12065550101" }, "REPLY_UNCLEAR PHONE_CHANGED"],
    ["the same phone in another notation", { phoneNumber: "+1 206 555 0100" }, "CANCEL_REQUESTED"],
    ["a phone that cannot be read", { phoneNumber: "ask at the desk" }, "CANCEL_REQUESTED"],
    ["no phone", { phoneNumber: undefined }, "CANCEL_REQUESTED"],
    ["a patient who prefers emails", { contactPreference: "email" as const }, "CANCEL_REQUESTED"],
  ])("that has %s by now cancels nothing for a stranger", async (_, changes, status) => {
    await world.remind();
    world.appointments.put({ ...inTable(), ...changes } as never);
    await world.byReplies(world.answer("X"));
    expect(statuses()).toEqual([status]);
    expect(inTable().reply).toBe(status === "CANCEL_REQUESTED" ? "CANCEL" : undefined);
    if (status !== "CANCEL_REQUESTED") expect(texts()).toEqual([expect.not.stringMatching(/Reply C|Dec/)]);
  });

  test("while it is written waits for staff", async () => {
    await world.remind();
    world.answered.beforeWrite = () => {
      world.appointments.put({ ...inTable(), appointmentTime: "2026-12-03T14:30:00-05:00" } as never);
    };
    await world.byReplies(world.answer("X"));
    expect(statuses()).toEqual(["REPLY_UNCLEAR APPOINTMENT_MOVED"]);
  });

  test("is about the new time once the patient has a text with it", async () => {
    await world.remind();
    await world.remind({ appointmentTime: "2026-12-03T14:30:00-05:00", revision: 1 });
    world.clock.advance(60_000);
    await world.byReplies(world.answer("C"));
    expect(inTable()).toMatchObject({ reply: "CONFIRM", replyStart: Date.parse("2026-12-03T14:30:00-05:00") });
  });

  test("to the text with the old time waits for staff although there is a newer text", async () => {
    const old = await world.remind();
    await world.remind({ appointmentTime: "2026-12-03T14:30:00-05:00", revision: 1 });
    await world.byReplies(world.answer("X", { answers: old }));
    expect(inTable()).not.toHaveProperty("reply");
    expect(statuses()).toEqual(["REPLY_UNCLEAR APPOINTMENT_MOVED"]);
  });

  test("that has begun waits for staff", async () => {
    await world.remind();
    world.clock.advance(START - world.clock.now() + 60_000);
    await world.byReplies(world.answer("sorry, can't make it"));
    expect(statuses()).toEqual(["REPLY_UNCLEAR APPOINTMENT_BEGUN"]);
    expect(world.stored).toMatchObject({ appointmentId: "appointment-1", waiting: "staff" });
    expect(texts()).toEqual([expect.not.stringContaining("Reply C")]);
  });

  test("that came before its start counts, although it is processed later", async () => {
    await world.remind();
    const answer = world.answer("C");
    world.clock.advance(START - world.clock.now() + 60_000);
    await world.byReplies(answer);
    expect(statuses()).toEqual(["CONFIRMED"]);
    expect(texts()).toEqual([]);
  });
});

describe("An answer about a message that says that the appointment was cancelled", () => {
  const news = { reminder: { kind: "cancelled" as const }, status: "cancelled" as const };
  beforeEach(() => {
    Object.assign(world.smsDependencies, { texts: TEXTS });
  });

  test("confirms nothing, although the booking system has deleted the appointment", async () => {
    await world.remind(news);
    world.appointments.items.clear();
    await world.byReplies(world.answer("OK"));
    expect(statuses()).toEqual(["REPLY_UNCLEAR APPOINTMENT_ENDED"]);
    expect(texts()).toEqual([expect.not.stringMatching(/confirm/i)]);
  });

  test("confirms nothing if another system queued it", async () => {
    await world.bySms(queueMessage(appointment()));
    await world.bySms(queueMessage(appointment(news)));
    expect(texts()).toHaveLength(1);
    await world.byReplies(world.answer("OK"), world.answer("C", { answers: "sms-1" }));
    expect(statuses()).toEqual(["REPLY_UNCLEAR APPOINTMENT_ENDED", "REPLY_UNCLEAR APPOINTMENT_ENDED"]);
    expect(world.log.items.map(({ reply }) => reply)).toEqual([undefined, undefined]);
  });
});

test("An answer to the text with the old time of what another system moved waits for staff", async () => {
  await world.bySms(queueMessage(appointment()));
  await world.bySms(queueMessage(appointment({ appointmentTime: "2026-12-03T14:30:00-05:00" })));
  await world.byReplies(world.answer("C", { answers: "sms-1" }));
  expect(statuses()).toEqual(["REPLY_UNCLEAR APPOINTMENT_MOVED"]);
});

describe("An answer from a phone with several appointments", () => {
  const other = { appointmentId: "appointment-2", appointmentTime: "2026-12-02T16:00:00-05:00" };

  test("without the answered id waits for staff", async () => {
    await world.remind();
    await world.remind(other);
    await world.byReplies(world.answer("yes"));
    expect(statuses()).toEqual(["REPLY_UNCLEAR SEVERAL_APPOINTMENTS"]);
    expect(world.stored).toMatchObject({ patientId: "patient-1", waiting: "staff" });
    expect([inTable().reply, inTable("appointment-2").reply]).toEqual([undefined, undefined]);
  });

  test("is about the one whose text it answers", async () => {
    const first = await world.remind();
    await world.remind(other);
    await world.byReplies(world.answer("yes", { answers: first }));
    expect([inTable().reply, inTable("appointment-2").reply]).toEqual(["CONFIRM", undefined]);
  });

  test("of several patients names none", async () => {
    await world.remind();
    await world.remind({ ...other, patientId: "patient-2" });
    await world.byReplies(world.answer("X"));
    expect(world.replyTopic.events[0]).not.toHaveProperty("patientId");
    expect(world.stored.reason).toBe("SEVERAL_APPOINTMENTS");
  });

  test("with an id of another phone's text waits for staff", async () => {
    const theirs = await world.remind({ ...other, patientId: "patient-2", phoneNumber: "+12065550101" });
    await world.remind();
    await world.remind({ ...other, appointmentId: "appointment-3" });
    await world.byReplies(world.answer("X", { answers: theirs }));
    expect(statuses()).toEqual(["REPLY_UNCLEAR SEVERAL_APPOINTMENTS"]);
  });

  test("of which one is over is about the other", async () => {
    await world.remind({ ...other, appointmentTime: "2026-12-01T10:30:00-05:00" });
    await world.remind();
    world.clock.advance(3_600_000);
    await world.byReplies(world.answer("C"));
    expect(inTable()).toMatchObject({ reply: "CONFIRM" });
  });

  test("two steps of one appointment's plan are one appointment", async () => {
    await world.remind();
    await world.remind({ reminder: { step: "3h" } });
    await world.byReplies(world.answer("C"));
    expect(inTable()).toMatchObject({ reply: "CONFIRM" });
  });
});

describe("An answer from a phone without a reminder", () => {
  test("waits once for the index, and then for staff, without a text to a stranger", async () => {
    const answer = world.answer("C", { from: "+12065550177", receives: 1 });
    expect(await world.byReplies(answer)).toMatchObject([{ status: "rejected" }]);
    expect(world.metrics.calls).toEqual([]);
    await world.byReplies({ ...answer, receives: 2 });
    expect(statuses()).toEqual(["REPLY_UNCLEAR NO_APPOINTMENT"]);
    expect(world.sms.delivered).toEqual([]);
  });

  test("finds a reminder that is faster than the index at the second time", async () => {
    await world.remind();
    world.replyLog.indexLags = true;
    const answer = world.answer("C", { receives: 1 });
    await world.byReplies(answer);
    world.replyLog.indexLags = false;
    await world.byReplies({ ...answer, receives: 2 });
    expect(statuses()).toEqual(["CONFIRMED"]);
  });

  test("finds a text whose send is not recorded yet", async () => {
    world.log.failOn("recordSmsSent", new Error("died"), false, 20);
    await world.bySms(world.storedMessage()).catch(() => {});
    expect(world.log.item.status).toBe("SMS_SENDING");
    await world.byReplies(world.answer("C"));
    expect(inTable()).toMatchObject({ reply: "CONFIRM" });
  });

  test("does not find a notification that went by email only", async () => {
    world.sms.optedOut.add(PHONE);
    await world.bySms(world.storedMessage());
    await world.byReplies(world.answer("C"));
    expect(statuses()).toEqual(["REPLY_UNCLEAR NO_APPOINTMENT"]);
  });
});

describe("An answer about a message that another system queued", () => {
  test("is in the log and in the event, and creates no appointment", async () => {
    await world.bySms(queueMessage(appointment({ appointmentId: undefined })));
    await world.byReplies(world.answer("C"));
    expect(world.log.item).toMatchObject({ reply: "CONFIRM" });
    expect(world.appointments.items.size).toBe(0);
    expect(statuses()).toEqual(["CONFIRMED"]);
  });

  test("is acknowledged with the time in the zone that its text named", async () => {
    const there = { appointmentTime: "2026-12-02T13:30", timeZone: "America/Chicago" };
    await world.bySms(queueMessage(appointment({ ...there, appointmentId: undefined })));
    await world.byReplies(world.answer("C"));
    expect(texts()[0]).toContain("1:30 PM");
  });
});
