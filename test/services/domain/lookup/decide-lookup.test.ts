import type { AppointmentMessage } from "../../../../contracts/appointment-message";
import { APPOINTMENT_STATUSES } from "../../../../contracts/appointment-status";
import { APPOINTMENTS_TABLE_ORIGIN, type MessageKind } from "../../../../contracts/reminder-mark";
import { decideLookup, isLookedUp } from "../../../../services/domain/lookup/decide-lookup";
import { identifyNotification } from "../../../../services/domain/notification/notification";
import { CLINIC, CLINICS } from "../../../support/data/clinics";
import { appointment } from "../../../support/data/records";

const ENDED = APPOINTMENT_STATUSES.filter((status) => status !== "booked");
type Item = Readonly<Record<string, unknown>>;

function messageOf(changes: Partial<AppointmentMessage>) {
  const its = appointment(changes);
  return { appointment: its, clinic: CLINIC, key: identifyNotification(its, CLINIC) };
}

/** What becomes of a message that the producer queued. */
function decided(item: Item | undefined, changes: Partial<AppointmentMessage> = {}) {
  const reminder = { origin: APPOINTMENTS_TABLE_ORIGIN, ...changes.reminder } as const;
  return decideLookup(messageOf({ ...changes, reminder }), item, CLINICS);
}

/** What becomes of a message that another system sent. */
function decidedForOther(item: Item | undefined, changes: Partial<AppointmentMessage> = {}) {
  return decideLookup(messageOf(changes), item, CLINICS);
}

const stored = (changes: Item = {}): Item => ({
  ...appointment(),
  reminderQueuedAt: "2026-12-01T14:00:00Z",
  ...changes,
});

describe("A reminder that the producer queued", () => {
  test("is sent as it is if its item has not changed", () => {
    expect(decided(stored())).toEqual({ kind: "unchanged" });
    expect(decided(stored({ status: "booked", reminderPlan: "2d@10:00", schemaVersion: 1, version: 7 }))).toEqual({
      kind: "unchanged",
    });
  });

  test("is cancelled if its item is gone", () => {
    expect(decided(undefined)).toEqual({ kind: "cancel", code: "APPOINTMENT_GONE" });
  });

  test.each(ENDED)("is cancelled if its item is %s", (status) => {
    expect(decided(stored({ status }))).toEqual({ kind: "cancel", code: "APPOINTMENT_ENDED" });
  });

  test("is cancelled if its item was moved and then cancelled", () => {
    const item = stored({ status: "cancelled", appointmentTime: "2026-12-09T10:00:00-05:00", revision: 1 });
    expect(decided(item)).toEqual({ kind: "cancel", code: "APPOINTMENT_ENDED" });
  });

  test.each<[string, Item]>([
    ["another start", { appointmentTime: "2026-12-02T15:30:00-05:00" }],
    ["another zone for its local time", { appointmentTime: "2026-12-02T14:30", timeZone: "America/Chicago" }],
    ["a higher revision", { revision: 1 }],
  ])("is superseded if its item has %s", (_, changes) => {
    expect(decided(stored(changes))).toEqual({ kind: "supersede", code: "APPOINTMENT_CHANGED" });
  });

  test("is superseded by its revision of an appointment that was moved away and back", () => {
    expect(decided(stored({ revision: 2 }), { revision: 0 })).toMatchObject({ kind: "supersede" });
    expect(decided(stored({ revision: 2 }), { revision: 2 })).toEqual({ kind: "unchanged" });
  });

  test("is sent if its item has the same start in another notation, as the item writes it", () => {
    const appointmentTime = "2026-12-02T19:30:00Z";
    expect(decided(stored({ appointmentTime }))).toMatchObject({ kind: "changed", appointment: { appointmentTime } });
  });

  test.each<[string, Item]>([
    ["phoneNumber", { phoneNumber: "206-555-0177" }],
    ["email", { email: "new@example.com" }],
    ["contactPreference", { contactPreference: "none" }],
    ["location", { location: "Room 9" }],
    ["language", { language: "es" }],
  ])("has the item's %s if that was corrected", (_, changes) => {
    const reminder = { origin: APPOINTMENTS_TABLE_ORIGIN, step: "2d@10:00" };
    const now = decided(stored(changes), { reminder: { ...reminder, origin: APPOINTMENTS_TABLE_ORIGIN } });
    expect(now).toEqual({
      kind: "changed",
      clinic: CLINIC,
      appointment: { ...appointment(), ...changes, reminder },
    });
  });

  test("does not have a contact that was removed from its item", () => {
    const { phoneNumber: _, ...withoutPhone } = stored();
    const now = decided(withoutPhone);
    expect(now).toMatchObject({ kind: "changed" });
    expect(now).not.toHaveProperty("appointment.phoneNumber");
  });

  test("is sent as it was queued if its item now has a fault in its contact or wording", () => {
    expect(decided(stored({ phoneNumber: 2065550177 }))).toEqual({ kind: "unchanged" });
    expect(decided(stored({ location: "x".repeat(501) }))).toEqual({ kind: "unchanged" });
  });

  test.each<[string, Item]>([
    ["status", { status: "canceled" }],
    ["appointmentTime", { appointmentTime: "tomorrow" }],
    ["timeZone", { timeZone: "EST" }],
    ["revision", { revision: "2" }],
    ["contactPreference", { contactPreference: "None, please" }],
    ["clinicId", { clinicId: "closed" }],
  ])("waits if its item breaks the contract in %s, which decides", (_, changes) => {
    expect(decided(stored(changes))).toEqual({ kind: "unreadable" });
  });

  test("is cancelled also if its item has a fault in its contact", () => {
    expect(decided(stored({ status: "cancelled", phoneNumber: 2065550177 }))).toMatchObject({ kind: "cancel" });
  });
});

