/** Whom the patient sees, where, and what the sender calls the clinic. */
import { siu } from "../../../../support/ehr/hl7/siu";
import { booking } from "../../../../support/ehr/hl7/translated";

const none = { AIL: undefined, AIP: undefined, PV1: undefined };

describe("The practitioner", () => {
  const practitioner = (fields: Record<string, string | undefined>, more: string[] = []) => {
    const { appointment, sources } = booking(siu({ ...none, ...fields }, more));
    return `${appointment.practitioner} ${sources.practitioner}`;
  };

  test.each([
    [{ "AIP-3": "4^Rivera^Maria", "PV1-7": "5^Khan^Omar" }, "Maria Rivera AIP-3"],
    [{ "AIP-3": "4", "PV1-7": "4^Khan^Omar" }, "Omar Khan PV1-7"],
    [{ "PV1-7": "5^Khan^Omar^^^Dr." }, "Dr. Omar Khan PV1-7"],
    [{ "AIP-3": "4^Rivera^Maria^T^Jr.^Dr.^MD" }, "Dr. Maria T Rivera Jr., MD AIP-3"],
    [{ "AIP-3": "4^van Dam&van&Dam^Eva" }, "Eva van Dam AIP-3"],
    [{ "AIP-3": `4^Rivera^Maria${"^".repeat(18)}NP` }, "Maria Rivera, NP AIP-3"],
    [{ "AIP-3": "4^Rivera^Maria^T^^MD" }, "Maria T Rivera, MD AIP-3"],
    [{ "AIP-3": "4^Rivera^Maria^^NP^Ms." }, "Ms. Maria Rivera, NP AIP-3"],
    [{ "AIP-3": "4^Rivera^Maria^^^PA^PA-C" }, "Maria Rivera, PA-C AIP-3"],
    [{ "AIP-3": "4~4^Rivera^Maria" }, "Maria Rivera AIP-3[2]"],
    [{ "AIG-3": "7^Rivera, Maria, NP", "AIG-4": "P^PROVIDER" }, "Rivera, Maria, NP AIG-3.2"],
    [{ "AIG-3": "7^Rivera^Maria", "AIG-4": "Physician" }, "Maria Rivera AIG-3"],
    [{ "AIG-3": "7^Rivera^L", "AIG-4": "Physician" }, "Rivera AIG-3.2"],
    [{ "AIG-3": "7^Rivera", "AIG-4": "P^PROVIDER", "PV1-7": "5^Khan^Omar" }, "Rivera AIG-3.2"],
    [{ "AIG-3": "399^COLONOSCOPY ROOM", "AIG-4": "2^RESOURCE" }, "undefined undefined"],
    [{ "SCH-12": "1^Desk^Sam", "SCH-16": "2^Desk^Kim", "SCH-20": "3^Desk^Lou" }, "undefined undefined"],
    [{ "PV1-8": "1^Referrer^Ann", "PV1-9": "1^Consultant^Bob" }, "undefined undefined"],
  ])("of %j is %s", (fields, expected) => {
    expect(practitioner(fields)).toBe(expected);
  });

  test("is the first person who is not removed", () => {
    expect(practitioner({ "AIP-2": "D", "AIP-3": "4^Rivera^Maria" }, ["AIP|2|A|5^Khan^Omar"])).toBe(
      "Omar Khan AIP[2]-3",
    );
    expect(practitioner({ "AIP-12": "Cancelled", "AIP-3": "4^Rivera^Maria" }, ["AIP|2|A|5^Khan^Omar"])).toBe(
      "Omar Khan AIP[2]-3",
    );
    expect(practitioner({ "MSH-9": "SIU^S15", "AIP-2": "D", "AIP-3": "4^Rivera^Maria" })).toBe("Maria Rivera AIP-3");
  });

  test("gets no title that the message does not have", () => {
    const { appointment } = booking(siu({ ...none, "PV1-7": "5^Khan^Omar" }));
    expect(appointment).toMatchObject({ practitioner: "Omar Khan" });
    expect(appointment).not.toHaveProperty("doctorName");
  });

  test("that is too long is left out with a note", () => {
    const { appointment, notes } = booking(siu({ "AIP-3": `4^${"R".repeat(201)}` }));
    expect(appointment).not.toHaveProperty("practitioner");
    expect(notes).toEqual([{ path: "AIP-3", note: expect.stringContaining("too long") }]);
  });
});

