import type { Clinic } from "../../../../contracts/clinics/clinic";
import { dueDayOf, duePartOf } from "../../../../contracts/tables/appointments-table";
import { QUARTER, quarterStart } from "../../../../contracts/tables/quarters";
import { startOf } from "../../../../services/domain/appointment/appointment-time";
import { firstReminder, nextReminder, queuedStep } from "../../../../services/domain/plan/next-reminder";
import { CLINIC } from "../../../support/data/clinics";
import { fc } from "../../../support/data/properties";

const at = (text: string) => Date.parse(text);
const NEW_YORK: Clinic = { ...CLINIC, timeZone: "America/New_York" };
/** A Tuesday, two days after the clocks were set back in New York, at 14:30 (19:30 UTC). */
const START = "2026-11-03T14:30:00-05:00";
const ids = { appointmentId: "a-1", patientId: "p-1" };
const appointment = (reminderPlan?: string, appointmentTime = START) => ({
  ...ids,
  appointmentTime,
  ...(reminderPlan !== undefined && { reminderPlan }),
});
const part = (due: string) => duePartOf(due, ids.appointmentId, ids.patientId);
/** A reminder that is due at a time, with its step. */
const due = (day: string, reminderStep?: string) => ({
  reminderDate: part(day),
  ...(reminderStep !== undefined && { reminderStep }),
});
const EARLY = at("2026-09-01T12:00Z");

describe("The first reminder", () => {
  test("of an appointment without a plan is on the day before, by the daily run, without a step", () => {
    expect(firstReminder(appointment(), NEW_YORK, EARLY)).toEqual(due("2026-11-02"));
  });

  test("is of the clinic's plan, unless the appointment has its own", () => {
    const clinic = { ...NEW_YORK, reminderPlan: "2d" };
    expect(firstReminder(appointment(), clinic, EARLY)).toEqual(due("2026-11-01", "2d"));
    expect(firstReminder(appointment("3d"), clinic, EARLY)).toEqual(due("2026-10-31", "3d"));
  });

  test("is the earliest, in whatever order the plan has its steps", () => {
    for (const plan of ["3h, 1d@09:00, 7d@10:00", "7d@10:00, 1d@09:00, 3h"]) {
      // Seven days before, the clocks were not set back yet: 10:00 is 14:00 UTC.
      expect(firstReminder(appointment(plan), NEW_YORK, EARLY)).toEqual(due("2026-10-27T14:00", "7d@10:00"));
    }
  });

  test("leaves out a step that lies after the start", () => {
    expect(firstReminder(appointment("0d@14:30"), NEW_YORK, EARLY)).toBeUndefined();
    expect(firstReminder(appointment("0d@14:15"), NEW_YORK, EARLY)).toEqual(due("2026-11-03T19:15", "0d@14:15"));
  });

  test("that is late is the last one that has passed, in the current quarter of an hour", () => {
    const plan = appointment("7d@10:00, 2d@10:00, 3h");
    expect(firstReminder(plan, NEW_YORK, at("2026-11-02T00:07Z"))).toEqual(due("2026-11-02T00:00", "2d@10:00"));
    expect(firstReminder(appointment(), NEW_YORK, at("2026-11-03T13:00Z"))).toEqual(due("2026-11-03T13:00"));
  });

  test("that is late is left out less than an hour before the start", () => {
    const [still, over] = [at("2026-11-03T18:30:00Z"), at("2026-11-03T18:30:00.001Z")];
    expect(firstReminder(appointment(), NEW_YORK, still)).toEqual(due("2026-11-03T18:30"));
    expect(firstReminder(appointment(), NEW_YORK, over)).toBeUndefined();
    expect(firstReminder(appointment(), NEW_YORK, at("2026-11-03T19:30:00Z"))).toBeUndefined();
  });

  test("that is late is left out less than an hour before the next one", () => {
    const plan = appointment("7d@10:00, 1d@09:00");
    expect(firstReminder(plan, NEW_YORK, at("2026-11-02T13:00:00Z"))).toEqual(due("2026-11-02T13:00", "7d@10:00"));
    expect(firstReminder(plan, NEW_YORK, at("2026-11-02T13:00:01Z"))).toEqual(due("2026-11-02T14:00", "1d@09:00"));
  });

  test("counts days at the clinic, wherever the patient is", () => {
    // 02:30 in Tokyo is 12:30 of the day before in New York.
    const inTokyo = { ...appointment("1d@10:00", "2026-11-12T02:30"), timeZone: "Asia/Tokyo" };
    expect(firstReminder(inTokyo, NEW_YORK, EARLY)).toEqual(due("2026-11-10T15:00", "1d@10:00"));
  });
});

