import { checkAppointment } from "../../../contracts/appointment-check";
import type { AppointmentMessage } from "../../../contracts/appointment-message";
import { startOf } from "../../../services/domain/appointment/appointment-time";
import { contactDigest } from "../../../services/domain/contact/contact-digest";
import { identifyNotification } from "../../../services/domain/notification/notification";
import { hostileText } from "../../support/data/arbitraries";
import { CLINIC, CLINIC_TIME_ZONE } from "../../support/data/clinics";
import { fc, runs } from "../../support/data/properties";
import { realTime } from "../fields/written-times";

/** What an id may be put together with, and what stands between the parts of one: to move it from one to the next. */
const SEPARATORS = [..."|:,;/#\0\"'\\[]{} -"].concat("appointment", "patient", '","', '",', "1796239800000", "\\u0000");
const joined = fc.array(fc.oneof(fc.constantFrom(...SEPARATORS), fc.constantFrom("a", "b")), { maxLength: 5 });
const id = fc.oneof(
  joined.map((parts) => parts.join("")),
  hostileText,
);
const given = fc.record({
  patientId: id.map((text) => `p${text}`),
  appointmentId: fc.option(id, { nil: undefined }),
  revision: fc.constantFrom(undefined, 0, 1, 10),
  appointmentTime: fc.oneof(
    fc.constantFrom("2026-12-02T14:30", "2026-12-02T19:30Z", "2026-12-02T14:30:00.001"),
    realTime,
  ),
});

function checked(fields: object): AppointmentMessage {
  const check = checkAppointment(fields);
  if (!check.ok) throw new Error(check.violations[0].field);
  return check.appointment;
}
const idOf = (appointment: AppointmentMessage) => identifyNotification(appointment, CLINIC).notificationId;
/** What tells reminders apart, as the contract says it: each part by itself. */
const identityOf = ({ appointmentId, patientId, appointmentTime, timeZone, revision = 0 }: AppointmentMessage) => [
  appointmentId === undefined,
  appointmentId ?? "",
  patientId,
  revision,
  startOf(appointmentTime, timeZone ?? CLINIC_TIME_ZONE),
];

test("two reminders share an id exactly where they are for the same patient and appointment, at the same moment, in the same revision", () => {
  const pair = fc.oneof(
    fc.tuple(given, given),
    // Two patients, or two revisions, of one appointment.
    fc.tuple(given, id).map(([one, other]) => [one, { ...one, patientId: `p${other}` }]),
    fc.tuple(given, fc.nat(2)).map(([one, revision]) => [one, { ...one, revision }]),
    // The same text in another place, and the parts of two ids put together at another point.
    fc.tuple(given, id).map(([one, other]) => [one, { ...one, appointmentId: one.patientId, patientId: `p${other}` }]),
    fc.tuple(id, id, id, given).map(([a, b, c, one]) => [
      { ...one, appointmentId: `${a}${b}`, patientId: `p${c}` },
      { ...one, appointmentId: a, patientId: `p${b}${c}` },
    ]),
  );
  fc.assert(
    fc.property(pair, (both) => {
      const [first, second] = both.map(checked) as [AppointmentMessage, AppointmentMessage];
      const same = JSON.stringify(identityOf(first)) === JSON.stringify(identityOf(second));
      expect(idOf(first) === idOf(second)).toBe(same);
    }),
    runs(600),
  );
});

test("a reminder's id is made of its identity alone, again and again", () => {
  fc.assert(
    fc.property(given, hostileText, (fields, text) => {
      const one = checked(fields);
      const others = { phoneNumber: "x", email: "x", doctorName: text.slice(0, 200), location: text.slice(0, 500) };
      expect(idOf(one)).toMatch(/^[0-9a-f]{32}$/);
      expect([
        idOf(one),
        idOf(checked({ ...others, ...fields })),
        idOf(checked(JSON.parse(JSON.stringify(one)))),
      ]).toEqual(Array(3).fill(idOf(one)));
    }),
    runs(500),
  );
});

test("two contacts share a digest exactly where phone and email are the same, each in its place", () => {
  const value = fc.option(id, { nil: undefined });
  const contact = fc.record({ phoneNumber: value, email: value });
  const moved = contact.map(({ phoneNumber, email }) => [
    { phoneNumber, email },
    { phoneNumber: email, email: phoneNumber },
  ]);
  fc.assert(
    fc.property(fc.oneof(fc.tuple(contact, contact), moved), (both) => {
      const [first, second] = both.map((one) => JSON.stringify([one.phoneNumber || "", one.email || ""]));
      const [digest, other] = both.map(contactDigest);
      expect(digest === other).toBe(first === second);
    }),
    runs(500),
  );
});
