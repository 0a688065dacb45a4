/** What has become of the appointment: MSH-9 and SCH-25. */
import { siu } from "../../../../support/ehr/hl7/siu";
import { booking, ignored, problems } from "../../../../support/ehr/hl7/translated";

function status(fields: Record<string, string>) {
  const translated = booking(siu(fields));
  return `${translated.status} ${translated.sources.status}`;
}

test.each([
  ["Booked", "booked"],
  ["Overbook", "booked"],
  ["Pending", "entered-in-error"],
  ["Waitlist", "entered-in-error"],
  ["Started", "arrived"],
  ["Complete", "fulfilled"],
  ["Cancelled", "cancelled"],
  ["Dc", "cancelled"],
  ["DC", "cancelled"],
  ["Deleted", "entered-in-error"],
  ["Blocked", "entered-in-error"],
  ["Noshow", "noshow"],
  ["BOOKED", "booked"],
  ["Scheduled", "booked"],
  ["Confirmed", "booked"],
  ["ARRIVED", "arrived"],
  ["Checked In", "arrived"],
  ["completed", "fulfilled"],
  ["Canceled", "cancelled"],
  ["CAN", "cancelled"],
  ["CXL", "cancelled"],
  ["No Show", "noshow"],
  ["no-show", "noshow"],
])("SCH-25 %s of a booking or a change is %s", (code, expected) => {
  for (const event of ["S12", "S13", "S14"]) {
    expect(status({ "MSH-9": `SIU^${event}`, "SCH-25": code })).toBe(`${expected} SCH-25.1`);
  }
});

test("the text of SCH-25 counts where its code is one of the sender's own", () => {
  expect(status({ "SCH-25": "3^Cancelled^L" })).toBe("cancelled SCH-25.2");
  expect(status({ "SCH-25": "1^SCH" })).toBe("booked SCH-25.2");
});

test("without SCH-25, a booking or a change is booked by its event", () => {
  expect(status({ "MSH-9": "SIU^S14", "SCH-25": "" })).toBe("booked MSH-9.2");
});

test("an unknown SCH-25 leaves it to the event, with a note that does not have the code", () => {
  const translated = booking(siu({ "SCH-25": "XQ7" }));
  expect(translated).toMatchObject({ status: "booked", sources: { status: "MSH-9.2" } });
  expect(translated.notes).toEqual([{ path: "SCH-25.1", note: expect.not.stringContaining("XQ7") }]);
});

test.each([
  ["S15", "cancelled"],
  ["S16", "cancelled"],
  ["S17", "entered-in-error"],
  ["S26", "noshow"],
])("%s is %s, whatever SCH-25 says", (event, expected) => {
  expect(status({ "MSH-9": `SIU^${event}`, "SCH-25": "Booked" })).toBe(`${expected} MSH-9.2`);
  expect(status({ "MSH-9": `siu^${event.toLowerCase()}^SIU_S12`, "SCH-25": "" })).toBe(`${expected} MSH-9.2`);
});

test.each(["S23", "S24"])("%s is about time slots, and is ignored", (event) => {
  expect(ignored(siu({ "MSH-9": `SIU^${event}` }))).toMatch(/^is about time slots/);
});

test("a blocked slot without a patient is ignored", () => {
  const lines = siu({ "SCH-25": "Blocked" }).split("\r");
  expect(ignored(lines.filter((line) => !line.startsWith("PID")).join("\r"))).toMatch(/^is about a blocked time slot/);
});

test.each(["S18", "S19", "S20", "S21", "S22", "S25", "S27", "A04", ""])("the event %j is refused", (event) => {
  expect(problems(siu({ "MSH-9": `SIU^${event}` }))).toEqual([expect.stringMatching(/^MSH-9\.2: must be S12 to S17/)]);
});

test.each(["ACK^S12", "ADT^A08", "SRM^S01", "ORM^O01", ""])("a message of the type %j is refused", (type) => {
  expect(problems(siu({ "MSH-9": type }))).toEqual([expect.stringMatching(/^MSH-9\.1: must be SIU/)]);
});
