import { intoWindow, mayBeTexted, patientWindow, textTime } from "../../../../services/domain/send-window/text-time";
import { CLINIC } from "../../../support/data/clinics";

const NEW_YORK = "America/New_York";
const local = (text: string) => Date.parse(`${text}:00-05:00`);
const inWindow = (sendWindow: string, timeZone?: string) =>
  patientWindow(timeZone ? { timeZone } : {}, { timeZone: NEW_YORK, sendWindow });
const DAY = inWindow("09:00-20:00");

test("the patient's zone is the appointment's, or else the clinic's", () => {
  const clinic = { ...CLINIC, timeZone: NEW_YORK, sendWindow: "09:00-20:00" };
  expect(patientWindow({ timeZone: "America/Los_Angeles" }, clinic).zone).toBe("America/Los_Angeles");
  expect(patientWindow({}, clinic).zone).toBe(NEW_YORK);
});

describe("A text", () => {
  test("goes out now while the window is open", () => {
    const now = local("2027-03-01T19:59");
    expect(textTime(DAY, now, local("2027-03-02T10:00"))).toEqual({ at: now, isInWindow: true });
  });

  test("that comes at 22:00 waits until the window opens", () => {
    const found = textTime(DAY, local("2027-03-01T22:00"), local("2027-03-02T10:00"));
    expect(found).toEqual({ at: local("2027-03-02T09:00"), isInWindow: true });
  });

  test("waits for the window in the patient's zone", () => {
    const found = textTime(
      inWindow("09:00-20:00", "America/Los_Angeles"),
      local("2027-03-02T09:30"),
      local("2027-03-03T12:00"),
    );
    expect(found).toEqual({ at: local("2027-03-02T12:00"), isInWindow: true });
  });

  test.each([
    ["2027-03-01T21:30", "2027-03-01T21:30"],
    ["2027-03-02T07:00", "2027-03-02T07:00"],
    ["2027-03-01T23:00", "2027-03-02T07:00"],
    ["2027-03-02T06:59", "2027-03-02T07:00"],
  ])("at %s for an appointment at 8:30, before the window opens, goes out at %s", (now, then) => {
    const found = textTime(DAY, local(now), local("2027-03-02T08:30"));
    expect(found).toEqual({ at: local(then), isInWindow: false });
  });

  test("has no time if only hours of the night are left", () => {
    expect(textTime(DAY, local("2027-03-01T22:00"), local("2027-03-02T07:00"))).toBeUndefined();
    expect(textTime(DAY, local("2027-03-02T01:27"), local("2027-03-02T06:30"))).toBeUndefined();
  });

  test("goes out at night if the clinic's window includes the hour", () => {
    const now = local("2027-03-01T23:30");
    expect(textTime(inWindow("20:00-02:00"), now, local("2027-03-02T07:00"))).toEqual({ at: now, isInWindow: true });
  });

  test("goes out at any time with always", () => {
    const now = local("2027-03-02T03:00");
    expect(textTime(inWindow("always"), now, local("2027-03-02T07:00"))).toEqual({ at: now, isInWindow: true });
    expect(mayBeTexted(inWindow("always"), now, local("2027-03-02T07:00"))).toBe(true);
  });

  test("may go out now only if now is its time", () => {
    const start = local("2027-03-02T08:30");
    const times = ["2027-03-01T19:59", "2027-03-01T20:00", "2027-03-01T21:59", "2027-03-01T22:00", "2027-03-02T07:00"];
    expect(times.map((time) => mayBeTexted(DAY, local(time), start))).toEqual([true, true, true, false, true]);
    expect(mayBeTexted(DAY, local("2027-03-01T20:00"), local("2027-03-02T10:00"))).toBe(false);
  });
});

describe("A planned moment", () => {
  const moved = (moment: string, start: string, window = DAY) =>
    new Date(intoWindow(local(moment), local(start), window) - 5 * 3_600_000).toISOString().slice(0, 16);

  test.each([
    ["inside of the window stays", "2027-03-01T10:00", "2027-03-02T10:00", "2027-03-01T10:00"],
    ["in the night moves to the next opening", "2027-03-01T23:30", "2027-03-02T11:30", "2027-03-02T09:00"],
    ["moves back if the opening is within the hour", "2027-03-02T06:30", "2027-03-02T09:30", "2027-03-01T19:45"],
    ["moves back if no opening is left", "2027-03-02T04:30", "2027-03-02T07:30", "2027-03-01T19:45"],
  ])("%s", (_, moment, start, expected) => {
    expect(moved(moment, start)).toBe(expected);
  });

  test("moves to the opening of a window shorter than a quarter of an hour", () => {
    expect(moved("2027-03-02T08:00", "2027-03-02T09:00", inWindow("19:50-19:55"))).toBe("2027-03-01T19:50");
  });

  test("stays where the window is always open", () => {
    expect(moved("2027-03-02T03:00", "2027-03-02T06:00", inWindow("always"))).toBe("2027-03-02T03:00");
  });
});
