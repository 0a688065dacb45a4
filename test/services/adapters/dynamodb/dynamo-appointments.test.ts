import pMap from "p-map";
import { dynamoAppointments } from "../../../../services/adapters/dynamodb/dynamo-appointments";
import { systemClock } from "../../../../services/adapters/system-clock";
import { systemRandom } from "../../../../services/adapters/system-random";
import type { DueAppointment } from "../../../../services/domain/producer/appointments";
import { APPOINTMENTS, TestDynamo } from "../../../support/servers/dynamo";
import { stored, TODAY } from "../../../support/worlds/producer-world";

const waits = { clock: systemClock, random: systemRandom };
const AT = "2026-12-01T15:00:00.000Z";

let dynamo: TestDynamo;
let appointments: ReturnType<typeof dynamoAppointments>;
beforeEach(async () => {
  dynamo = await TestDynamo.start();
  appointments = dynamoAppointments(dynamo.client, APPOINTMENTS, waits);
});
afterEach(() => dynamo.stop());

async function due(day = TODAY): Promise<(readonly DueAppointment[])[]> {
  const pages: (readonly DueAppointment[])[] = [];
  for await (const page of appointments.due(day)) pages.push(page);
  return pages;
}
const dueIds = async (day = TODAY) =>
  (await due(day))
    .flat()
    .map(({ appointmentId }) => appointmentId)
    .sort();

async function onlyDue(): Promise<DueAppointment> {
  const [item, ...others] = (await due()).flat();
  if (!item || others.length > 0) throw new Error("there is not one item due");
  return item;
}

describe("What is due", () => {
  test("are the items of the day, whole", async () => {
    const whole = { ...stored("a"), visitKind: "check-up", ttl: 1_800_000_000 };
    await dynamo.putAppointments(whole, stored("b", { reminderDate: "2026-12-02" }), {
      ...stored("c"),
      reminderDate: undefined,
    });
    expect((await due()).flat()).toEqual([
      { appointmentId: "a", patientId: "patient-1", reminderDate: TODAY, item: whole },
    ]);
    expect(await dueIds("2026-12-02")).toEqual(["b"]);
    expect(await dueIds("2026-12-03")).toEqual([]);
  });

  test("are those of one part of a day, which is read by its very name", async () => {
    const part = `${TODAY}#a`;
    await dynamo.putAppointments(
      stored("a", { reminderDate: part }),
      stored("b"),
      stored("c", { reminderDate: `${TODAY}#b` }),
    );
    expect((await due(part)).flat()).toMatchObject([{ appointmentId: "a", reminderDate: part }]);
    expect(await dueIds()).toEqual(["b"]);
  });

  test("are read page by page, to the last", async () => {
    const ids = Array.from({ length: 503 }, (_, index) => `appointment-${index}`);
    await dynamo.putAppointments(...ids.map((id) => stored(id)));
    const pages = await due();
    expect(pages.map(({ length }) => length)).toEqual([250, 250, 3]);
    expect(await dueIds()).toEqual(ids.sort());
  });

  test("are all read although each page is removed from the list before the next is read", async () => {
    const ids = Array.from({ length: 260 }, (_, index) => `appointment-${index}`);
    await dynamo.putAppointments(...ids.map((id) => stored(id)));
    const seen: string[] = [];
    for await (const page of appointments.due(TODAY)) {
      await pMap(page, (item) => appointments.markQueued(item, AT), { concurrency: 10 });
      seen.push(...page.map(({ appointmentId }) => appointmentId));
    }
    expect(seen.sort()).toEqual(ids.sort());
    expect(await dueIds()).toEqual([]);
  });
});

