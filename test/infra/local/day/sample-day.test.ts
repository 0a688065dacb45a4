import { checkAppointment, parseAppointment } from "../../../../contracts/appointment-check";
import type { AppointmentMessage } from "../../../../contracts/appointment-message";
import { dueDayOf } from "../../../../contracts/tables/appointments-table";
import { duePartsOf } from "../../../../contracts/tables/due-parts";
import { quarterOf } from "../../../../contracts/tables/quarters";
import { TEST_CONTACTS } from "../../../../infra/local/day/sample-data";
import { generateSampleDay, leftToDailyRun } from "../../../../infra/local/day/sample-day";
import { TEST_PHONES } from "../../../../infra/local/emulators/carriers/test-contacts";
import { startOf } from "../../../../services/domain/appointment/appointment-time";
import { usableContact } from "../../../../services/domain/contact/contact";
import { identifyNotification } from "../../../../services/domain/notification/notification";
import { firstReminder } from "../../../../services/domain/plan/next-reminder";
import { CLINIC as NEW_YORK } from "../../../support/data/clinics";
import { US_RULES } from "../../../support/data/contacts";

const CLINIC = "America/New_York";
const NOW = Date.parse("2026-11-22T23:30:00Z");
const HOUR = 3_600_000;
const options = { seed: 1, now: NOW, clinicTimeZone: CLINIC };
const day = generateSampleDay(options);
const appointments = [...leftToDailyRun(day), ...day.direct, ...day.bookings.due];
const days = new Map<string, ReturnType<typeof generateSampleDay>>();
/** The day at a time, made once. */
const dayAt = (time: string) => {
  const made = days.get(time) ?? generateSampleDay({ ...options, now: Date.parse(time) });
  days.set(time, made);
  return made;
};
/** What the pipeline reads of an appointment's contact. */
const contacts = new Map(appointments.map((one) => [one, usableContact(one, US_RULES)]));
const idOf = (appointment: (typeof appointments)[number]) =>
  identifyNotification(appointment, { timeZone: CLINIC }).notificationId;
const startsAt = ({ appointmentTime, timeZone }: (typeof appointments)[number]) =>
  startOf(appointmentTime, timeZone ?? CLINIC);

