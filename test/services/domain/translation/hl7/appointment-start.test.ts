/** When the appointment begins: SCH-11.4, TQ1-7 and the starts of its resources. */
import { siu } from "../../../../support/ehr/hl7/siu";
import { booking, problems } from "../../../../support/ehr/hl7/translated";

const SCH_11 = "^^^202703011400";
const TQ1_7 = "202703011500";
const none = { "SCH-11": "", TQ1: undefined };

function start(fields: Record<string, string | undefined>, more: string[] = []) {
  const { appointment, sources } = booking(siu(fields, more));
  return `${appointment.appointmentTime} ${sources.appointmentTime}`;
}

describe("SCH-11.4 and TQ1-7", () => {
  test.each(["2.1", "2.3", "2.3.1", "2.4", "", "V2"])("SCH-11.4 counts in version %j", (version) => {
    expect(start({ "MSH-12": version, "SCH-11": SCH_11, "TQ1-7": TQ1_7 })).toBe("2027-03-01T14:00 SCH-11.4");
  });

  test.each(["2.5", "2.5.1^USA", "2.7", "2.8.2", "2.9", "3.0", "2.10"])("TQ1-7 counts in version %s", (version) => {
    expect(start({ "MSH-12": version, "SCH-11": SCH_11, "TQ1-7": TQ1_7 })).toBe("2027-03-01T15:00 TQ1-7.1");
  });

  test.each(["2.3", "2.5.1"])("the only one that is sent counts in version %s", (version) => {
    expect(start({ "MSH-12": version, "SCH-11": SCH_11, TQ1: undefined })).toBe("2027-03-01T14:00 SCH-11.4");
    expect(start({ "MSH-12": version, "SCH-11": "^^30", "TQ1-7": TQ1_7 })).toBe("2027-03-01T15:00 TQ1-7.1");
  });

  test("where they differ, a note says so", () => {
    expect(booking(siu({ "SCH-11": SCH_11 })).notes).toEqual([
      { path: "TQ1-7.1", note: expect.stringContaining("counts") },
    ]);
    expect(booking(siu({ "SCH-11": "^^^202703011430" })).notes).toEqual([]);
  });

  test("they count more than the start of a resource", () => {
    expect(start({ "AIS-4": "202703011445", "AIP-6": "202703011445" })).toBe("2027-03-01T14:30 TQ1-7.1");
  });

  test("the second of two timings or repetitions counts if the first has no start", () => {
    expect(start({ "TQ1-7": "" }, ["TQ1|2||||||202703011600"])).toBe("2027-03-01T16:00 TQ1[2]-7.1");
    expect(start({ ...none, "SCH-11": "^^30~^^^202703011600" })).toBe("2027-03-01T16:00 SCH-11[2].4");
  });

  test("a precision in a sub-component is left out", () => {
    expect(start({ ...none, "SCH-11": "^^^202703011600&M" })).toBe("2027-03-01T16:00 SCH-11.4");
  });

  test("of a repeating appointment, the first is booked, with a note", () => {
    expect(booking(siu({ "TQ1-3": "Q1D" })).notes).toEqual([
      { path: "TQ1-3.1", note: expect.stringContaining("repeats") },
    ]);
    expect(booking(siu({ "TQ1-3": "ONCE" })).notes).toEqual([]);
  });
});

