import ICAL from "ical.js";
import { type CalendarEvent, calendarFile } from "../../../../../services/domain/content/email/calendar-file";
import { hostileText } from "../../../../support/data/arbitraries";
import { fc, runs } from "../../../../support/data/properties";

const EVENT: CalendarEvent = {
  uid: "0190a6fe-0000-8000-8000-000000000001",
  sequence: 3,
  start: Date.parse("2026-12-02T19:30:00Z"),
  madeAt: Date.parse("2026-12-01T15:00:00.123Z"),
  organizer: { address: "desk@clinic.example.com", name: "North Clinic" },
  summary: "Appointment: North Clinic",
  location: "Room 3; Main Street 5, Seattle",
  description: "To change or cancel,\nplease call (206) 555-0100.",
};

/** The only event of a file, as a parser that is not ours reads it. */
function eventOf(file: string) {
  const calendar = new ICAL.Component(ICAL.parse(file));
  const [event, ...others] = calendar.getAllSubcomponents();
  expect([event?.name, others]).toEqual(["vevent", []]);
  return { calendar, event: event as ICAL.Component };
}

test("a calendar file has one event, as iTIP publishes it", () => {
  expect(calendarFile({ ...EVENT, location: "" }).split("\r\n")).toEqual([
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//Appointment reminders//EN",
    "METHOD:PUBLISH",
    "BEGIN:VEVENT",
    "UID:0190a6fe-0000-8000-8000-000000000001",
    "SEQUENCE:3",
    "DTSTAMP:20261201T150000Z",
    "DTSTART:20261202T193000Z",
    'ORGANIZER;CN="North Clinic":mailto:desk@clinic.example.com',
    "SUMMARY:Appointment: North Clinic",
    "DESCRIPTION:To change or cancel\\,\\nplease call (206) 555-0100.",
    "CLASS:PRIVATE",
    "END:VEVENT",
    "END:VCALENDAR",
    "",
  ]);
});

test("another program reads what the event says", () => {
  const { calendar, event } = eventOf(calendarFile(EVENT));
  expect(calendar.getFirstPropertyValue("method")).toBe("PUBLISH");
  const start = event.getFirstPropertyValue("dtstart") as ICAL.Time;
  expect([start.toJSDate().getTime(), start.zone.tzid]).toEqual([EVENT.start, "UTC"]);
  expect(event.getFirstPropertyValue("uid")).toBe(EVENT.uid);
  expect(event.getFirstPropertyValue("sequence")).toBe(3);
  expect(event.getFirstPropertyValue("location")).toBe(EVENT.location);
  expect(event.getFirstPropertyValue("description")).toBe(EVENT.description);
  expect(event.getFirstProperty("organizer")?.getFirstParameter("cn")).toBe("North Clinic");
});

test("an address that a link may not have as it is, is encoded", () => {
  const file = calendarFile({ ...EVENT, organizer: { address: "a%b+c@clinic.example.com", name: "" } });
  expect(file).toContain("\r\nORGANIZER:mailto:a%25b%2Bc@clinic.example.com\r\n");
});

/** Without what is shown as a space, and with half a character as the replacement character. */
const shown = (text: unknown) => String(text).replace(/[\p{Cc}\u2028\u2029\s]+/gu, "");

test("whatever the values, the event has the same properties, each with its value, in lines of at most 75 octets", () => {
  const properties = eventOf(calendarFile(EVENT))
    .event.getAllProperties()
    .map(({ name }) => name);
  const value = hostileText.map((text) => `x${text.replace(/\p{Surrogate}/gu, "\ufffd").replaceAll("\ufeff", "")}`);
  fc.assert(
    fc.property(value, value, value, value, (summary, location, description, name) => {
      const file = calendarFile({ ...EVENT, summary, location, description, organizer: { ...EVENT.organizer, name } });
      const lines = file.split("\r\n");
      expect(lines.filter((line) => Buffer.byteLength(line) > 75 || /[\r\n\0]/.test(line))).toEqual([]);
      const { event } = eventOf(file);
      expect(event.getAllProperties().map((property) => property.name)).toEqual(properties);
      expect(shown(event.getFirstPropertyValue("summary"))).toBe(shown(summary));
      expect(shown(event.getFirstPropertyValue("location"))).toBe(shown(location));
      expect(shown(event.getFirstPropertyValue("description"))).toBe(shown(description));
    }),
    runs(500),
  );
});