describe("The next reminder", () => {
  const plan = appointment("7d@10:00, 1d, 3h");

  test("is the step after the one that was queued, until none is left", () => {
    const first = nextReminder(plan, NEW_YORK, "7d@10:00", at("2026-10-27T14:00Z"));
    expect(first).toEqual(due("2026-11-02"));
    const second = nextReminder(plan, NEW_YORK, undefined, at("2026-11-02T14:00Z"));
    expect(second).toEqual(due("2026-11-03T16:30", "3h"));
    expect(nextReminder(plan, NEW_YORK, "3h", at("2026-11-03T16:30Z"))).toBeUndefined();
  });

  test("leaves out steps that have passed, even the last", () => {
    expect(nextReminder(plan, NEW_YORK, "7d@10:00", at("2026-11-02T14:00Z"))).toEqual(due("2026-11-03T16:30", "3h"));
    expect(nextReminder(plan, NEW_YORK, "7d@10:00", at("2026-11-03T17:00Z"))).toBeUndefined();
  });

  test("of a step that was queued before its time is not that step again", () => {
    expect(nextReminder(plan, NEW_YORK, "3h", at("2026-11-01T14:00Z"))).toBeUndefined();
  });

  test("after a step that the plan no longer has is the first after its moment", () => {
    expect(nextReminder(plan, NEW_YORK, "2d@10:00", at("2026-10-20T14:00Z"))).toEqual(due("2026-11-02"));
    expect(nextReminder(plan, NEW_YORK, "9d", at("2026-10-25T14:00Z"))).toEqual(due("2026-10-27T14:00", "7d@10:00"));
  });

  test("after a day that another program chose is on a later day", () => {
    const own = appointment("7d@10:00, 1d@12:00, 3h");
    expect(nextReminder(own, NEW_YORK, undefined, at("2026-11-02T14:00Z"))).toEqual(due("2026-11-03T16:30", "3h"));
    expect(nextReminder(own, NEW_YORK, undefined, at("2026-11-03T14:00Z"))).toBeUndefined();
  });
});

describe("A due appointment's patient", () => {
  const plan = appointment("7d@10:00, 1d@09:00, 3h");

  test("is reminded by the step that is due, and the next one is planned", () => {
    expect(queuedStep(plan, NEW_YORK, "7d@10:00", at("2026-10-27T14:00Z"))).toEqual({
      step: "7d@10:00",
      next: due("2026-11-02T14:00", "1d@09:00"),
    });
    expect(queuedStep(appointment(), NEW_YORK, undefined, at("2026-11-02T14:00Z"))).toEqual({});
  });

  test("is reminded once if several steps are due: by the last of them", () => {
    expect(queuedStep(plan, NEW_YORK, "7d@10:00", at("2026-11-02T14:00Z"))).toEqual({
      step: "1d@09:00",
      next: due("2026-11-03T16:30", "3h"),
    });
    expect(queuedStep(plan, NEW_YORK, "7d@10:00", at("2026-11-03T19:00Z"))).toEqual({ step: "3h" });
  });

  test("is reminded by a step that the plan no longer has", () => {
    expect(queuedStep(plan, NEW_YORK, "5d@10:00", at("2026-10-29T14:00Z"))).toEqual({
      step: "5d@10:00",
      next: due("2026-11-02T14:00", "1d@09:00"),
    });
  });
});

