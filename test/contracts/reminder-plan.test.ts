import { checkAppointment } from "../../contracts/appointment-check";
import { clinicsJsonSchema } from "../../contracts/clinics/profile-schema";
import { reminderMarkSchema } from "../../contracts/reminder-mark";
import { isPlan, PLAN_PATTERN, parsePlan, parseStep } from "../../contracts/reminder-plan";
import { fc } from "../support/data/properties";

const names = (plan: string) => parsePlan(plan)?.map(({ name }) => name);

test("a plan is steps separated by commas, and blanks around them have no meaning", () => {
  expect(parsePlan(" 7d@10:00,1d ,\t3h, 90m ")).toEqual([
    { name: "7d@10:00", kind: "time", days: 7, timeOfDay: "10:00" },
    { name: undefined, kind: "day", days: 1 },
    { name: "3h", kind: "elapsed", minutes: 180 },
    { name: "90m", kind: "elapsed", minutes: 90 },
  ]);
});

test("only the day before has no name, so that a notification of the default plan keeps its id", () => {
  expect(names("1d, 2d, 1d@09:00, 0d@08:00")).toEqual([undefined, "2d", "1d@09:00", "0d@08:00"]);
});

test.each(["60d", "60d@23:59", "0d@00:00", "1440h", "86400m", "30m", "7d,6d,5d,4d,3d,2d"])("%s is a plan", (plan) => {
  expect([isPlan(plan), PLAN_PATTERN.test(plan)]).toEqual([true, true]);
});

test.each([
  "",
  ",",
  "7d,",
  "7 d",
  "7D",
  "07d",
  "0d",
  "61d",
  "1d@24:00",
  "1d@9:00",
  "1d@09:60",
  "1d@",
  "1d @09:00",
  "29m",
  "0h",
  "1441h",
  "86401m",
  "-3h",
  "3.5h",
  "3h 90m",
  "3h; 90m",
  "1w",
  "\u0663h",
  "7d,6d,5d,4d,3d,2d,1d",
  "3h,180m",
  "1d@09:00, 1d@09:00",
  "1d,1d",
  `1d${" ".repeat(200)}`,
])("%j is no plan", (plan) => {
  expect(parsePlan(plan)).toBeUndefined();
});

test("every plan matches the published pattern, and each of its names can be a reminder's step", () => {
  const step = fc.oneof(
    fc.integer({ min: 1, max: 60 }).map((days) => `${days}d`),
    fc.tuple(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 1439 })).map(([days, minute]) => {
      const [hours, minutes] = [Math.floor(minute / 60), minute % 60].map((part) => String(part).padStart(2, "0"));
      return `${days}d@${hours}:${minutes}`;
    }),
    fc.integer({ min: 1, max: 1440 }).map((hours) => `${hours}h`),
    fc.integer({ min: 30, max: 86_400 }).map((minutes) => `${minutes}m`),
  );
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 6 }), fc.constantFrom(",", ", ", " ,\n"), (steps, comma) => {
      const plan = steps.join(comma);
      expect(PLAN_PATTERN.test(plan)).toBe(true);
      for (const text of steps) {
        const name = parseStep(text)?.name;
        expect(reminderMarkSchema.safeParse({ ...(name && { step: name }) }).success).toBe(true);
        expect(name ?? "1d").toBe(text);
      }
    }),
  );
});

test("a text that is no plan is refused in proportion to its length, without its value", () => {
  for (const plan of ["1d,".repeat(60_000), " ".repeat(100_000), `1d${" ".repeat(100_000)}x`, "9".repeat(100_000)]) {
    expect(parsePlan(plan)).toBeUndefined();
    const check = checkAppointment({ patientId: "p", appointmentTime: "2026-12-01T14:30Z", reminderPlan: plan });
    // Blanks alone are an absent plan.
    if (plan.trim() !== "") {
      expect(check).toMatchObject({
        violations: [{ field: "reminderPlan", problem: expect.stringMatching(/^must be 1 to 6 different steps/) }],
      });
    }
  }
});

test("the published schema of profiles has the pattern", () => {
  expect(JSON.stringify(clinicsJsonSchema())).toContain(JSON.stringify(PLAN_PATTERN.source));
});
