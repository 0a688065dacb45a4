import type { AppointmentStatus } from "../../../../contracts/appointment-status";
import type { BookedAppointment } from "../../../../contracts/bookings/booking-message";
import { decideBooking } from "../../../../services/domain/bookings/decide-booking";
import { clinicsInMemory } from "../../../../services/domain/clinics/clinics";
import type { Stored } from "../../../../services/domain/stored-appointment/stored-appointment";
import { CLINIC, NORTH_CLINIC } from "../../../support/data/clinics";
import { appointment, NOW } from "../../../support/data/records";

const FRIDAY = "2026-12-11T14:30:00-05:00";
const clinics = clinicsInMemory([CLINIC, NORTH_CLINIC]);
const REPLY = { reply: "CANCEL", repliedAt: "2026-12-01T16:00:00.000Z", replyStart: Date.parse(FRIDAY) };

/** The item after a booking with the next version. */
function booked(
  stored: Stored | undefined,
  changes: Partial<BookedAppointment> = {},
  status: AppointmentStatus = "booked",
) {
  const whole = appointment({ appointmentTime: FRIDAY, ...changes }) as BookedAppointment;
  const of = { kind: "sender", value: Number(stored?.version ?? 0) + 1 } as const;
  const clinic = clinics.find(whole.clinicId) ?? CLINIC;
  const decision = decideBooking(
    stored,
    { status, appointment: whole, clinic, of, sentAt: NOW },
    { clinics, now: NOW },
  );
  if (decision.kind !== "write") throw new Error(decision.kind);
  return decision.item;
}
const answered = (changes: Stored = {}): Stored => ({ ...booked(undefined), ...REPLY, ...changes });

test.each([
  ["the same", {}],
  ["the same start in another notation", { appointmentTime: "2026-12-11T19:30:00Z" }],
  ["another contact and place", { phoneNumber: "+12065550101", location: "Room 9" }],
])("A booking with %s leaves the answer of the patient", (_, changes) => {
  expect(booked(answered(), changes)).toMatchObject(REPLY);
});

test("A cancellation leaves it too", () => {
  expect(booked(answered(), {}, "cancelled")).toMatchObject({ ...REPLY, status: "cancelled" });
});

test.each<[string, Partial<BookedAppointment>, Stored]>([
  ["another start", { appointmentTime: "2026-12-14T09:00:00-05:00" }, {}],
  ["another clinic", { clinicId: NORTH_CLINIC.id }, {}],
  ["a higher revision, by which the patient is reminded anew", { revision: 3 }, {}],
  ["an appointment that had ended", {}, { status: "cancelled" }],
])("A booking with %s removes it", (_, changes, stored) => {
  const item = booked(answered(stored), changes);
  for (const attribute of Object.keys(REPLY)) expect(item).not.toHaveProperty(attribute);
});
