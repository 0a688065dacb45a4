import { ENV } from "../../../contracts/environment";
import { duePartOf } from "../../../contracts/tables/appointments-table";
import { quarterFrom, quarterOf } from "../../../contracts/tables/quarters";
import { lastDays } from "../../../services/domain/appointment/appointment-time";
import { identifyNotification } from "../../../services/domain/notification/notification";
import { CLINIC, CLINIC_TIME_ZONE } from "../../support/data/clinics";
import { appointment } from "../../support/data/records";
import { AwsFailure } from "../../support/servers/aws-server";
import { HandlerWorld } from "../../support/worlds/handler-world";
import { stored } from "../../support/worlds/producer-world";

const SCHEDULE = { source: "daily-notification-trigger" };
const DAY = 86_400_000;

let world: HandlerWorld;
beforeAll(async () => {
  world = await HandlerWorld.start();
  // The producer reads the index of each day.
  process.env[ENV.catchUpDays] = "1";
});
beforeEach(() => world.aws.reset());
afterAll(() => world.stop());

/** Of the real clock, which the handler goes by. */
const [today = ""] = lastDays(Date.now(), CLINIC_TIME_ZONE, 0);
const inDays = (days: number) => new Date(Date.now() + days * DAY).toISOString();

/** The appointments in all SendMessageBatch calls. */
const queued = () =>
  world.aws
    .of("SendMessageBatch")
    .flatMap(({ parameters }) => parameters.Entries as { MessageBody: string }[])
    .map(({ MessageBody }) => JSON.parse(MessageBody) as { appointmentId: string });

test("a scheduled run queues what is due and marks it, and expires what is over", async () => {
  const over = stored("over", { reminderDate: today, appointmentTime: inDays(-1) });
  await world.dynamo.putAppointments(stored("ahead", { reminderDate: today, appointmentTime: inDays(1) }), over);
  expect(await world.producer(SCHEDULE)).toEqual({
    enqueued: 1,
    refused: 0,
    refusals: [],
    expired: 1,
    declined: 0,
    unsent: 0,
  });
  expect(queued()).toMatchObject([{ appointmentId: "ahead" }]);
  expect(world.aws.of("SendMessageBatch")[0]?.parameters.QueueUrl).toMatch(/\/appointments$/);
  expect(await world.dynamo.appointment("ahead")).toMatchObject({ reminderQueuedAt: expect.any(String) });
  expect((await world.dynamo.logItem(identifyNotification(over, CLINIC)))?.status).toBe("EXPIRED");
  expect(await world.producer(SCHEDULE)).toMatchObject({ enqueued: 0, expired: 0 });
});

test("a reminder costs one write and a tenth of a send; a run reads the parts of today and of each day that it catches up, and a page where there is one", async () => {
  const ids = Array.from({ length: 60 }, (_, index) => `appointment-${index}`);
  const due = ids.map((id) => stored(id, { reminderDate: today, appointmentTime: inDays(1) }));
  const [plain, spread] = [due.slice(0, 30), due.slice(30)];
  await world.dynamo.putAppointments(
    ...plain,
    ...spread.map((one) => ({ ...one, reminderDate: duePartOf(today, one.appointmentId, one.patientId) })),
  );
  expect(await world.producer(SCHEDULE)).toMatchObject({ enqueued: 60 });
  const counts: Record<string, number> = {};
  // On a busy machine the SDK repeats what had no answer in time.
  for (const { action, repeated } of world.aws.calls) if (!repeated) counts[action] = (counts[action] ?? 0) + 1;
  const parts = new Set(spread.map(({ appointmentId, patientId }) => duePartOf(today, appointmentId, patientId))).size;
  // A new deployment counts the parts of the day only, reads what it knows of the days before, and keeps the count.
  const guard = { queries: 17, reads: 1, writes: 1 };
  expect(counts).toEqual({
    Query: 2 * 17 + guard.queries,
    GetItem: guard.reads,
    UpdateItem: 60 + guard.writes,
    SendMessageBatch: 3 + parts,
    PutMetricData: 1,
  });
});

describe("A sweep", () => {
  const SWEEP = { source: "reminder-sweep" };
  const counts = () => {
    const found: Record<string, number> = {};
    for (const { action, repeated } of world.aws.calls) if (!repeated) found[action] = (found[action] ?? 0) + 1;
    return found;
  };

  test("reads only what is due: the parts of the current quarter, and of the hour before it", async () => {
    await world.dynamo.sweptTo(quarterOf(Date.now()));
    world.aws.reset();
    expect(await world.producer(SWEEP)).toMatchObject({ enqueued: 0 });
    // A quarter may begin between the two.
    const { Query, ...others } = counts();
    // One asks for the oldest answer that waits for staff.
    expect([5 * 17 + 1, 6 * 17 + 1]).toContain(Query);
    // Its own progress, and whether a daily run is held.
    expect(others).toEqual({ GetItem: 2, UpdateItem: 1, PutMetricData: 1 });
  });

  test("queues a step, and writes the next one, in one write", async () => {
    const appointmentTime = new Date(Date.now() + 2 * DAY).toISOString();
    const reminderDate = duePartOf(quarterOf(Date.now()), "stepped", "patient-1");
    const plan = { reminderPlan: "48h, 24h", reminderStep: "48h" };
    await world.dynamo.putAppointments(stored("stepped", { appointmentTime, reminderDate, ...plan }));
    world.aws.reset();
    expect(await world.producer(SWEEP)).toMatchObject({ enqueued: 1 });
    expect(counts()).toMatchObject({ UpdateItem: 2, SendMessageBatch: 1 });
    expect(await world.dynamo.appointment("stepped")).toMatchObject({
      reminderDate: duePartOf(quarterFrom(Date.parse(appointmentTime) - DAY), "stepped", "patient-1"),
      reminderStep: "24h",
    });
    expect(await world.producer(SWEEP)).toMatchObject({ enqueued: 0 });
  });
});

test("a run that could not queue everything fails, so that an alarm notifies", async () => {
  await world.dynamo.putAppointments(stored("left", { reminderDate: today, appointmentTime: inDays(1) }));
  world.aws.on("SendMessageBatch", () => new AwsFailure("AccessDenied", 403));
  await expect(world.producer(SCHEDULE)).rejects.toThrow("0 queued, 1 not accepted (AccessDenied), complete");
  world.aws.reset();
  expect(await world.producer(SCHEDULE)).toMatchObject({ enqueued: 1 });
});

test("an on-demand run answers with what it queued and what it refused", async () => {
  const list = [appointment(), { ...appointment(), patientId: "" }];
  expect(await world.producer({ appointments: list })).toEqual({
    enqueued: 1,
    refused: 1,
    refusals: [{ index: 1, field: "patientId", problem: "must be a string of 1 to 256 characters" }],
    expired: 0,
    declined: 0,
    unsent: 0,
  });
  expect(queued()).toEqual([appointment()]);
});

test("an on-demand event without appointments is refused with a clear error", async () => {
  await expect(world.producer({ appointments: [] })).rejects.toThrow("appointments must hold at least one appointment");
  expect(world.aws.calls).toEqual([]);
});