describe("Over a change of clocks", () => {
  test("a time of day that is skipped is read as if the clocks had not changed yet, and of one that comes twice the first", () => {
    const spring = appointment("1d@02:30", "2026-03-09T09:00");
    expect(firstReminder(spring, NEW_YORK, at("2026-03-01T00:00Z"))).toEqual(due("2026-03-08T07:30", "1d@02:30"));
    const autumn = appointment("1d@01:30", "2026-11-02T09:00");
    expect(firstReminder(autumn, NEW_YORK, EARLY)).toEqual(due("2026-11-01T05:30", "1d@01:30"));
  });

  test("hours before the start are elapsed time", () => {
    // From 22:00 to 03:00 are four hours in that night.
    const spring = appointment("4h", "2026-03-08T03:00");
    expect(firstReminder(spring, NEW_YORK, at("2026-03-01T00:00Z"))).toEqual(due("2026-03-08T03:00", "4h"));
  });

  const ZONES = [
    "America/New_York",
    "Europe/London",
    "Australia/Lord_Howe",
    "Asia/Kathmandu",
    "Pacific/Chatham",
    "UTC",
  ];
  const PLANS = [
    "7d@10:00, 1d@09:00",
    "14d@02:30, 2d, 1d, 3h",
    "1440h, 24h, 30m",
    "0d@00:00, 1d@23:59, 1d@02:00",
    "1d",
  ];

  test("each step of a plan is reached at most once, in order, never early, and at most 15 minutes late", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: at("2026-01-01"), max: at("2028-12-31") }),
        fc.integer({ min: 0, max: 70 * 24 * 60 }),
        fc.constantFrom(...ZONES),
        fc.constantFrom(...PLANS),
        (start, ahead, timeZone, plan) => {
          const clinic = { ...NEW_YORK, timeZone };
          const planned = appointment(plan, new Date(start).toISOString());
          let now = start - ahead * 60_000;
          let reminder = firstReminder(planned, clinic, now);
          const sent: (string | undefined)[] = [];
          while (reminder) {
            const day = dueDayOf(reminder.reminderDate);
            const moment = quarterStart(day) ?? startOf(`${day}T09:00`, timeZone);
            // Its quarter is the current one or a later one, and begins before the start.
            if (quarterStart(day) !== undefined) expect([moment > now - QUARTER, moment < start]).toEqual([true, true]);
            now = Math.max(moment, now);
            const { step, next } = queuedStep(planned, clinic, reminder.reminderStep, now);
            sent.push(step);
            reminder = next;
          }
          expect(new Set(sent).size).toBe(sent.length);
          expect(sent.length).toBeLessThanOrEqual(plan.split(",").length);
        },
      ),
    );
  });

  test("a step that the sweep would reach only at the start is left out", () => {
    const clinic = { ...NEW_YORK, timeZone: "UTC" };
    const midnight = appointment("1d@23:59", "2026-01-01T00:00:00Z");
    expect(firstReminder(midnight, clinic, at("2025-12-31T23:58:00Z"))).toBeUndefined();
    const later = appointment("1d@23:59", "2026-01-01T00:00:01Z");
    expect(firstReminder(later, clinic, at("2025-12-31T23:58:00Z"))).toMatchObject({ reminderStep: "1d@23:59" });
  });

  test("all steps of a plan are reached by a booking that comes early enough", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: at("2026-01-01"), max: at("2028-12-31") }),
        fc.constantFrom(...ZONES),
        (start, timeZone) => {
          const clinic = { ...NEW_YORK, timeZone };
          const planned = appointment("7d@10:00, 1d@09:00", new Date(start).toISOString());
          const first = firstReminder(planned, clinic, start - 20 * 86_400_000);
          const second = nextReminder(
            planned,
            clinic,
            first?.reminderStep,
            quarterStart(dueDayOf(first?.reminderDate ?? "")) ?? 0,
          );
          expect([first?.reminderStep, second?.reminderStep]).toEqual(["7d@10:00", "1d@09:00"]);
          const moments = [first, second].map((one) => quarterStart(dueDayOf(one?.reminderDate ?? "")) ?? 0);
          const hours = moments.map((moment) =>
            new Date(moment).toLocaleTimeString("en-GB", { timeZone, hour: "2-digit", minute: "2-digit" }),
          );
          // Kathmandu and the Chathams are a quarter of an hour off: their clocks show whole quarters too.
          expect(hours).toEqual(["10:00", "09:00"]);
        },
      ),
    );
  });
});
