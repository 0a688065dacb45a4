/** Answers that nobody expects: each is applied for certain, or waits for staff, and none costs more than one text. */
import { PHONE } from "../../support/data/records";
import { RepliesWorld } from "../../support/worlds/replies-world";

let world: RepliesWorld;
beforeEach(async () => {
  world = new RepliesWorld();
  await world.remind();
});

const texts = () => world.sms.delivered.length - 1;
const inTable = () => world.appointments.get("appointment-1");

const ODD: readonly (readonly [what: string, text: string])[] = [
  ["nothing, as of a picture", ""],
  ["only spaces", " \n\t\u00a0\u200b\ufeff "],
  ["emoji without a plain meaning", "🦄🚲🍕"],
  ["1,600 characters", "na ".repeat(533)],
  ["1,600 times the key", "C".repeat(1_600)],
  ["one long word", "x".repeat(1_600)],
  ["another script", "ወደ ቀጠሮዬ እመጣለሁ ብዬ አስባለሁ"],
  ["text from right to left with marks", "\u202eCANCEL\u202c أنا لا أعرف"],
  ["control characters", "\u0000\u0007C\u001b[31mX\u0008"],
  ["half of a surrogate pair", "\ud83d"],
  ["combining marks without end", `C${"\u0301".repeat(1_500)}`],
  ["a script", "<script>alert(1)</script>"],
  ["JSON", '{"reply":"CANCEL","waiting":"staff"}'],
  ["an expression of DynamoDB", "#reply = :reply"],
  ["a placeholder", "{date} $clinic %s"],
  ["a name of an object's own", "__proto__"],
  ["another name of an object's own", "constructor"],
  ["both keys", "C or X?"],
  ["the reminder itself", "Reminder: Your appointment is scheduled. Reply C to confirm or X to cancel."],
  ["leftovers of MMS", "<mms subject: no subject> image000000.jpg"],
];

test.each(ODD)("An answer with %s cancels nothing, and costs one text at most", async (_, text) => {
  expect(await world.byReplies(world.answer(text))).toMatchObject([{ status: "fulfilled" }]);
  expect(inTable().reply).not.toBe("CANCEL");
  expect(texts()).toBeLessThanOrEqual(1);
  const { status, waiting } = world.stored;
  expect(waiting === "staff" || (status !== undefined && status !== "REPLY_UNCLEAR")).toBe(true);
});

test.each(ODD)(
  "The words of an answer with %s are in no log line, metric, event or line of history",
  async (_, text) => {
    await world.byReplies(world.answer(`${text} Zq9secret`));
    world.replyTopic.failing = true;
    await world.byReplies(world.answer(`Zq9secret ${text}`));
    const { logger, metrics, replyTopic, log } = world;
    const written = JSON.stringify([logger.lines, metrics.calls, replyTopic.events, log.item.history]);
    expect(written).not.toMatch(/zq9secret/i);
    expect(written).not.toContain(PHONE);
  },
);

test("A number that is forged as a patient's gets no data: the patient's own phone gets the acknowledgement", async () => {
  await world.byReplies(world.answer("C", { from: PHONE }));
  expect(world.sms.delivered.at(-1)).toMatchObject({ phoneNumber: PHONE });
});

test.each(["", "AWS", "55155", "+1", "tel:+12065550100", "+12065550100;ext=1", "٠١٢٣٤٥٦٧٨٩"])(
  "A sender that is no phone number is no patient: %j",
  async (from) => {
    await world.byReplies(world.answer("X", { from }));
    expect(inTable()).not.toHaveProperty("reply");
    expect(texts()).toBe(0);
  },
);

test("Thousands of answers from one phone cost ten texts a day, a bounded list for staff, and stop nobody else", async () => {
  await world.remind({ appointmentId: "appointment-2", patientId: "patient-2", phoneNumber: "+12065550101" });
  const before = world.sms.delivered.length;
  for (let count = 0; count < 200; count += 1) {
    const flood = Array.from({ length: 10 }, (_, index) =>
      world.answer(["C", "X", "what?", "🙂"][index % 4] ?? "", { receives: 1 }),
    );
    await world.byReplies(...flood);
  }
  await world.byReplies(world.answer("C", { from: "+12065550101" }));
  expect(world.sms.delivered.length - before).toBeLessThanOrEqual(11);
  expect(world.replies.items.size).toBeLessThanOrEqual(102);
  expect(world.appointments.get("appointment-2")).toMatchObject({ reply: "CONFIRM" });
});