describe("Without SCH-11.4 and TQ1-7", () => {
  test.each([
    [{ "AIS-4": "202703011400", "AIP-6": "202703011500" }, "2027-03-01T14:00 AIS-4.1"],
    [{ "AIP-6": "202703011500", "AIL-6": "202703011600" }, "2027-03-01T15:00 AIP-6.1"],
    [{ "AIL-6": "202703011600", "AIG-8": "202703011700" }, "2027-03-01T16:00 AIL-6.1"],
    [{ "AIG-8": "202703011700" }, "2027-03-01T17:00 AIG-8.1"],
  ])("%j is %s", (fields, expected) => {
    expect(start({ ...none, ...fields })).toBe(expected);
    expect(booking(siu({ ...none, ...fields })).notes).toHaveLength(1);
  });

  test.each([
    ["15", "min", "2027-03-01T13:45:00"],
    ["-15", "min", "2027-03-01T14:15:00"],
    ["1", "h", "2027-03-01T13:00:00"],
    ["900", "s", "2027-03-01T13:45:00"],
    ["900", "", "2027-03-01T13:45:00"],
    ["0", "min", "2027-03-01T14:00"],
    ["", "min", "2027-03-01T14:00"],
    ["15", "fortnights", "2027-03-01T14:00"],
    ["soon", "min", "2027-03-01T14:00"],
  ])("an offset of %j %j is taken from the start of the resource", (offset, unit, expected) => {
    expect(start({ ...none, "AIS-4": "202703011400", "AIS-5": offset, "AIS-6": unit })).toBe(`${expected} AIS-4.1`);
  });

  test("an offset may lead to the day before, and keeps the time's own offset", () => {
    expect(start({ ...none, "AIS-4": "202703010010-0500", "AIS-5": "30", "AIS-6": "min" })).toBe(
      "2027-02-28T23:40:00-05:00 AIS-4.1",
    );
  });

  test("a resource without an offset counts more than one with an offset", () => {
    const fields = { "AIS-4": "202703011415", "AIS-5": "15", "AIS-6": "min", "AIP-6": "202703011430" };
    expect(start({ ...none, ...fields })).toBe("2027-03-01T14:30 AIP-6.1");
  });

  test.each([
    ["its segment", { "AIS-2": "D" }],
    ["its group", { "RGS-2": "D" }],
    ["its status", { "AIS-10": "Cancelled" }],
  ])("a service that is removed by %s does not count", (_, fields) => {
    expect(problems(siu({ ...none, "AIS-4": "202703011400", ...fields }))).toEqual([
      expect.stringMatching(/^SCH-11.4: is required/),
    ]);
  });

  test("what a cancelled appointment had counts, though its segments are removed", () => {
    expect(start({ ...none, "MSH-9": "SIU^S15", "AIS-2": "D", "AIS-4": "202703011400" })).toBe(
      "2027-03-01T14:00 AIS-4.1",
    );
  });

  test("nothing at all is refused", () => {
    expect(problems(siu(none))).toEqual(["SCH-11.4: is required, or TQ1-7, or the start of a resource such as AIS-4"]);
  });
});

describe("A time", () => {
  test.each([
    ["202703011430", "2027-03-01T14:30"],
    ["20270301143059", "2027-03-01T14:30:59"],
    ["20270301143059.1234", "2027-03-01T14:30:59.1234"],
    ["2027030114305900", "2027-03-01T14:30:59.00"],
    ["202703011430-0500", "2027-03-01T14:30-05:00"],
    ["20270301143000+0100", "2027-03-01T14:30:00+01:00"],
    ["20270301143000.000+0530", "2027-03-01T14:30:00.000+05:30"],
    ["20270301193000Z", "2027-03-01T19:30:00Z"],
    ["2027-03-01T14:30:00-05:00", "2027-03-01T14:30:00-05:00"],
    ["2027-03-01 14:30", "2027-03-01T14:30"],
  ])("%s is %s", (written, time) => {
    expect(booking(siu({ "TQ1-7": written })).appointment.appointmentTime).toBe(time);
  });

  test.each(["20270301", "2027-03-01", "2027030114", "202703", "2027", "20270301-0500"])(
    "%s has no time of day",
    (written) => {
      expect(problems(siu({ "TQ1-7": written }))).toEqual([
        "TQ1-7.1: must have the time of day, to the minute at least",
      ]);
    },
  );

  test.each(["soon", "03/01/2027 2:30 PM", "20270401143", "202703011430 EST", "1803929400000"])(
    "%s is not guessed",
    (written) => {
      const [problem] = problems(siu({ "TQ1-7": written }));
      expect(problem).toMatch(/^TQ1-7.1: must be a date and time/);
      expect(problem).not.toContain(written);
    },
  );

  test("one that counts and cannot be read is not replaced by another one", () => {
    expect(problems(siu({ "TQ1-7": "20270301", "SCH-11": SCH_11 }))).toEqual([expect.stringMatching(/^TQ1-7.1:/)]);
  });
});
