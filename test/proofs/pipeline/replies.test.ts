/** Patients who answer their reminder, by both carriers of texts: from the answer to the log, the event and the acknowledgement. */
import { GetCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import type { AppointmentMessage } from "../../../contracts/appointment-message";
import type { StoredReply } from "../../../contracts/tables/replies-table";
import { totalOf } from "../../../services/domain/queue-counts";
import { awsEnvironment } from "../../support/environment";
import { eventually } from "../../support/eventually";
import { ops } from "../../support/ops";
import { anAppointment, NAMES, type PipelineRun, startPipeline } from "../../support/worlds/pipeline-run";
import { subscribe } from "../../support/worlds/topic-subscriber";

/** Occurs in answers only, so that a search for it only finds leaks. */
const PLANTED = "quackenbush";

describe.each([
  { smsCarrier: "sns", selfManagedOptOuts: "false" },
  { smsCarrier: "end-user-messaging", selfManagedOptOuts: "true" },
])("with the carrier $smsCarrier and selfManagedOptOuts=$selfManagedOptOuts", ({ smsCarrier, selfManagedOptOuts }) => {
  let pipeline: PipelineRun;
  let subscriber: Awaited<ReturnType<typeof subscribe>>;
  beforeAll(async () => {
    pipeline = await startPipeline(undefined, { commandLine: { smsCarrier, selfManagedOptOuts } }, true);
    subscriber = await subscribe(pipeline.cloud, NAMES.topic);
  });
  afterAll(() => pipeline.stop());

  const find = async (TableName: string, Key: object) =>
    (await pipeline.cloud.dynamodb.send(new GetCommand({ TableName, Key, ConsistentRead: true }))).Item;
  /** Books an appointment and waits for its text. */
  const texted = async (changes: Partial<AppointmentMessage> = {}) => {
    const appointment = anAppointment(changes);
    const { phoneNumber = "", appointmentId, patientId } = appointment;
    await pipeline.cloud.dynamodb.send(new PutCommand({ TableName: NAMES.appointmentsTable, Item: appointment }));
    await pipeline.send(appointment);
    const { messageId } = await pipeline.ended(appointment, "SMS_DELIVERED");
    return { appointment, phoneNumber, messageId, key: { appointmentId, patientId } };
  };
  /** Answers, and waits for what became of it. */
  const answered = async (phoneNumber: string, message: string) => {
    const { inboundMessageId } = await pipeline.cloud.reply(phoneNumber, message);
    const Key = { replyId: inboundMessageId };
    return eventually(
      "the answer is stored",
      async () => (await find(NAMES.repliesTable, Key)) as StoredReply | undefined,
    );
  };
  const texts = async (phoneNumber: string) => (await pipeline.textsTo(phoneNumber)).map(({ message }) => message);
  const textCount = (phoneNumber: string, count: number) =>
    eventually(`${count} texts`, async () => (await pipeline.textsTo(phoneNumber)).length === count);

  test.each([
    ["en", "Yes, thank you!", "CONFIRM", "CONFIRMED"],
    ["es", "No puedo ir", "CANCEL", "CANCEL_REQUESTED"],
    ["fr", "Oui", "CONFIRM", "CONFIRMED"],
  ] as const)(
    "an answer in %s (%s) is in the log, in the table and on the topic as %s, and is acknowledged once",
    async (language, message, reply, status) => {
      const { appointment, phoneNumber, key } = await texted({ language });
      const { replyId, ...stored } = await answered(phoneNumber, message);
      expect(stored).toMatchObject({ meaning: reply, status, ...key, acknowledgedAt: expect.any(String) });
      expect(stored.waiting).toBeUndefined();
      // 1. The event, by which a booking system knows.
      const event = await subscriber.eventWith("replyId", replyId);
      expect(event).toMatchObject({ status, ...key, channel: "SMS", attributes: { status, channel: "SMS" } });
      // 2. The table and the log.
      expect(await find(NAMES.appointmentsTable, key)).toMatchObject({ reply, repliedAt: stored.receivedAt });
      const item = await pipeline.item(appointment);
      expect(item).toMatchObject({ reply, status: "SMS_DELIVERED" });
      const lines = item?.history.filter(({ messageId }) => messageId === replyId);
      expect(lines).toMatchObject([{ code: `REPLY_${reply}`, channel: "SMS" }]);
      // 3. The timeline that operators see, without the patient's words.
      awsEnvironment(pipeline.cloud.endpoint);
      const { out } = await ops(["log", "notification", item?.notificationId ?? ""]);
      expect(out).toContain(`REPLY_${reply}`);
      expect(out).not.toContain(message);
      // 4. The acknowledgement, with the appointment's time.
      await textCount(phoneNumber, 2);
      const [reminder = "", acknowledgement = ""] = await texts(phoneNumber);
      const time = /\d{1,2}[:.h]\d\d/.exec(reminder)?.[0];
      expect(acknowledgement).toContain(time);
    },
  );

  test("of two appointments, the one whose text is answered is confirmed; an answer to neither waits for staff", async () => {
    const first = await texted();
    const second = await texted({ phoneNumber: first.phoneNumber });
    const byId = await answered(first.phoneNumber, "yes");
    expect(byId).toMatchObject({ status: "CONFIRMED", ...second.key });
    expect(await find(NAMES.appointmentsTable, first.key)).not.toHaveProperty("reply");
    await textCount(first.phoneNumber, 3);
    // It answers the acknowledgement, which is about no reminder.
    const { replyId, ...uncertain } = await answered(first.phoneNumber, "C");
    expect(uncertain).toMatchObject({ status: "REPLY_UNCLEAR", reason: "SEVERAL_APPOINTMENTS", waiting: "staff" });
    expect(uncertain).toMatchObject({ text: "C", phoneNumber: first.phoneNumber });
    expect(await subscriber.eventWith("replyId", replyId)).toMatchObject({ reason: "SEVERAL_APPOINTMENTS" });
    expect(await find(NAMES.appointmentsTable, first.key)).not.toHaveProperty("reply");
  });

  test("a question waits for staff with its words, and changes nothing", async () => {
    const { phoneNumber, key } = await texted();
    const question = `Is ${PLANTED} street closed?`;
    const reply = await answered(phoneNumber, question);
    expect(reply).toMatchObject({ status: "REPLY_UNCLEAR", waiting: "staff", text: question, phoneNumber });
    expect(await find(NAMES.appointmentsTable, key)).not.toHaveProperty("reply");
  });

  test("an answer from a phone that got no text waits for staff, and is not answered", async () => {
    const phoneNumber = "+12065550188";
    const reply = await answered(phoneNumber, "C");
    expect(reply).toMatchObject({ status: "REPLY_UNCLEAR", reason: "NO_APPOINTMENT", waiting: "staff", text: "C" });
    expect(await texts(phoneNumber)).toEqual([]);
  });

  /** The next reminder of a patient who opted out. */
  const byEmailOnly = async (phoneNumber: string) => {
    const before = (await texts(phoneNumber)).length;
    const next = anAppointment({ phoneNumber });
    await pipeline.send(next);
    const { history } = await pipeline.ended(next, "EMAIL_DELIVERED");
    expect(history.map(({ status }) => status)).not.toContain("SMS_SENT");
    expect(await pipeline.emailsTo(next.email ?? "")).toHaveLength(1);
    expect(await texts(phoneNumber)).toHaveLength(before);
  };

  test("STOP ends all texts, is confirmed by one text, and reminders go on by email", async () => {
    const { phoneNumber } = await texted();
    const { keyword } = await pipeline.cloud.reply(phoneNumber, "STOP");
    expect(keyword).toBe(selfManagedOptOuts === "true" ? undefined : "OPT_OUT");
    await textCount(phoneNumber, 2);
    const [, confirmation] = await pipeline.textsTo(phoneNumber);
    expect(confirmation?.automatic === true).toBe(selfManagedOptOuts === "false");
    await pipeline.drained();
    await byEmailOnly(phoneNumber);
  });

  test("a wish for no more texts in other words is an opt-out, too, and START ends it", async () => {
    const { phoneNumber } = await texted();
    expect(await answered(phoneNumber, "please stop texting me")).toMatchObject({ status: "OPTED_OUT" });
    await pipeline.drained();
    await byEmailOnly(phoneNumber);
    expect(await answered(phoneNumber, "START")).toMatchObject({ status: "OPTED_IN" });
    await texted({ phoneNumber });
  });

  test("no call of a function was refused, no answer is in a DLQ, and nothing that operators read has its words", async () => {
    await pipeline.drained();
    expect((await pipeline.cloud.permissions()).refused).toEqual([]);
    const counts = Object.entries(await pipeline.cloud.queueCounts());
    expect(counts.flatMap(([name, count]) => (name.includes("dlq") && totalOf(count) > 0 ? [name] : []))).toEqual([]);
    const { metrics, replies } = await pipeline.cloud.outbox();
    expect(JSON.stringify(replies)).toContain(PLANTED);
    const answers = (await (await fetch(`${pipeline.cloud.endpoint}/_local/answers`)).json()) as StoredReply[];
    const delivered = replies.filter(({ keyword }) => !keyword).map(({ inboundMessageId }) => inboundMessageId);
    expect(answers.map(({ replyId }) => replyId).sort()).toEqual(delivered.sort());
    const read = JSON.stringify([metrics, await pipeline.cloud.logs(), subscriber.events(), pipeline.cloud.written()]);
    expect(read).not.toContain(PLANTED);
  });
});
