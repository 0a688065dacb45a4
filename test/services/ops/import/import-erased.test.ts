/** An import of a file that may be older than an erasure. */
import { ERASED_DUE, erasedPatientKey } from "../../../../contracts/tables/erasures";
import { clinicIn, ops } from "../../../support/ops";
import { importWorld } from "../../../support/worlds/import-world";

const world = importWorld();

const row = (appointmentId: string, patientId: string) => ({
  appointmentId,
  patientId,
  appointmentTime: "2999-03-01T14:30",
  email: "ana@example.com",
});

async function imported(...entries: readonly object[]) {
  const file = world.folder.write("a.json", JSON.stringify(entries));
  return ops(["import", file, "--environment", "test", ...clinicIn("America/New_York")]);
}

test("no row of an erased patient is written, whatever its appointment, and the others are", async () => {
  const erased = { erased: { "*": 1_000 }, reminderDate: ERASED_DUE, appointmentTime: "2026-11-01T00:00:00.000Z" };
  await world.dynamo.putAppointments({ ...erasedPatientKey("patient-1"), ...erased });
  const { status, out, err } = await imported(row("1", "patient-1"), row("2", "patient-2"));
  expect([status, out]).toEqual([1, expect.stringContaining("rejected: 1\n")]);
  expect(err).toContain("patientId is of a patient whose data were erased");
  expect(await world.dynamo.appointment("1")).toBeUndefined();
  expect(await world.dynamo.appointment("2")).toMatchObject({ email: "ana@example.com" });
});

test("what an erasure has left of an appointment stays as it is, also where nothing else says that its patient was erased", async () => {
  const left = { appointmentId: "1", patientId: "patient-1", erasedAt: 1_000, ttl: 4_000_000_000 };
  await world.dynamo.putAppointments(left);
  const { status, err } = await imported(row("1", "patient-1"));
  expect([status, err]).toEqual([1, expect.stringContaining("stays erased")]);
  expect(await world.dynamo.appointment("1")).toEqual(left);
});