describe("The mark", () => {
  test("of a queued reminder removes it from the due list, with the time", async () => {
    await dynamo.putAppointments(stored("a"));
    await appointments.markQueued(await onlyDue(), AT);
    const marked = { ...stored("a"), reminderQueuedAt: AT, reminderDate: undefined };
    expect(await dynamo.appointment("a")).toEqual(marked);
    expect(await dueIds()).toEqual([]);
  });

  test("of a queued step makes the appointment due for the next one", async () => {
    const plan = { reminderPlan: "3d, 1d, 3h", reminderStep: "3d" };
    await dynamo.putAppointments(stored("a", plan));
    await appointments.markQueued(await onlyDue(), AT, { reminderDate: "2026-12-03#a" });
    const marked = { ...stored("a", plan), reminderQueuedAt: AT, reminderDate: "2026-12-03#a" };
    expect(await dynamo.appointment("a")).toEqual({ ...marked, reminderStep: undefined });
    const [next] = (await due("2026-12-03#a")).flat();
    const last = { reminderDate: "2026-12-04T16:30#a", reminderStep: "3h" };
    await appointments.markQueued(next as DueAppointment, AT, last);
    expect(await dynamo.appointment("a")).toEqual({ ...marked, ...last });
    const [end] = (await due(last.reminderDate)).flat();
    await appointments.markQueued(end as DueAppointment, AT);
    expect(await dynamo.appointment("a")).toEqual({ ...marked, reminderDate: undefined, reminderStep: undefined });
  });

  test("of a missed or declined reminder removes its step too", async () => {
    for (const mark of ["markMissed", "markDeclined"] as const) {
      await dynamo.putAppointments(stored("a", { reminderStep: "3h" }));
      await appointments[mark](await onlyDue(), AT);
      expect(await dynamo.appointment("a")).not.toHaveProperty("reminderStep");
    }
  });

  test("of a missed reminder removes it from the due list, with the time", async () => {
    await dynamo.putAppointments(stored("a"));
    await appointments.markMissed(await onlyDue(), AT);
    expect(await dynamo.appointment("a")).toMatchObject({ reminderMissedAt: AT });
    expect(await dueIds()).toEqual([]);
  });

  test("of a declined reminder removes it from the due list, with the time", async () => {
    await dynamo.putAppointments(stored("a", { contactPreference: "none" }));
    await appointments.markDeclined(await onlyDue(), AT);
    expect(await dynamo.appointment("a")).toMatchObject({ reminderDeclinedAt: AT });
    expect(await dueIds()).toEqual([]);
  });

  test("is left off a declined appointment whose patient has changed their mind since it was read", async () => {
    await dynamo.putAppointments(stored("a", { contactPreference: "none" }));
    const read = await onlyDue();
    await dynamo.putAppointments(stored("a", { contactPreference: "sms" }));
    await appointments.markDeclined(read, AT);
    expect(await dynamo.appointment("a")).toEqual(stored("a", { contactPreference: "sms" }));
  });

  test.each([
    ["time", stored("a", { appointmentTime: "2026-12-03T09:00:00-05:00" })],
    ["day", stored("a", { reminderDate: "2026-12-02" })],
    ["revision", stored("a", { revision: 1 })],
    ["zone", stored("a", { timeZone: "America/Chicago" })],
    ["clinic", stored("a", { clinicId: "south" })],
    ["status", stored("a", { status: "cancelled" })],
    ["plan", stored("a", { reminderPlan: "3h" })],
    ["step", stored("a", { reminderStep: "3h" })],
  ])("is left off an appointment whose %s was changed since it was read", async (_, changed) => {
    await dynamo.putAppointments(stored("a"));
    const read = await onlyDue();
    await dynamo.putAppointments(changed);
    await appointments.markQueued(read, AT);
    expect(await dynamo.appointment("a")).toEqual(changed);
  });

  test.each([
    ["raised again", { revision: 1 }, { revision: 2 }],
    ["removed", { revision: 1 }, {}],
    ["in another zone", { timeZone: "America/Chicago" }, { timeZone: "America/Denver" }],
    ["without its zone", { timeZone: "America/Chicago" }, {}],
  ])("is left off an appointment that is %s since it was read", async (_, before, after) => {
    await dynamo.putAppointments(stored("a", before));
    const read = await onlyDue();
    await dynamo.putAppointments(stored("a", after));
    await appointments.markQueued(read, AT);
    await appointments.markMissed(read, AT);
    expect(await dynamo.appointment("a")).toEqual(stored("a", after));
  });

  test.each([
    ["a zone and a revision", { timeZone: "America/Chicago", revision: 2 }],
    ["neither, written as null", { timeZone: null, revision: null }],
    ["neither, written as empty text and 0", { timeZone: "", revision: 0 }],
  ])("is set on an appointment with %s", async (_, fields) => {
    await dynamo.putAppointments({ ...stored("a"), ...fields });
    await appointments.markQueued(await onlyDue(), AT);
    expect(await dynamo.appointment("a")).toMatchObject({ ...fields, reminderQueuedAt: AT });
    expect(await dueIds()).toEqual([]);
  });

  test("of a part of a day is left off an appointment that was put on another part of the same day since", async () => {
    await dynamo.putAppointments(stored("a", { reminderDate: `${TODAY}#a` }));
    const [read] = (await due(`${TODAY}#a`)).flat();
    const changed = stored("a", { reminderDate: `${TODAY}#b` });
    await dynamo.putAppointments(changed);
    await appointments.markQueued(read as DueAppointment, AT);
    expect(await dynamo.appointment("a")).toEqual(changed);
    await appointments.markQueued({ ...(read as DueAppointment), reminderDate: `${TODAY}#b` }, AT);
    expect(await dynamo.appointment("a")).toMatchObject({ reminderQueuedAt: AT });
  });

  test("does not bring back an appointment that was deleted", async () => {
    await dynamo.putAppointments(stored("a"));
    const read = await onlyDue();
    await appointments.markQueued({ ...read, appointmentId: "deleted" }, AT);
    expect(await dynamo.appointment("deleted")).toBeUndefined();
  });

  test("twice stays as it was the first time", async () => {
    await dynamo.putAppointments(stored("a"));
    const read = await onlyDue();
    await appointments.markQueued(read, AT);
    await appointments.markQueued(read, "2026-12-01T16:00:00.000Z");
    expect(await dynamo.appointment("a")).toMatchObject({ reminderQueuedAt: AT });
  });

  test("that fails for another reason says so", async () => {
    await dynamo.putAppointments(stored("a"));
    const read = await onlyDue();
    const broken = dynamoAppointments(dynamo.client, "no-such-table", waits);
    await expect(broken.markQueued(read, AT)).rejects.toThrow(
      expect.objectContaining({ name: "ResourceNotFoundException" }),
    );
  });
});

describe("An appointment that is postponed", () => {
  test("is due at the other time, as it is", async () => {
    const item = { ...stored("a", { reminderDate: "2026-12-01T15:00" }), appointmentTime: "soon", revision: ["x"] };
    await dynamo.putAppointments(item);
    const [read] = (await due("2026-12-01T15:00")).flat();
    await appointments.postpone(read as DueAppointment, `${TODAY}#a`);
    expect(await dynamo.appointment("a")).toEqual({ ...item, reminderDate: `${TODAY}#a` });
  });

  test("stays as it is if it became due at another time, or was deleted, since it was read", async () => {
    await dynamo.putAppointments(stored("a"));
    const read = await onlyDue();
    await dynamo.putAppointments(stored("a", { reminderDate: "2026-12-02" }));
    await appointments.postpone(read, `${TODAY}#a`);
    await appointments.postpone({ ...read, appointmentId: "deleted" }, `${TODAY}#a`);
    expect(await dynamo.appointment("a")).toEqual(stored("a", { reminderDate: "2026-12-02" }));
    expect(await dynamo.appointment("deleted")).toBeUndefined();
  });
});