describe("The news that an appointment was moved", () => {
  const moved = { reminder: { kind: "moved" as MessageKind } };

  test("is sent while the appointment is booked at this start", () => {
    expect(decided(stored(), moved)).toEqual({ kind: "unchanged" });
    expect(decided(stored({ revision: 1 }), moved)).toMatchObject({ kind: "supersede" });
    expect(decided(stored({ status: "cancelled" }), moved)).toMatchObject({ kind: "cancel" });
  });
});

describe("The news that an appointment is cancelled", () => {
  const news = { reminder: { kind: "cancelled" as MessageKind } };

  test("is sent while the appointment is still cancelled", () => {
    expect(decided(stored({ status: "cancelled" }), news)).toEqual({ kind: "unchanged" });
    expect(decided(undefined, news)).toEqual({ kind: "unchanged" });
  });

  test("is superseded if the appointment is booked again", () => {
    expect(decided(stored(), news)).toEqual({ kind: "supersede", code: "APPOINTMENT_BOOKED" });
    expect(decided(stored({ status: "booked", revision: 1 }), news)).toMatchObject({ kind: "supersede" });
  });

  test("is superseded if the appointment was moved and cancelled there", () => {
    const item = stored({ status: "cancelled", appointmentTime: "2026-12-09T10:00:00-05:00" });
    expect(decided(item, news)).toEqual({ kind: "supersede", code: "APPOINTMENT_CHANGED" });
  });
});

describe("A message of another system", () => {
  test("is cancelled if its appointment is ended at the same start", () => {
    expect(decidedForOther(stored({ status: "cancelled" }))).toEqual({ kind: "cancel", code: "APPOINTMENT_ENDED" });
    const local = stored({ status: "noshow", appointmentTime: "2026-12-02T14:30" });
    expect(decidedForOther(local)).toMatchObject({ kind: "cancel" });
  });

  test.each<[string, Item | undefined]>([
    ["is not in the table", undefined],
    ["is booked at another start", { appointmentTime: "2026-12-09T10:00:00-05:00" }],
    ["is ended at another start", { status: "cancelled", appointmentTime: "2026-12-09T10:00:00-05:00" }],
    ["has another contact", { phoneNumber: "206-555-0177" }],
    ["has another revision", { revision: 3 }],
    ["breaks the contract", { status: "canceled" }],
    ["is of a clinic that does not exist", { status: "cancelled", clinicId: "closed" }],
  ])("may be newer than the table, and is sent as it is if its appointment %s", (_, item) => {
    expect(decidedForOther(item && stored(item))).toEqual({ kind: "unchanged" });
  });

  test("is sent if its sender raised the revision after the cancellation", () => {
    expect(decidedForOther(stored({ status: "cancelled" }), { revision: 1 })).toEqual({ kind: "unchanged" });
    expect(decidedForOther(stored({ status: "cancelled", revision: 1 }), { revision: 1 })).toMatchObject({
      kind: "cancel",
    });
  });

  test("is looked up only if it names its appointment, and is no news of a cancellation", () => {
    expect(isLookedUp(appointment())).toBe(true);
    expect(isLookedUp(appointment({ appointmentId: undefined }))).toBe(false);
    expect(isLookedUp(appointment({ reminder: { kind: "cancelled" } }))).toBe(false);
    expect(isLookedUp(appointment({ reminder: { kind: "cancelled", origin: "appointments-table" } }))).toBe(true);
  });
});
