import { APPOINTMENT_STATUSES } from "../../../../contracts/appointment-status";
import { dueDayOf, type StoredAppointment } from "../../../../contracts/tables/appointments-table";
import { clinicIn, ops } from "../../../support/ops";
import { importWorld } from "../../../support/worlds/import-world";

const ENDED = APPOINTMENT_STATUSES.filter((status) => status !== "booked");
const world = importWorld();

const appointment = {
  appointmentId: "1",
  patientId: "patient-1",
  appointmentTime: "2999-03-01T14:30",
  email: "ana@example.com",
};

/** Imports one entry, or several. */
async function imported(...entries: readonly object[]) {
  const file = world.folder.write("a.json", JSON.stringify(entries));
  return ops(["import", file, "--environment", "test", ...clinicIn("America/New_York")]);
}
const item = async () => (await world.dynamo.appointment("1")) as StoredAppointment | undefined;
const stored = async (changes: object) => world.dynamo.putAppointments({ ...(await item()), ...changes });

describe("An import of an appointment that has ended", () => {
  test.each(ENDED)("leaves no reminder due: %s", async (status) => {
    await imported(appointment);
    expect(await item()).toHaveProperty("reminderDate");
    const { status: exit, out } = await imported({ ...appointment, status });
    expect([exit, out]).toEqual([0, expect.stringContaining("cancelled or otherwise ended, and not due: 1\n")]);
    expect(await item()).toMatchObject({ ...appointment, status });
    expect(await item()).not.toHaveProperty("reminderDate");
  });

  test("stores it without a due reminder if it is new", async () => {
    await imported({ ...appointment, status: "cancelled", revision: 2 });
    expect(await item()).toEqual({ ...appointment, status: "cancelled", revision: 2 });
  });

  test("may be repeated, also by a file without statuses, and changes nothing", async () => {
    await imported({ ...appointment, status: "cancelled" });
    const before = await item();
    for (const again of [{ ...appointment, status: "cancelled" }, appointment]) {
      await imported(again);
      expect(await item()).toEqual(before);
    }
  });

  test("keeps when its reminder was queued", async () => {
    await imported(appointment);
    const { reminderDate: _, ...queued } = (await item()) ?? {};
    await world.dynamo.putAppointments({ ...queued, reminderQueuedAt: "2999-02-28T09:00:00.000Z" });
    await imported({ ...appointment, status: "cancelled" });
    expect(await item()).toEqual({ ...queued, status: "cancelled", reminderQueuedAt: "2999-02-28T09:00:00.000Z" });
  });

  test("that is over is not written", async () => {
    const { out } = await imported({ ...appointment, appointmentTime: "2020-03-01T14:30", status: "cancelled" });
    expect(out).toContain("over: 1\n");
    expect(await item()).toBeUndefined();
  });

  test("in a dry run writes nothing", async () => {
    const file = world.folder.write("a.json", JSON.stringify([{ ...appointment, status: "cancelled" }]));
    const { out } = await ops(["import", file, "--environment", "test", ...clinicIn("America/New_York"), "--dry-run"]);
    expect(out).toContain("would be written: 1\n");
    expect(await item()).toBeUndefined();
  });
});

describe("An import of an appointment that is booked again", () => {
  test.each([{ status: "booked" }, { status: "" }])("makes it due with a higher revision: %j", async (booked) => {
    await imported({ ...appointment, status: "cancelled" });
    await imported({ ...appointment, ...booked });
    const again = await item();
    expect(again).toMatchObject({ revision: 1 });
    expect(dueDayOf(again?.reminderDate ?? "")).toBe("2999-02-28");
    await imported({ ...appointment, ...booked });
    expect(await item()).toEqual(again);
  });

  test("does not make it due if the file says nothing about its status, even if it has moved", async () => {
    await imported({ ...appointment, status: "cancelled" });
    await imported({ ...appointment, appointmentTime: "2999-04-01T09:00" });
    expect(await item()).toMatchObject({ appointmentTime: "2999-04-01T09:00", status: "cancelled", revision: 1 });
    expect(await item()).not.toHaveProperty("reminderDate");
  });

  test("counts the last of several entries", async () => {
    await imported({ ...appointment, status: "cancelled" }, { ...appointment, status: "booked" });
    expect(await item()).toMatchObject({ status: "booked" });
    expect(await item()).toHaveProperty("reminderDate");
    await imported({ ...appointment, status: "booked" }, { ...appointment, status: "cancelled" });
    expect(await item()).not.toHaveProperty("reminderDate");
  });
});

test("an item whose status the contract does not have is not made due", async () => {
  await imported(appointment);
  await stored({ status: "canceled" });
  await imported(appointment);
  expect(await item()).not.toHaveProperty("reminderDate");
});
