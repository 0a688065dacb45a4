import type { AppointmentMessage } from "../../../../contracts/appointment-message";
import { identifyNotification } from "../../../../services/domain/notification/notification";
import { CLINIC, CLINIC_TIME_ZONE } from "../../../support/data/clinics";
import { fc } from "../../../support/data/properties";
import { appointment } from "../../../support/data/records";

const idOf = (changes: Partial<AppointmentMessage>, clinicTimeZone = CLINIC_TIME_ZONE) =>
  identifyNotification(appointment(changes), { timeZone: clinicTimeZone }).notificationId;

test("a reminder has the same id however its other fields are written", () => {
  const first = idOf({});
  expect(
    idOf({ phoneNumber: "+442079460018", email: undefined, doctorName: "X", location: "Y", schemaVersion: 1 }),
  ).toBe(first);
});

test("an id is 32 hex digits, the same in every release: one that changed them would remind everybody again", () => {
  expect(idOf({})).toBe("9513d5904c2facce75c778d65dfe75b3");
  expect(idOf({ appointmentId: undefined })).toBe("d461ad89cd3adef16452424b531c1cb6");
});

test("a time has the same id with an offset, in UTC, and local in its zone or the clinic's", () => {
  const ids = [
    idOf({ appointmentTime: "2026-12-02T14:30:00-05:00" }),
    idOf({ appointmentTime: "2026-12-02T19:30:00.000Z" }),
    idOf({ appointmentTime: "2026-12-02T14:30" }),
    idOf({ appointmentTime: "2026-12-02T13:30", timeZone: "America/Chicago" }),
    idOf({ appointmentTime: "2026-12-02T14:30" }, "America/Toronto"),
  ];
  expect(new Set(ids).size).toBe(1);
});

test("another time of the same appointment is another reminder", () => {
  expect(idOf({ appointmentTime: "2026-12-02T14:31:00-05:00" })).not.toBe(idOf({}));
});

test("another appointment at the same time is another reminder", () => {
  expect(idOf({ appointmentId: "appointment-2" })).not.toBe(idOf({}));
});

test("two patients of one appointment at the same time are two reminders", () => {
  expect(idOf({ patientId: "patient-2" })).not.toBe(idOf({}));
});

test("another revision of the same appointment is another reminder, and an absent one is 0", () => {
  expect(idOf({ revision: 0 })).toBe(idOf({}));
  expect(new Set([idOf({}), idOf({ revision: 1 }), idOf({ revision: 2 })]).size).toBe(3);
  expect(idOf({ appointmentId: undefined, revision: 1 })).not.toBe(idOf({ appointmentId: undefined }));
});

test("each step of a plan is a reminder of its own, and so are the texts of another kind", () => {
  const of = (reminder: AppointmentMessage["reminder"]) => idOf({ reminder });
  expect(new Set([idOf({}), of({ step: "7d@10:00" }), of({ step: "3h" }), of({ kind: "moved" })]).size).toBe(4);
  expect(of({ step: "3h", kind: "moved" })).not.toBe(of({ step: "3h" }));
});

test("the kind of a reminder and its origin do not change its id", () => {
  expect(idOf({ reminder: { kind: "reminder", origin: "appointments-table" } })).toBe(idOf({}));
  expect(idOf({ reminder: {} })).toBe(idOf({}));
});

test("a plan and a status do not change the id of one reminder", () => {
  expect(idOf({ reminderPlan: "7d@10:00, 3h", status: "booked" })).toBe(idOf({}));
});

test("without an appointment's id the patient and the time tell reminders apart", () => {
  const of = (patientId: string) => idOf({ appointmentId: undefined, patientId });
  expect(of("patient-1")).toBe(of("patient-1"));
  expect(of("patient-1")).not.toBe(of("patient-2"));
});

test("an appointment never shares its id with a patient, whatever their names", () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1 }), (name) => {
      expect(idOf({ appointmentId: name })).not.toBe(idOf({ appointmentId: undefined, patientId: name }));
    }),
  );
});

test("the key holds the start of the appointment in ms", () => {
  expect(identifyNotification(appointment(), CLINIC).timestamp).toBe(Date.parse("2026-12-02T19:30:00Z"));
});
