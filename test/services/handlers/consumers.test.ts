import { identifyNotification } from "../../../services/domain/notification/notification";
import { CLINIC } from "../../support/data/clinics";
import { appointment, EMAIL, PHONE, queueMessage, TWO_PART_PLACE } from "../../support/data/records";
import { AwsFailure } from "../../support/servers/aws-server";
import { LOG_TABLE, RATE_LIMIT_TABLE } from "../../support/servers/dynamo";
import { HandlerWorld } from "../../support/worlds/handler-world";

let world: HandlerWorld;
beforeAll(async () => {
  world = await HandlerWorld.start();
});
beforeEach(() => world.aws.reset());
afterAll(() => world.stop());

let patients = 0;
/** Tomorrow's appointment, by the real clock, of a patient of this test's own. */
function tomorrows(changes = {}) {
  patients += 1;
  const appointmentTime = new Date(Date.now() + 86_400_000).toISOString();
  return appointment({ appointmentId: `appointment-${patients}`, appointmentTime, ...changes });
}
const itemOf = (of: ReturnType<typeof tomorrows>) => world.dynamo.logItem(identifyNotification(of, CLINIC));

const writesTo = (table: string) =>
  world.aws.of("UpdateItem").filter(({ parameters }) => parameters.TableName === table).length;

describe("The SMS consumer", () => {
  test("claims for as many seconds as its environment says", async () => {
    const earliest = Date.now() + 90_000;
    const of = tomorrows();
    let leaseUntil: number | undefined;
    world.aws.on("Publish", () => {
      void itemOf(of).then((item) => {
        leaseUntil = item?.leaseUntil;
      });
      return { MessageId: "sms-1" };
    });
    await world.smsConsumer(queueMessage(of));
    expect(leaseUntil).toBeGreaterThanOrEqual(earliest);
    expect(leaseUntil).toBeLessThan(earliest + 90_000);
  });

  test("sends the text, and writes twice to the log", async () => {
    world.aws.on("Publish", () => ({ MessageId: "sms-1" }));
    const of = tomorrows();
    expect(await world.smsConsumer(queueMessage(of))).toEqual({ batchItemFailures: [] });
    expect(world.aws.of("Publish")).toMatchObject([{ parameters: { PhoneNumber: PHONE } }]);
    expect(await itemOf(of)).toMatchObject({ status: "SMS_SENT", messageId: "sms-1", phoneNumber: PHONE });
    expect(writesTo(LOG_TABLE)).toBe(2);
  });

  test("sends nothing for an appointment that is cancelled in the table, and the text to a number corrected there", async () => {
    const reminder = { origin: "appointments-table" } as const;
    const [cancelled, corrected] = [tomorrows(), tomorrows()];
    await world.dynamo.putAppointments(
      { ...cancelled, status: "cancelled" },
      { ...corrected, phoneNumber: "206-555-0177" },
    );
    await world.smsConsumer(
      queueMessage({ ...cancelled, reminder }, { id: "cancelled" }),
      queueMessage({ ...corrected, reminder }, { id: "corrected" }),
    );
    expect(world.aws.of("Publish")).toMatchObject([{ parameters: { PhoneNumber: "+12065550177" } }]);
    expect(await itemOf(cancelled)).toMatchObject({ status: "CANCELLED", attempts: 0 });
    expect(await itemOf(corrected)).toMatchObject({ status: "SMS_SENT", phoneNumber: "+12065550177", attempts: 1 });
  });

  test("sends nothing by a connection that the service gave up while Lambda had frozen the function", async () => {
    world.aws.on("Publish", () => ({ MessageId: "sms-1" }));
    await world.smsConsumer(queueMessage(tomorrows()));
    world.aws.abandonConnections("Publish");
    const of = tomorrows();
    expect(await world.smsConsumer(queueMessage(of))).toEqual({ batchItemFailures: [] });
    expect(world.aws.of("Publish")).toHaveLength(2);
    expect(await itemOf(of)).toMatchObject({ status: "SMS_SENT", attempts: 1 });
  });

  test("reserves its part of the account's rate for many messages at once", async () => {
    await world.smsConsumer(
      ...Array.from({ length: 10 }, (_, id) => queueMessage(tomorrows(), { id: `message-${id}` })),
    );
    expect(world.aws.of("Publish")).toHaveLength(10);
    // One, and one for each text, which is counted for its phone; where the machine is slow, some messages are ready later
    // than the others wait for.
    expect(writesTo(RATE_LIMIT_TABLE)).toBeLessThanOrEqual(10 + 5);
  });

  test("reports a whole batch in one call to the topic and one to the metrics", async () => {
    const texts = [1, 2, 3].map((id) => queueMessage(tomorrows({ location: TWO_PART_PLACE }), { id: `message-${id}` }));
    await world.smsConsumer(...texts);
    expect(world.aws.of("PublishBatch")).toHaveLength(1);
    const [put, ...others] = world.aws.of("PutMetricData");
    expect(put?.parameters.MetricData).toMatchObject([
      { MetricName: "SuccessfulNotifications", Value: 3 },
      { MetricName: "FallbackNotifications", Value: 0 },
      { MetricName: "FailedNotifications", Value: 0 },
      { MetricName: "SmsParts", Value: 6 },
      { MetricName: "DeliverySuccessRate", Value: 100 },
    ]);
    expect(others).toEqual([]);
  });

  test("reports only the failed record of a batch", async () => {
    const good = tomorrows();
    const bad = tomorrows({ phoneNumber: "206-555-0142" });
    world.aws.on("Publish", ({ parameters }) =>
      parameters.PhoneNumber === "+12065550142" ? new AwsFailure("InternalError", 500) : { MessageId: "sms-1" },
    );
    const answer = await world.smsConsumer(queueMessage(good, { id: "good" }), queueMessage(bad, { id: "bad" }), {
      id: "poison",
      body: "{",
      attributes: {},
    });
    expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: "bad" }] });
    expect((await itemOf(good))?.status).toBe("SMS_SENT");
    expect(await itemOf(bad)).toMatchObject({ status: "SMS_RETRYING", reason: "InternalErrorException" });
    expect(world.sentTo("dlq")).toMatchObject([{ body: "{", attributes: { DeadLetterReason: "INVALID_JSON" } }]);
  });

  test("hands a refused number over to the email consumer, which sends the email", async () => {
    world.aws.on("Publish", () => new AwsFailure("InvalidParameter", 400));
    world.aws.on("SendRawEmail", () => ({ MessageId: "email-1" }));
    const of = tomorrows();
    expect(await world.smsConsumer(queueMessage(of))).toEqual({ batchItemFailures: [] });
    const handedOver = world.sentTo("email-fallback");
    expect(handedOver).toHaveLength(1);
    expect(await world.emailConsumer(...handedOver)).toEqual({ batchItemFailures: [] });
    expect(world.aws.of("SendRawEmail")).toMatchObject([
      { parameters: { Source: "noreply@example.com", "Destinations.member.1": EMAIL } },
    ]);
    expect(await itemOf(of)).toMatchObject({ status: "EMAIL_SENT", messageId: "email-1" });
  });

  test("sends a text although its place ends in half a character", async () => {
    const of = tomorrows({ location: "Room 3 \ud83c" });
    expect(await world.smsConsumer(queueMessage(of))).toEqual({ batchItemFailures: [] });
    expect(String(world.aws.of("Publish")[0]?.parameters.Message)).toContain("Location: Room 3 \ufffd.");
  });

  test("sends nothing to a number that opted out", async () => {
    world.aws.on("CheckIfPhoneNumberIsOptedOut", () => ({ isOptedOut: true }));
    await world.smsConsumer(queueMessage(tomorrows()));
    expect(world.aws.of("Publish")).toEqual([]);
    expect(world.sentTo("email-fallback")).toMatchObject([{ attributes: { FallbackReason: "OptedOut" } }]);
  });

  test("sends one text for twenty copies of a message", async () => {
    const of = tomorrows();
    const copies = Array.from({ length: 20 }, (_, index) => queueMessage(of, { id: `copy-${index}` }));
    await Promise.all([world.smsConsumer(...copies.slice(0, 10)), world.smsConsumer(...copies.slice(10))]);
    expect(world.aws.of("Publish")).toHaveLength(1);
  });

  test("sends nothing while the log is out of reach, and fails every record", async () => {
    world.aws.on("UpdateItem", () => new AwsFailure("AccessDeniedException", 400));
    const answer = await world.smsConsumer(
      queueMessage(tomorrows(), { id: "a" }),
      queueMessage(tomorrows(), { id: "b" }),
    );
    expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: "a" }, { itemIdentifier: "b" }] });
    expect(world.aws.of("Publish")).toEqual([]);
  });
});

