import type { StoredAppointment } from "../../../../contracts/tables/appointments-table";
import { clinicIn, ops } from "../../../support/ops";
import { importWorld } from "../../../support/worlds/import-world";

const world = importWorld();

const appointment = {
  appointmentId: "1",
  patientId: "patient-1",
  appointmentTime: "2999-03-01T14:30",
  email: "ana@example.com",
};
const REPLY = {
  reply: "CANCEL",
  repliedAt: "2999-02-28T10:00:00.000Z",
  replyStart: Date.parse("2999-03-01T19:30:00Z"),
} as const;

async function imported(...entries: readonly object[]) {
  const file = world.folder.write("a.json", JSON.stringify(entries));
  return ops(["import", file, "--environment", "test", ...clinicIn("America/New_York")]);
}
const item = async () => (await world.dynamo.appointment("1")) as StoredAppointment | undefined;
async function answered(changes: object = {}) {
  await imported(appointment);
  await world.dynamo.putAppointments({ ...(await item()), ...REPLY, ...changes });
}

describe("An import of an appointment that its patient has answered", () => {
  test.each([
    ["the same", {}],
    ["another contact", { email: "other@example.com" }],
  ])("keeps the answer: %s", async (_, changes) => {
    await answered();
    await imported({ ...appointment, ...changes });
    expect(await item()).toMatchObject({ ...REPLY, ...changes });
  });

  test.each([
    ["to another start", { appointmentTime: "2999-03-02T14:30" }],
    ["with a higher revision", { revision: 1 }],
  ])("removes the answer %s, so that the patient is reminded and asked anew", async (_, changes) => {
    await answered();
    await imported({ ...appointment, ...changes });
    for (const attribute of Object.keys(REPLY)) expect(await item()).not.toHaveProperty(attribute);
    expect(await item()).toHaveProperty("reminderDate");
  });

  test("removes the answer if the appointment had ended and is booked again", async () => {
    await answered({ status: "cancelled" });
    await imported({ ...appointment, status: "booked" });
    expect(await item()).not.toHaveProperty("reply");
  });
});
