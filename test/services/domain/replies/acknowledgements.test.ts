import type { StoredReply } from "../../../../contracts/tables/replies-table";
import { CLINICS } from "../../../support/data/clinics";
import { RepliesWorld } from "../../../support/worlds/replies-world";

let world: RepliesWorld;

beforeEach(async () => {
  world = new RepliesWorld();
  await world.remind();
});

/** The texts after the reminder. */
const texts = () => world.sms.delivered.slice(1).map(({ text }) => text);

test("An unclear answer is acknowledged once a day, however many follow", async () => {
  for (const words of ["hello there my friend", "what?", "😀🤷", "asdf"]) await world.byReplies(world.answer(words));
  expect(texts()).toHaveLength(1);
  world.clock.advance(86_400_000 / 4);
  expect(world.replies.items.size).toBe(4);
});

test("An unclear answer is acknowledged although a clear one was before", async () => {
  await world.byReplies(world.answer("C"));
  await world.byReplies(world.answer("can I bring my son?"));
  await world.byReplies(world.answer("and my dog?"));
  await world.byReplies(world.answer("X"));
  expect(texts()).toHaveLength(3);
});

test("A phone gets ten acknowledgements a day at most", async () => {
  for (let count = 0; count < 30; count += 1) await world.byReplies(world.answer(count % 2 ? "C" : "X"));
  expect(texts()).toHaveLength(10);
  expect(world.appointments.get("appointment-1")).toMatchObject({ reply: "CONFIRM" });
});

test("Of more than a hundred answers a day from one phone, one stands for the rest, and costs no text", async () => {
  for (let count = 0; count < 120; count += 1) await world.byReplies(world.answer(`and ${count}?`, { receives: 1 }));
  const waiting = [...world.replies.items.values()].filter((reply) => reply.waiting);
  expect(waiting).toHaveLength(101);
  expect(waiting.at(-1)).toMatchObject({ reason: "TOO_MANY_ANSWERS" });
  expect(waiting.at(-1)).not.toHaveProperty("text");
  expect(world.replyTopic.events).toHaveLength(101);
  expect(texts()).toHaveLength(1);
});

test("More answers of such a phone wait again once staff have closed the one that stood for them", async () => {
  const ask = (count: number) => world.byReplies(world.answer(`and ${count}?`, { receives: 1 }));
  for (let count = 0; count <= 100; count += 1) await ask(count);
  const [id, stands] = [...world.replies.items].at(-1) ?? [];
  const { waiting: _, ...closed } = { ...stands, doneAt: "2026-12-01T16:00:00.000Z" } as StoredReply;
  world.replies.items.set(String(id), closed);
  for (let count = 0; count < 3; count += 1) await ask(count);
  expect([...world.replies.items.values()].at(-1)).toMatchObject({ reason: "TOO_MANY_ANSWERS", waiting: "staff" });
  expect(world.replies.items.size).toBe(102);
  expect(world.replyTopic.events).toHaveLength(102);
});

test("An answer that fails and is delivered again counts once", async () => {
  const note = jest.spyOn(world.replyLog, "note").mockRejectedValue(new Error("down"));
  for (let count = 0; count < 20; count += 1) {
    const answer = world.answer("C");
    for (let receives = 1; receives <= 10; receives += 1) await world.byReplies({ ...answer, receives });
  }
  note.mockRestore();
  await world.byReplies(world.answer("X", { receives: 1 }));
  expect(world.appointments.get("appointment-1")).toMatchObject({ reply: "CANCEL" });
});

test("An answer that is older than a quarter of an hour is not acknowledged", async () => {
  const answer = world.answer("C");
  world.clock.advance(16 * 60_000);
  await world.byReplies(answer);
  expect(texts()).toEqual([]);
  expect(world.appointments.get("appointment-1")).toMatchObject({ reply: "CONFIRM" });
});

test("An answer from the DLQ is as old as its first message", async () => {
  const attributes = { FirstSentAt: String(world.clock.now() - 3_600_000) };
  await world.byReplies(world.answer("C", { attributes }));
  expect(texts()).toEqual([]);
  expect(world.stored.receivedAt).toBe("2026-12-01T14:00:00.000Z");
});

test("While texts are stopped, none acknowledges an answer", async () => {
  world.stops.stopped.add("SMS");
  await world.byReplies(world.answer("C"));
  expect(texts()).toEqual([]);
  expect(world.appointments.get("appointment-1")).toMatchObject({ reply: "CONFIRM" });
});

test.each([
  ["the clinic that sent the reminder", "SMS:default", 0],
  ["another clinic", "SMS:south", 1],
] as const)("A stop of %s decides whether an answer is acknowledged", async (_, stopped, expected) => {
  world.stops.stopped.add(stopped);
  await world.byReplies(world.answer("C"));
  expect(texts()).toHaveLength(expected);
});

test("A clinic may switch acknowledgements off", async () => {
  const silent = { find: (id?: string) => ({ ...CLINICS.find(id), acknowledgesReplies: false }) } as typeof CLINICS;
  world.repliesDependencies = { ...world.repliesDependencies, clinics: silent };
  await world.byReplies(world.answer("C"));
  await world.byReplies(world.answer("what?"));
  expect(texts()).toEqual([]);
});

test("No answer fails because its acknowledgement does", async () => {
  world.sms.failSends(1, "InvalidParameter");
  expect(await world.byReplies(world.answer("C"))).toMatchObject([{ status: "fulfilled" }]);
  expect(world.logger.lines).toContainEqual(expect.objectContaining({ event: "answer not acknowledged" }));
});

test("An acknowledgement names neither the patient nor the practitioner nor the place", async () => {
  await world.byReplies(world.answer("C"));
  expect(texts()[0]).not.toMatch(/Johnson|North Clinic|Room|Ana/);
});
