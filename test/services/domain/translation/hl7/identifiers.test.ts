/** The ids of the appointment and of the patient. */
import { siu } from "../../../../support/ehr/hl7/siu";
import { booking, problems } from "../../../../support/ehr/hl7/translated";

describe("appointmentId", () => {
  const id = (fields: Record<string, string>) => {
    const { appointment, sources } = booking(siu({ "SCH-1": "", "SCH-2": "", ...fields }));
    return `${appointment.appointmentId} ${sources.appointmentId}`;
  };

  test.each([
    [{ "SCH-1": "1", "SCH-2": "F-77" }, "F-77 SCH-2.1"],
    [{ "SCH-1": "P-1" }, "P-1 SCH-1.1"],
    [{ "SCH-1": "P-1", "SCH-2": '""' }, "P-1 SCH-1.1"],
    [{ "SCH-2": "F-77^EPIC^1.2.3^ISO" }, "F-77 SCH-2.1"],
    [{ "SCH-2": "F-77", "SCH-3": "2" }, "F-77-2 SCH-2.1"],
    [{ "SCH-24": "F-70", "SCH-3": "2" }, "F-70-2 SCH-24.1"],
    [{ "SCH-23": "P-70", "SCH-3": "2" }, "P-70-2 SCH-23.1"],
  ])("of %j is %s", (fields, expected) => {
    expect(id(fields)).toBe(expected);
  });

  test.each(["S13", "S14", "S15", "S17", "S26"])("is the same in %s as in S12", (event) => {
    const { appointment } = booking(siu({ "MSH-9": `SIU^${event}` }));
    expect(appointment.appointmentId).toBe(booking(siu()).appointment.appointmentId);
  });

  test("is required", () => {
    expect(problems(siu({ "SCH-1": "", "SCH-2": "^EPIC" }))).toEqual([
      "SCH-2: is required, or SCH-1: the id of the appointment",
    ]);
  });
});

describe("patientId", () => {
  const id = (list: string, fields: Record<string, string> = {}) => {
    const { appointment, sources } = booking(siu({ "PID-3": list, ...fields }));
    return `${appointment.patientId} ${sources.patientId}`;
  };

  test.each([
    ["123", "123 PID-3.1"],
    ["123^4^M10", "123 PID-3.1"],
    ["111-22-3333^^^SSA^SS~42^^^NORTH^MR", "42 PID-3[2].1"],
    ["E99^^^EPI^EPI~42^^^NORTH^MR", "42 PID-3[2].1"],
    ["E99^^^EPI^EPI~42^^^NORTH^PI", "42 PID-3[2].1"],
    ["E99^^^EPI^EPI~X7^^^OTHER^XX", "E99 PID-3[1].1"],
    ["42^^^NORTH^MRN", "42 PID-3.1"],
    ["77^^^A^PT~42^^^NORTH", "42 PID-3[2].1"],
    ["9^^^X^PI~E99^^^X^EPI~42^^^X^MR", "42 PID-3[3].1"],
    ["9^^^X^PI~E99^^^X^EPI~42^^^X^MRN", "42 PID-3[3].1"],
    ["E99^^^X^EPI~9^^^X^PI", "9 PID-3[2].1"],
    ["7^^^X~E99^^^X^EPI", "E99 PID-3[2].1"],
    ["7^^^X~E99^^^X^EMPI", "E99 PID-3[2].1"],
    ["7^^^X~E99^^^X^PE", "E99 PID-3[2].1"],
    ["5^^^X^ZZ~7^^^X", "7 PID-3[2].1"],
    ["5^^^X^ANN~6^^^X^ZZ", "5 PID-3[1].1"],
    ["5^^^X^NNUSAX~6^^^X^ZZ", "5 PID-3[1].1"],
    ["~42^^^NORTH^MR", "42 PID-3[2].1"],
    ["1^^^SOUTH^MR~2^^^NORTH&1.2.3&ISO^MR", "2 PID-3[2].1"],
    ["1^^^SOUTH^MR~2^^^EAST^MR", "1 PID-3[1].1"],
    ["1^^^NORTH^MR^^20200101^20210101~2^^^SOUTH^MR", "2 PID-3[2].1"],
    ["1^^^NORTH^MR^^20200101^20990101~2^^^SOUTH^MR", "1 PID-3[1].1"],
    ["1^^^SOUTH^MR^^20200101^20270226~2^^^EAST^MR", "1 PID-3[1].1"],
    ["1^^^SOUTH^MR^^20200101^20270225~2^^^EAST^MR", "2 PID-3[2].1"],
  ])("of the list %s is %s", (list, expected) => {
    expect(id(list)).toBe(expected);
  });

  test("is the first if the message names no facility", () => {
    expect(id("1^^^SOUTH^MR~2^^^^MR", { "MSH-4": "" })).toBe("1 PID-3[1].1");
  });

  test("is that of PID-2 if PID-3 is empty", () => {
    expect(id("", { "PID-2": "88" })).toBe("88 PID-2.1");
  });

  test.each(["SS", "DL", "AN", "VN", "PPN", "MA", "MC", "HC", "NI", "NNDEU", "SN", "BC"])(
    "is never a number of the type %s",
    (type) => {
      expect(problems(siu({ "PID-3": `123^^^X^${type}`, "PID-2": "" }))).toEqual([
        expect.stringMatching(/^PID-3: must have a number/),
      ]);
      expect(problems(siu({ "PID-3": `123^^^X^${type}`, "PID-2": "123" }))).toEqual([expect.stringMatching(/^PID-3:/)]);
    },
  );

  test("is required, and so is a patient", () => {
    expect(problems(siu({ "PID-3": "" }))).toEqual([expect.stringMatching(/^PID-3: must have a number/)]);
    expect(problems(siu({ PID: undefined }))).toEqual([expect.stringMatching(/^PID: is required/)]);
  });

  test("is missing along with other things: all of them are named", () => {
    const fields = problems(siu({ "PID-3": "", "SCH-1": "", "SCH-2": "", "TQ1-7": "" })).map(
      (problem) => problem.split(":")[0],
    );
    expect(fields).toEqual(["PID-3", "SCH-2", "SCH-11.4"]);
  });
});
