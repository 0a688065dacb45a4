import { NOW, PHONE } from "../../../support/data/records";
import { PHONE_DIGEST } from "../../../support/worlds/pipeline-world";
import { RepliesWorld } from "../../../support/worlds/replies-world";

let world: RepliesWorld;
beforeEach(() => {
  world = new RepliesWorld();
});

/** The patient was reminded, and then erased. */
async function erased() {
  await world.remind();
  await world.log.apply("erase", { key: world.log.item, queueMessageId: "", batchId: "operator", claimId: "erasure" });
  world.replies.erasedPhones.set(PHONE_DIGEST(PHONE), NOW + 10_000);
}

test.each(["C", "X", "can you call me"])(
  "An answer from before the erasure of its patient is acknowledged to SQS, and neither stored nor published: %s",
  async (text) => {
    await erased();
    const [result] = await world.byReplies(world.answer(text, { sentAt: NOW + 5_000 }));
    expect(result).toMatchObject({ status: "fulfilled" });
    expect([world.replies.items.size, world.replyTopic.events]).toEqual([0, []]);
    expect(world.log.item.history).toHaveLength(1);
  },
);

test("STOP is honoured also from before the erasure, and stored without the phone", async () => {
  await erased();
  await world.byReplies(world.answer("STOP", { sentAt: NOW + 5_000 }));
  expect([...world.sms.optedOut]).toEqual([PHONE]);
  expect(world.stored).not.toHaveProperty("phoneNumber");
});

test("An answer from after the erasure is new, and waits for staff", async () => {
  await erased();
  await world.byReplies(world.answer("can you call me", { sentAt: NOW + 10_001 }));
  expect(world.stored).toMatchObject({ waiting: "staff", phoneNumber: PHONE });
});

test("An answer of another patient with the same phone is not lost", async () => {
  await erased();
  world.clock.advance(60_000);
  await world.remind({ appointmentId: "appointment-2", patientId: "patient-2" });
  world.replies.erasedPhones.set(PHONE_DIGEST(PHONE), NOW + 400_000);
  await world.byReplies(world.answer("C", { sentAt: NOW + 300_000 }));
  expect(world.stored).toMatchObject({ meaning: "CONFIRM", patientId: "patient-2" });
});

test("An answer that was erased is not processed again when it is delivered again", async () => {
  await world.remind();
  const answer = world.answer("can you call me", { id: "answer-1" });
  await world.byReplies(answer);
  const { meaning, receivedAt, ttl } = world.stored;
  const left = { replyId: "answer-1", meaning, receivedAt, ttl, erasedAt: NOW };
  world.replies.items.set("answer-1", left);
  world.replyTopic.events.length = 0;
  await world.byReplies(answer);
  expect([world.stored, world.replyTopic.events]).toEqual([left, []]);
});