describe("the sample day", () => {
  test("is the same for the same seed and different for another", () => {
    expect(generateSampleDay(options)).toEqual(day);
    expect(generateSampleDay({ ...options, seed: 2 })).not.toEqual(day);
  });

  test("has the size of a day of the original system", () => {
    expect(day.scheduled.length).toBeGreaterThan(2250);
    expect(day.scheduled.length).toBeLessThan(2350);
    expect(day.direct.length + day.broken.length).toBeGreaterThan(200);
  });

  test("keeps the contract in every appointment", () => {
    expect(appointments.filter((appointment) => !checkAppointment(appointment).ok)).toEqual([]);
  });

  test("breaks the contract in every broken message, in many ways, never with an empty body, which SQS rejects", () => {
    expect(day.broken.filter(({ body }) => body === "" || parseAppointment(body).ok)).toEqual([]);
    const fields = day.broken.map(({ body }) => {
      const check = parseAppointment(body);
      return check.ok ? "" : `${check.violations[0].reason} ${check.violations[0].field}`;
    });
    expect(new Set(fields).size).toBeGreaterThanOrEqual(10);
  });

  test("has reminders due today, and a few on the days before", () => {
    const days = new Set(day.scheduled.map(({ reminderDate = "" }) => dueDayOf(reminderDate)));
    expect(days).toEqual(new Set(["2026-11-22", "2026-11-21", "2026-11-20"]));
    const earlier = day.scheduled.filter(({ reminderDate = "" }) => dueDayOf(reminderDate) !== "2026-11-22");
    expect(earlier.length).toBeGreaterThan(20);
    expect(earlier.length).toBeLessThan(50);
  });

  test("has no reminder due on a day that the daily run does not read", () => {
    const { scheduled } = generateSampleDay({ ...options, catchUpDays: 1 });
    const days = new Set(scheduled.map(({ reminderDate = "" }) => dueDayOf(reminderDate)));
    expect(days).toEqual(new Set(["2026-11-22", "2026-11-21"]));
  });

  test("uses the list of each day as a whole, and every part of today", () => {
    const dates = new Set(day.scheduled.map(({ reminderDate }) => reminderDate));
    expect(duePartsOf("2026-11-22").filter((part) => !dates.has(part))).toEqual([]);
  });

  test.each(["2026-11-22T00:10:00Z", "2026-11-22T12:00:00Z", "2026-03-07T23:50:00Z"])(
    "has appointments within the next two days, except a few, at %s",
    (time) => {
      const now = Date.parse(time);
      const { scheduled, direct } = dayAt(time);
      const starts = [...scheduled, ...direct].map(startsAt);
      const over = starts.filter((start) => start <= now).length;
      expect(over).toBeGreaterThan(5);
      expect(over).toBeLessThan(15);
      expect(Math.max(...starts)).toBeLessThan(now + 60 * HOUR);
    },
  );

  test("has appointments that are booked, moved, moved back and cancelled by SQS before the daily run", () => {
    const { phases, due, cancelled } = day.bookings;
    const versions = new Map<string, { status: string; version: number; time: string }>();
    for (const { status, version, appointment } of phases.flat()) {
      for (const { appointmentId = "", appointmentTime } of [appointment].flat()) {
        const last = versions.get(appointmentId);
        if (!last || last.version < version) versions.set(appointmentId, { status, version, time: appointmentTime });
      }
    }
    const lastOf = ({ appointmentId = "" }: AppointmentMessage) => versions.get(appointmentId);
    expect(due.map((one) => [lastOf(one)?.status, lastOf(one)?.time])).toEqual(
      due.map(({ appointmentTime }) => ["booked", appointmentTime]),
    );
    expect(new Set(cancelled.map((one) => lastOf(one)?.status))).toEqual(new Set(["cancelled"]));
    expect(versions.size).toBe(due.length + cancelled.length);
    expect(new Set(due.map(({ revision = 0 }) => revision))).toEqual(new Set([0, 1, 2]));
    const sent = day.direct.filter(({ appointmentId }) => cancelled.some((one) => one.appointmentId === appointmentId));
    expect(sent.length).toBeGreaterThan(5);
  });

  test("books appointments that are so near at any time of day that their reminders are late, and due at once", () => {
    for (const time of [
      "2026-11-22T00:10:00Z",
      "2026-11-22T12:00:00Z",
      "2026-11-23T04:59:00Z",
      "2026-03-07T23:50:00Z",
    ]) {
      const now = Date.parse(time);
      const due = dayAt(time).bookings.due.map((one) => ({ ...one, appointmentId: String(one.appointmentId) }));
      const quarters = due.map((one) => dueDayOf(firstReminder(one, NEW_YORK, now)?.reminderDate ?? ""));
      expect(new Set(quarters)).toEqual(new Set([quarterOf(now)]));
    }
  });

  test("has a unique id for every appointment in the table", () => {
    expect(new Set(day.scheduled.map((appointment) => appointment.appointmentId)).size).toBe(day.scheduled.length);
  });

  test("queues some reminders again, in another format", () => {
    const ids = appointments.map(idOf);
    const copies = ids.length - new Set(ids).size;
    expect(copies).toBe(40);
    const times = new Map(day.scheduled.map((appointment) => [idOf(appointment), appointment.appointmentTime]));
    const rewritten = day.direct.filter(
      (copy) => (times.get(idOf(copy)) ?? copy.appointmentTime) !== copy.appointmentTime,
    );
    expect(rewritten.length).toBeGreaterThan(10);
  });

  test("has every test contact, and no ordinary patient with the phone of one", () => {
    const testPhones: readonly (string | undefined)[] = Object.values(TEST_PHONES);
    for (const contact of TEST_CONTACTS) expect(appointments).toContainEqual(expect.objectContaining(contact));
    const ordinary = appointments.filter(
      ({ phoneNumber, email }) =>
        !TEST_CONTACTS.some((test) => test.phoneNumber === phoneNumber && test.email === email),
    );
    const theirs = ordinary.filter((appointment) => testPhones.includes(contacts.get(appointment)?.phoneNumber));
    expect(theirs).toEqual([]);
  });

  test("only uses numbers and addresses that are reserved for fiction", () => {
    const [phone, address] = [
      /^\+1\d{3}55501\d\d$|^\+442079460\d{3}$/,
      /@(example\.(com|org|net)|(reject|flaky|down)\.example|simulator\.amazonses\.com)$/,
    ];
    const all = [...contacts.values()];
    expect(all.filter(({ phoneNumber }) => phoneNumber && !phone.test(phoneNumber))).toEqual([]);
    expect(all.filter(({ email }) => email && !address.test(email))).toEqual([]);
    expect(all.filter(({ phoneNumber, email }) => phoneNumber && email).length).toBeGreaterThan(100);
  });

  test("reaches most patients by phone, some by email only and a few not at all", () => {
    const of = day.scheduled.map((given) => ({ given, usable: usableContact(given, US_RULES) }));
    const share = (is: (one: (typeof of)[number]) => unknown) => of.filter(is).length / of.length;
    expect(share(({ usable }) => usable.phoneNumber)).toBeGreaterThan(0.8);
    expect(share(({ usable }) => !usable.phoneNumber && usable.email)).toBeGreaterThan(0.05);
    expect(share(({ usable }) => !usable.phoneNumber && !usable.email)).toBeGreaterThan(0.01);
    expect(of.filter(({ given, usable }) => given.phoneNumber && !usable.phoneNumber).length).toBeGreaterThan(20);
  });

  test("writes times with an offset, in UTC, and local with and without a zone", () => {
    const local = /T\d\d:\d\d(:\d\d)?$/;
    expect(appointments.some(({ appointmentTime }) => /[+-]\d\d:\d\d$/.test(appointmentTime))).toBe(true);
    expect(appointments.some(({ appointmentTime }) => appointmentTime.endsWith("Z"))).toBe(true);
    expect(appointments.some((a) => local.test(a.appointmentTime) && a.timeZone)).toBe(true);
    expect(appointments.some((a) => local.test(a.appointmentTime) && !a.timeZone)).toBe(true);
  });
});
