import type { AppointmentStatus } from "../../../../contracts/appointment-status";
import type { BookedAppointment } from "../../../../contracts/bookings/booking-message";
import { BOOKING_KEPT_DAYS } from "../../../../contracts/tables/appointments-table";
import type { BookingVersion } from "../../../../services/domain/bookings/booking-version";
import { decideBooking, type VersionedBooking } from "../../../../services/domain/bookings/decide-booking";
import { clinicsInMemory } from "../../../../services/domain/clinics/clinics";
import type { Stored } from "../../../../services/domain/stored-appointment/stored-appointment";
import { CLINIC, NORTH_CLINIC } from "../../../support/data/clinics";
import { fc } from "../../../support/data/properties";
import { appointment, NOW } from "../../../support/data/records";

const DAY = 24 * 60 * 60 * 1_000;
const clinics = clinicsInMemory([CLINIC, NORTH_CLINIC]);
const settings = { clinics, now: NOW };
const FRIDAY = "2026-12-11T14:30:00-05:00";
const MONDAY = "2026-12-14T09:00:00-05:00";
const dueOn = (day: string) => expect.stringMatching(new RegExp(`^${day}#[0-9a-f]$`));

const sender = (value: number): BookingVersion => ({ kind: "sender", value });
const time = (value: number): BookingVersion => ({ kind: "time", value });

function booking(
  of: BookingVersion,
  status: AppointmentStatus = "booked",
  changes: Partial<BookedAppointment> = {},
): VersionedBooking {
  const whole = appointment({ appointmentTime: FRIDAY, ...changes }) as BookedAppointment;
  return { status, appointment: whole, clinic: clinics.find(whole.clinicId) ?? CLINIC, of, sentAt: NOW };
}

/** The item after bookings, one after the other. */
function after(stored: Stored | undefined, ...bookings: readonly VersionedBooking[]): Stored {
  let item = stored;
  for (const one of bookings) {
    const decision = decideBooking(item, one, settings);
    if (decision.kind === "write") item = decision.item;
  }
  return item ?? {};
}

const decided = (stored: Stored, one: VersionedBooking) => decideBooking(stored, one, settings).kind;

describe("A new booking", () => {
  test("is stored whole, with its version, its first reminder and its expiry", () => {
    expect(after(undefined, booking(sender(7)))).toEqual({
      ...appointment({ appointmentTime: FRIDAY }),
      status: "booked",
      version: 7,
      versionKind: "sender",
      reminderDate: dueOn("2026-12-10"),
      ttl: (Date.parse(FRIDAY) + BOOKING_KEPT_DAYS * DAY) / 1_000,
    });
  });

  test("of an appointment that has ended is stored without a reminder: it holds the version", () => {
    for (const status of ["cancelled", "arrived", "fulfilled", "noshow", "entered-in-error"] as const) {
      const item = after(undefined, booking(time(NOW), status));
      expect(item).toMatchObject({ status, version: NOW, versionKind: "time" });
      expect(item).not.toHaveProperty("reminderDate");
      expect(decided(item, booking(time(NOW - 1)))).toBe("superseded");
    }
  });

  test("of an appointment long ago is kept as long as one of today: an older message may still be in a queue", () => {
    const item = after(undefined, booking(sender(1), "fulfilled", { appointmentTime: "2020-01-01T09:00:00Z" }));
    expect(item.ttl).toBe(NOW / 1_000 + BOOKING_KEPT_DAYS * 24 * 60 * 60);
  });
});

