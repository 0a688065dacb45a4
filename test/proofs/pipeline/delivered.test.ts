/** What becomes of reminders that a carrier accepted, by both carriers of texts: their receipts, from the carrier to the log. */
import type { AppointmentMessage } from "../../../contracts/appointment-message";
import { SIMULATOR_DOMAIN, TEST_PHONES } from "../../../infra/local/emulators/carriers/test-contacts";
import { totalOf } from "../../../services/domain/queue-counts";
import { anAppointment, type PipelineRun, startPipeline } from "../../support/worlds/pipeline-run";

const simulated = (name: string) => `${name}@${SIMULATOR_DOMAIN}`;
const steps = (history: readonly { status: string; code?: string }[]) =>
  history.map(({ status, code }) => (code ? `${status} ${code}` : status));

describe.each([
  { smsCarrier: "sns", optedOut: "OPTED_OUT" },
  { smsCarrier: "end-user-messaging", optedOut: "CARRIER_BLOCKED" },
])("with the carrier $smsCarrier", ({ smsCarrier, optedOut }) => {
  let pipeline: PipelineRun;
  beforeAll(async () => {
    pipeline = await startPipeline(undefined, { commandLine: { smsCarrier } }, true);
  });
  afterAll(() => pipeline.stop());

  const sent = async (changes: Partial<AppointmentMessage>) => {
    const appointment = anAppointment(changes);
    await pipeline.send(appointment);
    return appointment;
  };
  const receiptsOf = async (messageId: string | undefined) =>
    (await pipeline.cloud.outbox()).receipts.filter((receipt) => receipt.messageId === messageId);
  const deadLetters = async () => {
    const counts = Object.entries(await pipeline.cloud.queueCounts());
    return counts.flatMap(([queue, count]) => (queue.includes("dlq") && totalOf(count) > 0 ? [queue] : []));
  };

  test("a text that its carrier reports as delivered ends as SMS_DELIVERED, as each of the carrier's receipts says", async () => {
    const once = await sent({});
    const twice = await sent({ phoneNumber: TEST_PHONES.reportedTwice });
    const never = await sent({ phoneNumber: TEST_PHONES.neverReported });
    const { messageId, history } = await pipeline.ended(once, "SMS_DELIVERED");
    expect(steps(history)).toEqual(["SMS_SENDING", "SMS_SENT", "SMS_DELIVERED"]);
    expect(await receiptsOf(messageId)).toMatchObject([{ channel: "SMS", status: "DELIVERED" }]);
    await pipeline.ended(twice, "SMS_DELIVERED");
    await pipeline.ended(never, "SMS_SENT");
    await pipeline.drained();
    const item = await pipeline.item(twice);
    expect(await receiptsOf(item?.messageId)).toHaveLength(2);
    expect(steps(item?.history ?? [])).toEqual(["SMS_SENDING", "SMS_SENT", "SMS_DELIVERED"]);
    expect((await pipeline.item(never))?.status).toBe("SMS_SENT");
  });

  test.each([
    [TEST_PHONES.unreachable, "UNREACHABLE"],
    [TEST_PHONES.optedOutSince, optedOut],
  ])(
    "a text to %s that is not delivered becomes an email, with the whole story in the log",
    async (phoneNumber, code) => {
      const { email = "", ...appointment } = await sent({ phoneNumber });
      const { history, attempts } = await pipeline.ended({ ...appointment, email }, "EMAIL_DELIVERED");
      expect(steps(history)).toEqual([
        "SMS_SENDING",
        "SMS_SENT",
        `EMAIL_PENDING ${code}`,
        "EMAIL_SENDING",
        "EMAIL_SENT",
        "EMAIL_DELIVERED",
      ]);
      expect(attempts).toBe(2);
      const [text, ...lines] = history.flatMap(({ messageId }) => messageId ?? []);
      expect(await receiptsOf(text)).toMatchObject([{ status: "UNDELIVERED", code }]);
      expect(await receiptsOf(lines.at(-1))).toMatchObject([{ channel: "EMAIL", status: "DELIVERED" }]);
      expect(await pipeline.emailsTo(email)).toHaveLength(1);
    },
  );

  test("without an email it ends as UNDELIVERED, in no DLQ, and a corrected phone is sent a text that is delivered", async () => {
    const unreachable = await sent({ phoneNumber: TEST_PHONES.unreachable, email: undefined });
    const undelivered = await pipeline.ended(unreachable, "UNDELIVERED");
    expect(undelivered).toMatchObject({ reason: "UNREACHABLE", attentionPart: expect.any(String) });
    await pipeline.drained();
    expect(await deadLetters()).toEqual([]);
    await pipeline.send({ ...unreachable, phoneNumber: "+12065550111" });
    const { history, attentionPart } = await pipeline.ended(unreachable, "SMS_DELIVERED");
    expect([steps(history).slice(-4), attentionPart]).toEqual([
      ["UNDELIVERED UNREACHABLE", "SMS_SENDING", "SMS_SENT", "SMS_DELIVERED"],
      undefined,
    ]);
  });

  test.each([
    ["success", "EMAIL_DELIVERED", []],
    ["bounce", "UNDELIVERED", ["NO_MAILBOX"]],
    ["suppressionlist", "UNDELIVERED", ["NO_MAILBOX"]],
    ["complaint", "EMAIL_DELIVERED", ["COMPLAINT"]],
    ["ooto", "EMAIL_DELIVERED", ["UNREACHABLE"]],
  ] as const)("an email to %s@ ends as %s, with the codes %j", async (name, status, codes) => {
    const appointment = await sent({ phoneNumber: "n/a", email: simulated(name) });
    await pipeline.ended(appointment, status);
    await pipeline.drained();
    const item = await pipeline.item(appointment);
    expect(item?.status).toBe(status);
    expect(item?.history.flatMap(({ code }) => code ?? []).slice(1)).toEqual(codes);
  });

  test("a text and then its email that nobody gets end as UNDELIVERED", async () => {
    const appointment = await sent({ phoneNumber: TEST_PHONES.unreachable, email: simulated("bounce") });
    const { history } = await pipeline.ended(appointment, "UNDELIVERED");
    expect(steps(history).filter((step) => step.includes(" "))).toEqual([
      "EMAIL_PENDING UNREACHABLE",
      "UNDELIVERED NO_MAILBOX",
    ]);
  });

  test("no call of a function was refused, and nothing is in a DLQ", async () => {
    await pipeline.drained();
    expect((await pipeline.cloud.permissions()).refused).toEqual([]);
    expect(await deadLetters()).toEqual([]);
  });
});
