/** The order of messages: MSH-7. */

import { translateHl7 } from "../../../../../services/domain/translation/hl7/translate-hl7";
import { siu } from "../../../../support/ehr/hl7/siu";
import { booking } from "../../../../support/ehr/hl7/translated";

test.each([
  ["20270226090000", "2027-02-26T14:00:00Z"],
  ["202702260900", "2027-02-26T14:00:00Z"],
  ["20270226090000.250", "2027-02-26T14:00:00.250Z"],
  ["20270226090000.2509", "2027-02-26T14:00:00.250Z"],
  ["2027022609000025", "2027-02-26T14:00:00.250Z"],
  ["20270226090000+0100", "2027-02-26T08:00:00Z"],
  ["20270226090000.5-0800", "2027-02-26T17:00:00.500Z"],
  ["20270704090000", "2027-07-04T13:00:00Z"],
  ["20270226090000^S", "2027-02-26T14:00:00Z"],
])("MSH-7 %s is the version %s at a clinic in New York", (written, moment) => {
  const { version, sources } = booking(siu({ "MSH-7": written }));
  expect(version).toBe(Date.parse(moment));
  expect(sources.version).toBe("MSH-7.1");
});

test("the zone of a local time is that of the clinic, by the names that the message has for it", () => {
  const asked: (readonly string[])[] = [];
  const zoneOf = (names: readonly string[]) => {
    asked.push(names);
    return "America/Los_Angeles";
  };
  const [only] = translateHl7(siu({ "MSH-7": "20270226090000" }), { zoneOf });
  expect(only).toMatchObject({ version: Date.parse("2027-02-26T17:00:00Z") });
  expect(asked).toContainEqual(["CARD", "NORTH", "ROOM 3"]);
  expect(new Set(asked.map(String)).size).toBe(1);
});

test.each(["", '""', "20270226", "2027022609", "yesterday", "20270230090000", "20271326090000", "20270226250000"])(
  "MSH-7 %j is no version, with a note",
  (written) => {
    const translated = booking(siu({ "MSH-7": written }));
    expect(translated).not.toHaveProperty("version");
    expect(translated.sources).not.toHaveProperty("version");
    expect(translated.notes).toEqual([
      { path: expect.stringMatching(/^MSH-7/), note: expect.stringContaining("came counts") },
    ]);
  },
);

test("of an hour that comes twice the first is meant, with a note; an offset says which", () => {
  const local = booking(siu({ "MSH-7": "20271107013000" }));
  expect(local.version).toBe(Date.parse("2027-11-07T01:30:00-04:00"));
  expect(local.notes).toEqual([{ path: "MSH-7.1", note: expect.stringContaining("comes twice") }]);
  expect(booking(siu({ "MSH-7": "20271107013000-0500" })).version).toBe(Date.parse("2027-11-07T01:30:00-05:00"));
});

test("a time that the clocks skip is read as if they had not changed yet", () => {
  expect(booking(siu({ "MSH-7": "20270314023000" })).version).toBe(Date.parse("2027-03-14T02:30:00-05:00"));
});

describe("A change in the second of its booking", () => {
  const version = (event: string, time: string) =>
    booking(siu({ "MSH-9": `SIU^${event}`, "MSH-7": time })).version ?? 0;

  test.each([
    ["S14", 1],
    ["S13", 2],
    ["S15", 3],
  ])("%s counts as later, though MSH-7 is the same", (event, ms) => {
    expect(version(event, "20270226090000") - version("S12", "20270226090000")).toBe(ms);
    expect(version(event, "202702260900") - version("S12", "202702260900")).toBe(ms);
  });

  test("that ends the appointment by its status counts as an end, unless it is the booking", () => {
    const ended = (event: string) => booking(siu({ "MSH-9": `SIU^${event}`, "SCH-25": "Cancelled" })).version ?? 0;
    expect(ended("S14") - ended("S12")).toBe(3);
  });

  test("is where its fraction says, if it has one", () => {
    expect(version("S14", "20270226090000.000")).toBe(version("S12", "20270226090000.000"));
  });

  test("is before everything of the next second", () => {
    expect(version("S14", "20270226090000")).toBeLessThan(version("S12", "20270226090001"));
  });
});

describe("A start without an offset is in the clinic's zone", () => {
  test.each(["20270226090000", "20270226090000-0500", "20270704090000-0400", "20270226"])(
    "as is MSH-7 %s",
    (written) => {
      const { appointment, notes } = booking(siu({ "MSH-7": written, "TQ1-7": "202703011430" }));
      expect(appointment).toMatchObject({ appointmentTime: "2027-03-01T14:30" });
      expect(notes.map(({ note }) => note)).not.toContainEqual(expect.stringContaining("another offset"));
    },
  );

  test.each(["20270226140000+0000", "20270226140000Z", "20270704090000-0500"])(
    "though MSH-7 %s is not, with a note",
    (written) => {
      const { appointment, notes } = booking(siu({ "MSH-7": written, "TQ1-7": "202703011430" }));
      expect(appointment).toMatchObject({ appointmentTime: "2027-03-01T14:30" });
      expect(notes).toEqual([{ path: "MSH-7.1", note: expect.stringContaining("another offset") }]);
      expect(booking(siu({ "MSH-7": written, "TQ1-7": "202703011430-0500" })).notes).toEqual([]);
    },
  );
});
