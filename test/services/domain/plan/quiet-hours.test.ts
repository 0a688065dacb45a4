/** Steps of a plan at a clinic whose patients are texted from 9:00 to 20:00. */
import {
  firstReminder,
  nextReminder,
  queuedStep,
  reminderAfterNews,
} from "../../../../services/domain/plan/next-reminder";
import { CLINIC } from "../../../support/data/clinics";

const DAY = { ...CLINIC, sendWindow: "09:00-20:00" };
/** In New York. */
const local = (text: string) => Date.parse(`${text}:00-05:00`);
const NOW = local("2026-12-01T10:00");

function first(reminderPlan: string, appointmentTime: string, changes = {}) {
  const of = { appointmentId: "a-1", patientId: "p-1", appointmentTime: `${appointmentTime}:00-05:00`, reminderPlan };
  return firstReminder({ ...of, ...changes }, DAY, NOW);
}
/** The clinic's clock at the quarter in which a reminder is due. */
const dueAt = (reminder: ReturnType<typeof first>) => {
  const quarter = reminder?.reminderDate.split("#")[0] ?? "";
  return new Date(Date.parse(`${quarter}Z`) - 5 * 3_600_000).toISOString().slice(0, 16);
};

test.each([
  ["12h", "2026-12-03T18:00", "2026-12-03T09:00"],
  ["1d@07:00", "2026-12-03T18:00", "2026-12-02T09:00"],
  ["1d@21:30", "2026-12-03T18:00", "2026-12-03T09:00"],
  ["3h", "2026-12-03T14:00", "2026-12-03T11:00"],
])("the step %s of an appointment at %s is due at %s, when the window is open", (plan, start, expected) => {
  expect(dueAt(first(plan, start))).toBe(expected);
});

test("a step before an early appointment is due in the evening before", () => {
  expect(dueAt(first("3h", "2026-12-03T08:30"))).toBe("2026-12-02T19:45");
  expect(dueAt(first("3h", "2026-12-03T09:30"))).toBe("2026-12-02T19:45");
});

test("a step is due when the window is open in the patient's zone", () => {
  expect(dueAt(first("6h", "2026-12-03T15:30", { timeZone: "America/Los_Angeles" }))).toBe("2026-12-03T12:00");
});

test("a step of the daily run stays on its day", () => {
  expect(first("2d", "2026-12-05T18:00")?.reminderDate).toMatch(/^2026-12-03/);
});

test("of steps that are moved to the same moment only the last is sent", () => {
  const of = {
    appointmentId: "a-1",
    patientId: "p-1",
    appointmentTime: "2026-12-03T20:00:00-05:00",
    reminderPlan: "13h, 12h, 2h",
  };
  const opening = local("2026-12-03T09:00");
  expect(queuedStep(of, DAY, "13h", opening)).toMatchObject({ step: "12h", next: { reminderStep: "2h" } });
  expect(nextReminder(of, DAY, "12h", opening)).toMatchObject({ reminderStep: "2h" });
});

describe("The message that an appointment was moved, in the night, goes out when the window opens, and", () => {
  const NIGHT = local("2026-12-01T23:00");
  const after = (reminderPlan: string, appointmentTime: string) => {
    const of = { appointmentId: "a-1", patientId: "p-1", appointmentTime: `${appointmentTime}:00-05:00`, reminderPlan };
    return reminderAfterNews(of, DAY, NIGHT);
  };

  test.each(["1d@09:00", "1d@09:45", "1d"])("takes the place of the step %s then", (step) => {
    expect(after(step, "2026-12-03T18:00")).toBeUndefined();
    expect(dueAt(after(`${step}, 3h`, "2026-12-03T18:00"))).toBe("2026-12-03T15:00");
  });

  test("leaves a step an hour later", () => {
    expect(dueAt(after("1d@10:00", "2026-12-03T18:00"))).toBe("2026-12-02T10:00");
  });

  test("leaves a day of the daily run that comes later", () => {
    expect(after("1d", "2026-12-04T08:30")?.reminderDate).toMatch(/^2026-12-03/);
  });
});
