/** A text that reaches the queue at night, from the SMS consumer to the sweep and back. */
import { ENV } from "../../../contracts/environment";
import { quarterOf } from "../../../contracts/tables/quarters";
import { identifyNotification } from "../../../services/domain/notification/notification";
import { CLINIC } from "../../support/data/clinics";
import { appointment, PHONE, queueMessage } from "../../support/data/records";
import { APPOINTMENTS } from "../../support/servers/dynamo";
import { HandlerWorld } from "../../support/worlds/handler-world";

const ZONE = "America/Los_Angeles";
/** On the clock of the patient's zone. */
const local = (text: string) => Date.parse(`${text}:00-08:00`);
const at = (text: string) => jest.spyOn(Date, "now").mockReturnValue(local(text));

let world: HandlerWorld;
beforeAll(async () => {
  world = await HandlerWorld.start();
  process.env[ENV.sendWindow] = "09:00-20:00";
  process.env[ENV.smsPartsPerSecond] = "2";
});
beforeEach(() => world.aws.reset());
afterEach(() => jest.restoreAllMocks());
afterAll(() => world.stop());

const OF = appointment({ timeZone: ZONE, appointmentTime: "2026-12-03T11:30:00-08:00", email: undefined });
const itemOf = () => world.dynamo.logItem(identifyNotification(OF, CLINIC));
const writesTo = (operation: string) =>
  world.aws.of(operation).filter(({ parameters }) => parameters.TableName === APPOINTMENTS);
/** The messages in the calls of the sweep, as the SMS consumer would receive them. */
const released = () =>
  world.aws
    .of("SendMessageBatch")
    .flatMap(({ parameters }) => parameters.Entries as { MessageBody: string; DelaySeconds?: number }[]);

test("waits until its window opens in the patient's zone, and is sent then", async () => {
  // 1. At 22:00 there, an hour later at the clinic.
  at("2026-12-02T22:00");
  expect(await world.smsConsumer(queueMessage(OF))).toEqual({ batchItemFailures: [] });
  expect(world.aws.of("Publish")).toEqual([]);
  expect(writesTo("PutItem")).toHaveLength(1);
  expect(await itemOf()).toMatchObject({
    status: "SMS_WAITING",
    waitingUntil: "2026-12-03T17:00:00.000Z",
    attempts: 0,
  });
  const [metrics] = world.aws.of("PutMetricData");
  expect(JSON.stringify(metrics?.parameters)).toContain("HeldNotifications");

  // 2. Until then, sweeps leave it alone.
  await world.dynamo.sweptTo(quarterOf(local("2026-12-03T08:45")));
  at("2026-12-03T08:59");
  await world.producer({ source: "reminder-sweep" });
  expect(released()).toEqual([]);

  // 3. Then the sweep queues it and deletes its item.
  at("2026-12-03T09:00");
  expect(await world.producer({ source: "reminder-sweep" })).toMatchObject({ enqueued: 1, refused: 0 });
  // It carries the time of its first message, for an erasure.
  const FirstSentAt = { DataType: "String", StringValue: expect.stringMatching(/^\d{13}$/) };
  expect(released()).toEqual([{ Id: "0", MessageBody: JSON.stringify(OF), MessageAttributes: { FirstSentAt } }]);
  expect(await world.dynamo.appointment(`#hold:${(await itemOf())?.notificationId}`)).toBeUndefined();

  // 4. Its text goes out.
  await world.smsConsumer(queueMessage(OF, { id: "released" }));
  expect(world.aws.of("Publish")).toMatchObject([{ parameters: { PhoneNumber: PHONE } }]);
  expect(await itemOf()).toMatchObject({ status: "SMS_SENT", attempts: 1, possibleDuplicate: false });
});

test("nothing of it is in what operators read", () => {
  expect(world.lines.join("\n")).not.toMatch(/Johnson|555|example\.com/);
});
