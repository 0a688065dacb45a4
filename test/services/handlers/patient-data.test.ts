import { lastDays } from "../../../services/domain/appointment/appointment-time";
import { CLINIC_TIME_ZONE } from "../../support/data/clinics";
import { broken, message, PLANTED, patient, TELLTALE, TRACES } from "../../support/data/planted-data";

import { AwsFailure } from "../../support/servers/aws-server";
import { HandlerWorld } from "../../support/worlds/handler-world";

let world: HandlerWorld;
beforeAll(async () => {
  world = await HandlerWorld.start();
});
beforeEach(() => {
  world.aws.reset();
  world.lines.length = 0;
});
afterAll(() => world.stop());

/** All that operators and subscribers read. */
function written(): string {
  const { aws, lines } = world;
  const told = [...aws.of("PutMetricData"), ...aws.of("PublishBatch")].map(({ text }) => text);
  const attributes = aws.of("SendMessage").map(({ parameters }) => JSON.stringify(parameters.MessageAttributes));
  return [...lines, ...told, ...attributes].join("\n");
}

function expectNoTrace(...others: readonly unknown[]): void {
  const all = `${written()}\n${others.map((value) => JSON.stringify(value)).join("\n")}`;
  expect(TRACES.filter((trace) => all.toLowerCase().includes(trace.toLowerCase()))).toEqual([]);
}

test("the search finds what was planted, in the text that the patient gets", async () => {
  await world.smsConsumer(message(patient()));
  const text = world.aws.of("Publish")[0]?.text ?? "";
  expect(TRACES.filter((trace) => text.includes(trace))).toEqual(["5550142", "Nightingale", "Zzyzx", "Xanadu", "7q3z"]);
});

describe("No patient data is written where operators read", () => {
  test("by good reminders, by SMS and by email", async () => {
    const sms = await world.smsConsumer(message(patient()), message(patient({ phoneNumber: "" })));
    const email = await world.emailConsumer(...world.sentTo("email-fallback"));
    expect(world.aws.of("SendRawEmail")).toHaveLength(1);
    expectNoTrace(sms, email);
  });

  test("by duplicates, expired reminders, and those without a contact", async () => {
    const twice = patient();
    await world.smsConsumer(message(twice));
    await world.smsConsumer(
      message(twice),
      message(patient({ appointmentTime: "2026-01-01T10:00:00Z" })),
      message(patient({ phoneNumber: PLANTED.location, email: PLANTED.nickname })),
    );
    expect(world.aws.of("PublishBatch")).toHaveLength(2);
    expectNoTrace();
  });

  test("by messages that break the contract", async () => {
    const answers = [await world.smsConsumer(...broken()), await world.emailConsumer(...broken())];
    expect(world.sentTo("dlq")).toHaveLength(2 * broken().length);
    expect(world.lines.length).toBeGreaterThan(0);
    expectNoTrace(answers);
  });

  test.each([
    ["Publish", "InvalidParameter", 400],
    ["Publish", "InternalError", 500],
    ["CheckIfPhoneNumberIsOptedOut", "InvalidParameter", 400],
    ["CheckIfPhoneNumberIsOptedOut", "AuthorizationError", 403],
    ["UpdateItem", "ValidationException", 400],
    ["PublishBatch", "InvalidParameter", 400],
    ["PutMetricData", "InvalidParameterValue", 400],
  ])("by the SMS consumer when %s fails with %s", async (action, code, status) => {
    world.aws.on(action, () => new AwsFailure(code, status, TELLTALE));
    const answer = await world.smsConsumer(message(patient()), message(patient()));
    expect(world.aws.of(action).length).toBeGreaterThan(0);
    expectNoTrace(answer);
  });

  test.each([
    ["SendRawEmail", "MessageRejected", 400],
    ["SendRawEmail", "ServiceUnavailable", 503],
    ["UpdateItem", "ValidationException", 400],
  ])("by the email consumer when %s fails with %s", async (action, code, status) => {
    await world.smsConsumer(message(patient({ phoneNumber: "" })));
    world.aws.on(action, () => new AwsFailure(code, status, TELLTALE));
    const answer = await world.emailConsumer(...world.sentTo("email-fallback"));
    expect(world.aws.of(action).length).toBeGreaterThan(0);
    expectNoTrace(answer);
  });

  test("when a queue refuses what it is sent", async () => {
    world.aws.on("SendMessage", () => new AwsFailure("AccessDenied", 403, TELLTALE));
    const answer = await world.smsConsumer(message(patient({ phoneNumber: "" })), message("{"));
    expect(answer.batchItemFailures).toHaveLength(2);
    expectNoTrace(answer);
  });

  test("by the history in the log", async () => {
    world.aws.on("Publish", () => new AwsFailure("InvalidParameter", 400, TELLTALE));
    world.aws.on("SendRawEmail", () => new AwsFailure("MessageRejected", 400, TELLTALE));
    await world.smsConsumer(message(patient()));
    await world.emailConsumer(...world.sentTo("email-fallback"));
    const updates = world.aws.of("UpdateItem").map(({ parameters }) => parameters.ExpressionAttributeValues);
    const lines = updates.flatMap((values) => Object.values(values as object).filter((value) => "L" in value));
    expect(lines.length).toBeGreaterThanOrEqual(4);
    expectNoTrace(lines);
  });

  test("by an on-demand run, its answer or its error", async () => {
    const list = broken().flatMap(({ body }) => (isJson(body) ? [JSON.parse(body)] : [body]));
    const answer = await world.producer({ appointments: [patient(), ...list] });
    expect(answer).toMatchObject({ enqueued: 1, refused: list.length });
    world.aws.on("SendMessageBatch", () => new AwsFailure("AccessDenied", 403, TELLTALE));
    const unsent = await world.producer({ appointments: [patient()] });
    expect(unsent).toMatchObject({ unsent: 1 });
    const error = await world.producer({ appointments: PLANTED }).catch(String);
    expectNoTrace(answer, unsent, error);
  });

  test.each(["Query", "UpdateItem", "SendMessageBatch"])(
    "by a scheduled run when %s fails, its error included",
    async (action) => {
      const reminderDate = lastDays(Date.now(), CLINIC_TIME_ZONE, 0)[0];
      await world.dynamo.putAppointments(
        patient({ reminderDate }),
        patient({ reminderDate, timeZone: PLANTED.location }),
        patient({ reminderDate, appointmentTime: "2026-01-01T10:00:00Z" }),
      );
      world.aws.on(action, () => new AwsFailure("ValidationException", 400, TELLTALE));
      const error = await world.producer({ source: "daily-notification-trigger" }).catch(String);
      expect(error).toMatch(/^ProducerRun\w+: /);
      expectNoTrace(error);
    },
  );
});

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