describe("The email consumer", () => {
  test("sends nothing by a connection that the service gave up while Lambda had frozen the function", async () => {
    world.aws.on("SendRawEmail", () => ({ MessageId: "email-1" }));
    await world.emailConsumer(queueMessage(tomorrows()));
    world.aws.abandonConnections("SendRawEmail");
    const of = tomorrows();
    expect(await world.emailConsumer(queueMessage(of))).toEqual({ batchItemFailures: [] });
    expect(world.aws.of("SendRawEmail")).toHaveLength(2);
    expect(await itemOf(of)).toMatchObject({ status: "EMAIL_SENT", attempts: 1 });
  });

  test("sends nothing for an appointment that was moved in the table", async () => {
    const of = tomorrows();
    const appointmentTime = new Date(Date.now() + 172_800_000).toISOString();
    await world.dynamo.putAppointments({ ...of, appointmentTime, revision: 1 });
    await world.emailConsumer(queueMessage({ ...of, reminder: { origin: "appointments-table" } }));
    expect(world.aws.of("SendRawEmail")).toEqual([]);
    expect(await itemOf(of)).toMatchObject({ status: "SUPERSEDED", attempts: 0 });
  });

  test("puts a refused email in the DLQ with its reason", async () => {
    world.aws.on("SendRawEmail", () => new AwsFailure("MessageRejected", 400));
    const of = tomorrows({ phoneNumber: undefined });
    await world.smsConsumer(queueMessage(of));
    expect(await world.emailConsumer(...world.sentTo("email-fallback"))).toEqual({ batchItemFailures: [] });
    expect(world.sentTo("dlq")).toMatchObject([
      { attributes: { DeadLetterReason: "EMAIL_REFUSED", SourceQueue: "email-fallback" } },
    ]);
    expect((await itemOf(of))?.status).toBe("ALL_FAILED");
  });

  test("reports an email that failed for now", async () => {
    world.aws.on("SendRawEmail", () => new AwsFailure("ServiceUnavailable", 503));
    await world.smsConsumer(queueMessage(tomorrows({ phoneNumber: undefined })));
    const [message] = world.sentTo("email-fallback");
    expect(await world.emailConsumer(...(message ? [message] : []))).toEqual({
      batchItemFailures: [{ itemIdentifier: message?.id }],
    });
  });
});
