/**
 * Work grows with the size of what came, and no faster. A million characters take a pattern that goes back over what it
 * has read hours, and a hundred thousand minutes, not the time that a test has.
 */

import { checkAppointment, parseAppointment } from "../../../contracts/appointment-check";
import type { AppointmentMessage } from "../../../contracts/appointment-message";
import { smsText } from "../../../services/domain/content/sms-text";
import { readProducerEvent } from "../../../services/domain/producer/producer-event";
import { FIELDS } from "../../support/data/arbitraries";
import { CLINIC } from "../../support/data/clinics";
import { toE164, toEmailAddress } from "../../support/data/contacts";
import { emailOf } from "../../support/data/emails";
import { appointment, NOW } from "../../support/data/records";
import { ORIGINAL_TEXTS } from "../../support/data/texts";

const required = { patientId: "patient-1", appointmentTime: "2026-12-02T14:30" };
const START = Date.parse("2026-12-02T19:30:00Z");
/** As much as SQS takes in a message. */
const LARGEST = 1_048_576;
const LEVELS = 10_000;

/** Starts and repetitions that patterns for names, numbers, addresses and times may stumble over. */
const REPEATED = [
  ["", " "],
  ["a", " "],
  ["", "\u0301"],
  ["", "\u202e"],
  ["", "\0 "],
  ["", "dr. "],
  ["dr", " dr"],
  ["Doctor", " doctor."],
  ["", "a."],
  ["a@", "a."],
  ["a@", "a-"],
  ["", "a@a."],
  ["a@a", "."],
  ["", "<"],
  ["", "&\"'<>"],
  ["+1", "0"],
  ["2065550100", " "],
  ["2065550100", " x"],
  ["2065550100", ";ext=1"],
  ["2065550100", "-()~."],
  ["tel:2065550100;phone-context=", "a."],
  ["", "+"],
  ["", "０"],
  ["2026-12-02T14:30:00.", "0"],
  ["2026-12-02T14:30", "+00:00"],
  ["America/", "a/"],
  ["T00", "[u-ca=x]"],
  ["", "a-"],
  ["", "\ud800"],
] as const;
const ofLength = (length: number) =>
  REPEATED.map(([start, unit]) => start + unit.repeat(Math.ceil(length / unit.length)));
const long = ofLength(LARGEST);
const nested = (open: string, close: string) => open.repeat(LEVELS) + close.repeat(LEVELS);

test.each(FIELDS)("%s is refused where it is a million characters long, whatever they are", (field) => {
  for (const text of long) {
    const check = checkAppointment({ ...required, [field]: `${text}!` });
    expect(!check.ok && check.violations).toMatchObject([{ field }]);
  }
});

test("a million characters are no phone number and no address", () => {
  for (const text of long) {
    for (const written of [`${text}!`, `${text}@`]) {
      expect([toE164(written, "US"), toEmailAddress(written)]).toEqual([undefined, undefined]);
    }
  }
});

test("the texts are made of any number of characters", () => {
  for (const text of ofLength(LARGEST / 32)) {
    const of: AppointmentMessage = appointment({ doctorName: `${text}!`, location: `${text}!`, appointmentId: text });
    expect(smsText(of, START, CLINIC, ORIGINAL_TEXTS, NOW).length).toBeLessThan(3 * text.length);
    expect(emailOf(of).html.length).toBeLessThan(20 * text.length);
  }
});

test.each([
  ["lists", nested("[", "]")],
  ["objects", nested('{"patientId":', "}").replace(":}", ":1}")],
  ["objects in a prototype's name", nested('{"__proto__":', "}").replace(":}", ":1}")],
  ["lists that never end", "[".repeat(LARGEST)],
  ["objects that never end", '{"a":'.repeat(LARGEST / 5)],
])("%s, however deep, are refused", (_, body) => {
  expect(parseAppointment(body).ok).toBe(false);
});

test("a field that nests ten thousand levels is refused by its name, and an unknown one ignored", () => {
  const deep: unknown = JSON.parse(nested("[", "]"));
  for (const field of FIELDS) {
    expect(checkAppointment({ ...required, [field]: deep })).toMatchObject({ violations: [{ field }] });
  }
  expect(checkAppointment({ ...required, other: deep })).toEqual({ ok: true, appointment: required });
});

test("a message of the largest size, of a hundred thousand unknown fields, is an appointment", () => {
  const others = Array.from({ length: 100_000 }, (_, index) => `"${index}":0`).join();
  expect(parseAppointment(`{${others},${JSON.stringify(required).slice(1)}`)).toEqual({
    ok: true,
    appointment: required,
  });
});

test("an event that nests ten thousand levels, or names a hundred thousand appointments, is read", () => {
  expect(() => readProducerEvent(JSON.parse(nested("[", "]")))).toThrow("must be a JSON object");
  const deep: unknown = JSON.parse(`{"appointments":${nested("[", "]")}}`);
  expect(readProducerEvent(deep)).toEqual(deep);
  expect(readProducerEvent({ appointments: Array(100_000).fill({}) })).toHaveProperty("appointments.length", 100_000);
});