describe("The place", () => {
  const location = (fields: Record<string, string | undefined>, more: string[] = []) => {
    const { appointment, sources } = booking(siu({ ...none, ...fields }, more));
    return `${appointment.location} ${sources.location}`;
  };

  test.each([
    [{ "AIL-3": "CARD^ROOM 3^^NORTH", "PV1-3": "OTHER" }, "CARD, ROOM 3, NORTH AIL-3"],
    [{ "PV1-3": "CARD^ROOM 3" }, "CARD, ROOM 3 PV1-3"],
    [{ "AIL-3": '""', "PV1-3": "CARD" }, "CARD PV1-3"],
    [
      { "AIL-3": "CARD^3^BED 1^NORTH&1.2.3&ISO^^C^EAST WING^2^North Clinic, second floor" },
      "North Clinic, second floor AIL-3",
    ],
    [{ "AIL-3": "CARD^3^BED 1^NORTH&1.2.3&ISO^^C^EAST WING^2" }, "CARD, 3, 2, EAST WING, NORTH AIL-3"],
    [{ "AIL-3": "103^NORTH OFFICE" }, "NORTH OFFICE AIL-3"],
    [{ "AIL-3": "103" }, "103 AIL-3"],
    [{ "AIL-3": "103", "PV1-3": "104" }, "103 AIL-3"],
    [{ "AIL-3": "103", "PV1-3": "CARD^3" }, "CARD, 3 PV1-3"],
    [{ "AIL-3": "103~CARD" }, "CARD AIL-3[2]"],
    [{ "AIL-3": "NORTH^^^NORTH" }, "NORTH AIL-3"],
    [{ "AIL-3": "CARD^^^1.2.840.1" }, "CARD AIL-3"],
    [{ "AIL-3": "Smith \\T\\ Sons^2" }, "Smith & Sons, 2 AIL-3"],
    [{}, "undefined undefined"],
  ])("of %j is %s", (fields, expected) => {
    expect(location(fields)).toBe(expected);
  });

  test("is the first that is not removed", () => {
    expect(location({ "AIL-2": "D", "AIL-3": "OLD" }, ["AIL|2|A|NEW"])).toBe("NEW AIL[2]-3");
    expect(location({ "AIL-12": "Deleted", "AIL-3": "OLD", "PV1-3": "VISIT" })).toBe("VISIT PV1-3");
  });

  test("that is too long is cut with a note, not within a character", () => {
    const { appointment, notes } = booking(siu({ "AIL-3": `^^^^^^^^${"x".repeat(499)}\u{1f3e5}` }));
    expect(appointment.location).toBe("x".repeat(499));
    expect(notes).toEqual([{ path: "AIL-3", note: expect.stringContaining("cut") }]);
  });
});

describe("The clinic's names", () => {
  test("are those of the place, then of the visit, then of the sender, the most exact first", () => {
    const fields = {
      "AIL-3": "CARD^3^^NORTH&1.2.3&ISO^^^EAST^2^North Clinic",
      "PV1-3": "CARD^^^MAIN",
      "MSH-4": "GROUP^1.2^ISO^Clinics",
    };
    expect(booking(siu(fields)).clinicNames).toEqual([
      "CARD",
      "North Clinic",
      "NORTH",
      "1.2.3",
      "3",
      "EAST",
      "MAIN",
      "GROUP",
      "1.2",
      "Clinics",
    ]);
  });

  test("may be none", () => {
    expect(booking(siu({ ...none, "MSH-4": "" })).clinicNames).toEqual([]);
  });
});
