/** Whole messages, in the shapes of published samples. */
import { checkBooking } from "../../../../../contracts/bookings/booking-check";
import { sampleMessage, siu } from "../../../../support/ehr/hl7/siu";
import { booking, translate } from "../../../../support/ehr/hl7/translated";

test("a message becomes a booking, and each field names the element that it comes from", () => {
  expect(booking(siu())).toEqual({
    kind: "booking",
    status: "booked",
    version: Date.parse("2027-02-26T14:00:00Z"),
    appointment: {
      patientId: "p-1042",
      appointmentId: "F-77",
      appointmentTime: "2027-03-01T14:30",
      phoneNumber: "206 5550100",
      practitioner: "Dr. Maria T Rivera, MD",
      patientFirstName: "Pat",
      location: "CARD, ROOM 3, NORTH",
    },
    sources: {
      status: "SCH-25.1",
      version: "MSH-7.1",
      patientId: "PID-3.1",
      appointmentId: "SCH-2.1",
      appointmentTime: "TQ1-7.1",
      phoneNumber: "PID-13",
      practitioner: "AIP-3",
      patientFirstName: "PID-5.2",
      location: "AIL-3",
    },
    clinicNames: ["CARD", "NORTH", "ROOM 3"],
    notes: [],
    original: expect.any(Function),
  });
});

describe("Messages in the shapes of published samples", () => {
  test("one of Epic's has its id in SCH-2, lines that are wrapped, and notes that are not for patients", () => {
    const { status, appointment, version } = booking(sampleMessage("epic-new"));
    expect({ status, version }).toEqual({ status: "booked", version: Date.parse("2027-02-26T09:00-05:00") });
    expect(appointment).toEqual({
      patientId: "Z556301",
      appointmentId: "36996",
      appointmentTime: "2027-03-01T11:15",
      phoneNumber: "(206)555-0111",
      practitioner: "TINA BEST",
      patientFirstName: "JOHN",
      location: "IM",
    });
  });

  test("one of iNTERFACEWARE's has its own start in SCH-11, and another one in its resources", () => {
    expect(booking(sampleMessage("engine-new")).appointment).toEqual({
      patientId: "42",
      appointmentId: "2196178",
      appointmentTime: "2027-03-17T08:45:00",
      phoneNumber: "(206)555-0112",
      practitioner: "Charles A White, MD",
      patientFirstName: "PAUL",
      location: "OFFICE",
    });
  });

  test("one of Corepoint's has its id in SCH-1, and says in SCH-25 that the patient has arrived", () => {
    const { status, appointment } = booking(sampleMessage("engine-arrived"));
    expect(status).toBe("arrived");
    expect(appointment).toMatchObject({
      appointmentId: "00331839401",
      practitioner: "ALEX REED, MD",
      location: "CTX, NORTH",
    });
  });

  test("that of HL7's chapter on scheduling has its start in TQ1-7, and a place whose first component is an id", () => {
    const { status, appointment } = booking(sampleMessage("standard-rescheduled"));
    expect(status).toBe("booked");
    expect(appointment).toEqual({
      patientId: "484848",
      appointmentId: "2007567",
      appointmentTime: "2027-01-09T13:00",
      phoneNumber: "(206)555-0114",
      practitioner: "Patrick Pump",
      patientFirstName: "Adam",
      location: "NORTH OFFICE",
    });
  });

  test("one of athenahealth's has ids only for its people, and the clinic's name in MSH-4", () => {
    const { appointment, clinicNames } = booking(sampleMessage("athena-new"));
    expect(appointment).toEqual({
      patientId: "105613",
      appointmentId: "30148",
      appointmentTime: "2027-01-27T12:00",
      phoneNumber: "+1 206 5550122; +1 206 5550111; +1 206 5550133",
      email: "pat@example.com",
      practitioner: "ALEX REED",
      patientFirstName: "PAT",
      language: "en",
      location: "NORTH DEPARTMENT",
    });
    expect(clinicNames).toContain("North Clinic");
  });

  test("one of samedi's has offsets, an email that says X.400, and resources that are removed", () => {
    const { status, version, appointment } = booking(sampleMessage("samedi-changed"));
    expect({ status, version }).toEqual({ status: "booked", version: Date.parse("2027-02-07T13:12:02.001+01:00") });
    expect(appointment).toEqual({
      patientId: "w3300fg6126",
      appointmentId: "d-fsdem8jyufhigb6y",
      appointmentTime: "2027-05-16T13:00:00+02:00",
      phoneNumber: "+49 1512 3456789; +49 30 901820",
      email: "koch@example.org",
      patientFirstName: "Thorsten",
    });
  });

  test("one of Millennium's has words for uses and names, and S26 with a status of its own", () => {
    const { status, appointment } = booking(sampleMessage("millennium-noshow"), "Europe/London");
    expect(status).toBe("noshow");
    expect(appointment).toEqual({
      patientId: "10769859",
      appointmentId: "149549027",
      appointmentTime: "2027-11-13T10:00:00",
      phoneNumber: "07700900123; 02079460123",
      email: "rowan@example.com",
      patientFirstName: "ROWAN",
      location: "RNJ Renal SBH, RNJ KGV, RNJ BARTS",
    });
  });

  test.each([
    "epic-new",
    "engine-new",
    "engine-arrived",
    "standard-rescheduled",
    "athena-new",
    "samedi-changed",
    "millennium-noshow",
  ])("%s keeps the contract of bookings", (name) => {
    const { status, version, appointment } = booking(sampleMessage(name));
    const now = Date.parse("2027-12-01T00:00Z");
    expect(checkBooking({ status, version, appointment }, now)).toMatchObject({ ok: true, entries: [{ ok: true }] });
  });
});