describe("Versions", () => {
  test("the highest is kept, whatever the order", () => {
    const versions = [1, 2, 3].map((value) => booking(sender(value), "booked", { location: `Room ${value}` }));
    for (const order of [
      [0, 1, 2],
      [0, 2, 1],
      [1, 0, 2],
      [1, 2, 0],
      [2, 0, 1],
      [2, 1, 0],
    ]) {
      const item = after(undefined, ...order.map((index) => versions[index] as VersionedBooking));
      expect(item).toMatchObject({ version: 3, location: "Room 3" });
    }
  });

  test("a repeated one changes nothing", () => {
    const item = after(undefined, booking(sender(7)));
    expect(decided(item, booking(sender(7)))).toBe("unchanged");
    expect(decided({ ...item, reminderQueuedAt: "2026-12-10T14:00:00Z" }, booking(sender(7)))).toBe("unchanged");
  });

  test("of two with different content the ending status wins, in both orders", () => {
    const booked = booking(sender(7));
    const cancelled = booking(sender(7), "cancelled");
    expect(after(undefined, booked, cancelled)).toMatchObject({ status: "cancelled" });
    expect(after(undefined, cancelled, booked)).toMatchObject({ status: "cancelled" });
    expect(decided(after(undefined, cancelled), booked)).toBe("superseded");
  });

  test("of two with the same status the stored one is kept", () => {
    const item = after(undefined, booking(sender(7)));
    expect(decided(item, booking(sender(7), "booked", { location: "Room 9" }))).toBe("superseded");
  });

  test("of the other kind are rejected, and the field is named", () => {
    const bySender = after(undefined, booking(sender(7)));
    const byTime = after(undefined, booking(time(NOW)));
    for (const [item, of] of [
      [bySender, time(NOW)],
      [byTime, sender(NOW + 1)],
    ] as const) {
      expect(decideBooking(item, booking(of), settings)).toMatchObject({
        kind: "reject",
        violation: { field: "version", reason: "CONTRACT_VIOLATION" },
      });
    }
  });

  test("an item that others wrote has none: any booking is later", () => {
    for (const version of [undefined, "v9", 9]) {
      const item = { ...appointment({ appointmentTime: FRIDAY }), ...(version && { version }) };
      expect(decided(item, booking(sender(0)))).toBe("write");
      expect(decided(item, booking(time(NOW)))).toBe("write");
    }
  });

  test("any order and any repetition of the same bookings end with the highest, and the ending one of equals", () => {
    const one = fc.record({
      value: fc.integer({ min: 0, max: 4 }),
      status: fc.constantFrom<AppointmentStatus>("booked", "cancelled", "noshow"),
      appointmentTime: fc.constantFrom(FRIDAY, MONDAY),
    });
    fc.assert(
      fc.property(fc.array(one, { minLength: 1, maxLength: 12 }), (list) => {
        const bookings = list.map(({ value, status, appointmentTime }) =>
          booking(sender(value), status, { appointmentTime }),
        );
        const item = after(undefined, ...bookings);
        const highest = Math.max(...list.map(({ value }) => value));
        const latest = list.filter(({ value }) => value === highest);
        const ends = latest.some(({ status }) => status !== "booked");
        expect(item.version).toBe(highest);
        expect(item.status !== "booked").toBe(ends);
        expect(latest.map(({ appointmentTime }) => appointmentTime)).toContain(item.appointmentTime);
        expect("reminderDate" in item).toBe(!ends);
      }),
    );
  });
});

