import type { Clinic } from "../../../../contracts/clinics/clinic";
import { checkForClinic, clinicOf, clinicsInMemory } from "../../../../services/domain/clinics/clinics";
import { identifyNotification } from "../../../../services/domain/notification/notification";
import { CLINIC, CLINICS } from "../../../support/data/clinics";
import { appointment } from "../../../support/data/records";

const NORTH: Clinic = { ...CLINIC, id: "north", isDefault: true };
const SOUTH: Clinic = { ...CLINIC, id: "south", isDefault: false, timeZone: "America/Phoenix" };
const clinics = clinicsInMemory([NORTH, SOUTH]);

describe("An appointment", () => {
  test("that names no clinic is the default clinic's", () => {
    expect(clinicOf(appointment(), clinics)).toEqual({ ok: true, clinic: NORTH });
  });

  test("is the clinic's that it names", () => {
    expect(clinicOf(appointment({ clinicId: "south" }), clinics)).toEqual({ ok: true, clinic: SOUTH });
  });

  test.each(["west", "North", "constructor", "__proto__"])("that names %j breaks the contract", (clinicId) => {
    const violation = { field: "clinicId", reason: "CONTRACT_VIOLATION" };
    expect(clinicOf(appointment({ clinicId }), clinics)).toMatchObject({ ok: false, violation });
    expect(checkForClinic(appointment({ clinicId }), clinics)).toMatchObject({ ok: false, violations: [violation] });
  });

  test("may name the only clinic of a deployment without profiles, and no other", () => {
    expect(clinicOf(appointment({ clinicId: "default" }), CLINICS)).toEqual({ ok: true, clinic: CLINIC });
    expect(clinicOf(appointment({ clinicId: "north" }), CLINICS).ok).toBe(false);
  });
});

describe("A notification", () => {
  const idOf = (clinic: Clinic, clinicId?: string) =>
    identifyNotification(appointment({ clinicId }), clinic).notificationId;

  test("of the default clinic is the same whether its message names the clinic or not", () => {
    expect(idOf(NORTH, "north")).toBe(idOf(NORTH));
    expect(idOf(NORTH)).toBe(idOf(CLINIC));
  });

  test("of another clinic is another one, although the ids of appointment and patient are the same", () => {
    expect(idOf({ ...SOUTH, timeZone: CLINIC.timeZone }, "south")).not.toBe(idOf(NORTH));
  });

  test("is read in its clinic's time zone where the time has none", () => {
    const local = appointment({ appointmentTime: "2026-12-02T14:30" });
    expect(identifyNotification(local, SOUTH).timestamp).toBe(Date.parse("2026-12-02T21:30:00Z"));
  });
});