test("nothing clinical of a message is in its booking: reasons, services, notes, observations, diagnoses", () => {
  const secret = "ONCOLOGY";
  const fields = ["SCH-5", "SCH-6", "SCH-7", "SCH-8", "AIS-3", "AIS-7", "AIL-4", "AIP-4", "RGS-3", "PV1-10", "PID-10"];
  const body = siu(Object.fromEntries(fields.map((field) => [field, secret])), [
    `NTE|1||${secret}`,
    `OBX|1|TX|1^X||${secret}`,
    `DG1|1|I9|${secret}`,
    `AIG|1|A|1^${secret}|2^RESOURCE`,
    `ZSC|${secret}`,
  ]);
  expect(JSON.stringify({ ...booking(body), original: undefined })).not.toContain(secret);
});

describe("A patient or several", () => {
  const group = (id: string, name: string, phone: string) => [
    `PID|1||${id}^^^NORTH^MR||Lee^${name}^^^^^L||||||||${phone}`,
    `PV1|1|O|CARD^${id}`,
  ];
  const several = siu({ PID: undefined, PV1: undefined, AIL: undefined }).replace(
    "\rRGS",
    `\r${[...group("p-1", "Pat", "(206)555-0101"), ...group("p-2", "Sam", "(206)555-0102")].join("\r")}\rRGS`,
  );

  test("a group appointment has a booking for each of its patients, with what is theirs", () => {
    const bookings = translate(several);
    const appointments = bookings.map((one) => (one.kind === "booking" ? one.appointment : undefined));
    expect(appointments).toEqual([
      expect.objectContaining({
        patientId: "p-1",
        patientFirstName: "Pat",
        phoneNumber: "(206)555-0101",
        location: "CARD, p-1",
      }),
      expect.objectContaining({
        patientId: "p-2",
        patientFirstName: "Sam",
        phoneNumber: "(206)555-0102",
        location: "CARD, p-2",
      }),
    ]);
  });

  test("each booking's own message says the same, and nothing of the others", () => {
    for (const one of translate(several)) {
      const again = booking(one.kind === "booking" ? one.original() : "");
      expect(again.appointment).toEqual(one.kind === "booking" && one.appointment);
      expect(again.status).toBe("booked");
    }
  });

  test("a patient of a group whose id is missing is refused, and the others are booked", () => {
    const [first, second] = translate(several.replace("p-2^^^NORTH^MR", "^^^NORTH^MR"));
    expect(first.kind).toBe("booking");
    expect(second).toMatchObject({ kind: "untranslatable", violations: [{ field: "PID[2]-3" }] });
  });

  test("a patient who is in the message twice has one booking", () => {
    expect(translate(several.replaceAll("p-2^^^", "p-1^^^"))).toHaveLength(1);
  });

  test("a message with more patients than any appointment has is refused as a whole", () => {
    const patients = Array.from({ length: 200 }, (_, index) => `PID|1||q-${index}`);
    expect(translate(siu({ PID: undefined }, patients))).toHaveLength(200);
    expect(translate(siu({}, patients))).toMatchObject([
      { kind: "untranslatable", violations: [{ field: "PID[201]" }] },
    ]);
  });

  test("with one patient, the order of the segments does not matter", () => {
    const [header, ...others] = siu().split("\r");
    expect(booking([header, ...others.reverse()].join("\r")).appointment).toEqual(booking(siu()).appointment);
  });
});

test("a message without PV1, resources and codes is a booking of what is left", () => {
  const bare = siu({
    PV1: undefined,
    RGS: undefined,
    AIS: undefined,
    AIL: undefined,
    AIP: undefined,
    "SCH-25": "",
    "PID-5": "",
  });
  expect(booking(bare).appointment).toEqual({
    patientId: "p-1042",
    appointmentId: "F-77",
    appointmentTime: "2027-03-01T14:30",
    phoneNumber: "206 5550100",
  });
});

test("a value that the message deletes is left out, and so is one that it does not have", () => {
  const deleted = siu({ "PID-13": '""', "PID-5": '""', "AIP-3": '""', "AIL-3": '""', "PV1-3": '""', "PID-15": '""' });
  expect(Object.keys(booking(deleted).appointment)).toEqual(["patientId", "appointmentId", "appointmentTime"]);
});

test("a message for training is translated, with a note", () => {
  expect(booking(siu({ "MSH-11": "T" })).notes).toEqual([
    { path: "MSH-11.1", note: expect.stringContaining("training") },
  ]);
});