describe("A booking of a stored appointment", () => {
  const queued = { reminderQueuedAt: "2026-12-10T14:00:00.000Z" };
  const first = () => after(undefined, booking(sender(1)));
  const reminded = () => {
    const { reminderDate: _, ...item } = first();
    return { ...item, ...queued };
  };

  test("that changes neither start nor plan keeps what is due, and writes only what changed", () => {
    const item = first();
    expect(after(item, booking(sender(2)))).toEqual({ ...item, version: 2 });
    expect(after(item, booking(sender(2), "booked", { location: "Room 9" }))).toEqual({
      ...item,
      version: 2,
      location: "Room 9",
    });
  });

  test("that was reminded of, and is reported again every night, is not reminded of again", () => {
    const item = reminded();
    const nights = [2, 3, 4, 5].map((night) => booking(sender(night)));
    expect(after(item, ...nights)).toEqual({ ...item, version: 5 });
  });

  test("in another notation of the same start is not moved", () => {
    const item = after(reminded(), booking(sender(2), "booked", { appointmentTime: "2026-12-11T19:30:00Z" }));
    expect(item).toMatchObject({ ...queued, version: 2 });
    expect(item).not.toHaveProperty("revision");
    expect(item).not.toHaveProperty("reminderDate");
  });

  test("that moves it raises the revision, and plans its reminder anew", () => {
    const item = after(reminded(), booking(sender(2), "booked", { appointmentTime: MONDAY }));
    expect(item).toMatchObject({ revision: 1, reminderDate: dueOn("2026-12-13") });
    expect(item).not.toHaveProperty("reminderQueuedAt");
  });

  test("that moves it away and back is reminded of again", () => {
    const item = after(
      reminded(),
      booking(sender(2), "booked", { appointmentTime: MONDAY }),
      booking(sender(3), "booked", { appointmentTime: FRIDAY }),
    );
    expect(item).toMatchObject({ revision: 2, reminderDate: dueOn("2026-12-10") });
  });

  test("that ends it removes what is due, and keeps the rest", () => {
    const item = after({ ...first(), reminderStep: "3h" }, booking(sender(2), "cancelled"));
    expect(item).toMatchObject({ status: "cancelled", version: 2, appointmentTime: FRIDAY });
    expect(item).not.toHaveProperty("reminderDate");
    expect(item).not.toHaveProperty("reminderStep");
    expect(item).not.toHaveProperty("revision");
  });

  test("that revives it raises the revision once, also at another time", () => {
    const cancelled = after(reminded(), booking(sender(2), "cancelled"));
    expect(after(cancelled, booking(sender(3)))).toMatchObject({
      revision: 1,
      status: "booked",
      reminderDate: dueOn("2026-12-10"),
    });
    expect(after(cancelled, booking(sender(3), "booked", { appointmentTime: MONDAY }))).toMatchObject({ revision: 1 });
  });

  test("with a higher revision is reminded of again, and a lower one changes nothing", () => {
    const raised = after(reminded(), booking(sender(2), "booked", { revision: 5 }));
    expect(raised).toMatchObject({ revision: 5, reminderDate: dueOn("2026-12-10") });
    const lower = after({ ...reminded(), revision: 5 }, booking(sender(2), "booked", { revision: 4 }));
    expect(lower).toMatchObject({ revision: 5, ...queued });
    expect(lower).not.toHaveProperty("reminderDate");
  });

  test("at another clinic is another one", () => {
    const item = after(reminded(), booking(sender(2), "booked", { clinicId: "north" }));
    expect(item).toMatchObject({ revision: 1, reminderDate: dueOn("2026-12-10") });
  });

  test("removes fields that it does not have, and keeps attributes of other programs", () => {
    const item = after({ ...first(), bookedBy: "kiosk" }, booking(sender(2), "booked", { location: undefined }));
    expect(item).toMatchObject({ bookedBy: "kiosk" });
    expect(item).not.toHaveProperty("location");
  });

  test("with another plan is reminded of by the steps that follow the last reminder", () => {
    const plan = { reminderPlan: "1d, 3h" };
    expect(after(first(), booking(sender(2), "booked", plan))).toMatchObject({ reminderDate: dueOn("2026-12-10") });
    expect(after(reminded(), booking(sender(2), "booked", plan))).toMatchObject({
      ...queued,
      reminderDate: dueOn("2026-12-11T16:30"),
      reminderStep: "3h",
    });
  });

  test("that another program stored without a reminder gets one", () => {
    const item = after(appointment({ appointmentTime: FRIDAY }) as unknown as Stored, booking(sender(1)));
    expect(item).toMatchObject({ reminderDate: dueOn("2026-12-10") });
    expect(item).not.toHaveProperty("revision");
  });

  test("whose first reminder no run reads any more, or refuses, is planned anew", () => {
    for (const dead of [
      { reminderDate: "2026-10-05" },
      { reminderDate: "2026-10-05T14:15#a" },
      { reminderDate: "10/12/2026" },
      { reminderDate: "2026-12-10#A" },
      { reminderDate: "" },
      { reminderDate: 20261210 },
      { reminderDate: "2026-12-12" },
      { reminderDate: "2026-12-10", reminderStep: "soon" },
    ]) {
      const item = after({ ...first(), ...dead }, booking(sender(2)));
      expect(item).toMatchObject({ reminderDate: dueOn("2026-12-10") });
      expect(item).not.toHaveProperty("reminderStep");
      expect(item).not.toHaveProperty("revision");
    }
  });

  test("that is still due on a day or in a quarter of another program's choice keeps it", () => {
    for (const reminderDate of ["2026-12-08", "2026-12-08#c", "2026-12-10T14:15", "2026-11-30", "2026-12-11"]) {
      expect(after({ ...first(), reminderDate }, booking(sender(2)))).toMatchObject({ reminderDate });
    }
  });

  test("that breaks the contract as it is stored is another one", () => {
    const broken = { appointmentId: "appointment-1", patientId: "patient-1", appointmentTime: 7 };
    expect(after(broken, booking(sender(1)))).toMatchObject({ revision: 1, appointmentTime: FRIDAY });
  });
});
