/** Whom the patient sees, and where. */
import {
  actor,
  appointment,
  booking,
  collected,
  type Json,
  NORTH,
  PAT,
  RIVERA,
  role,
} from "../../../../support/ehr/fhir/fhir-resources";

describe("Whom the patient sees", () => {
  const shown = (participant: Json[], ...resources: Json[]) =>
    booking(collected({ participant: [actor("Patient/p-1042"), ...participant] }, PAT, ...resources)).appointment
      .practitioner;
  const person = (id: string, ...name: Json[]) => ({ resourceType: "Practitioner", id, name });
  const named = (display: string, changes: Json = {}) => ({
    actor: { display, type: "Practitioner" },
    status: "accepted",
    ...changes,
  });

  test("is shown with prefix and suffix", () => {
    expect(shown([actor("Practitioner/rivera")], RIVERA)).toBe("Dr. Maria Rivera");
    const name = { prefix: ["Prof.", "Dr."], given: ["Kim", "L."], family: "Do", suffix: ["Jr.", "MD", "FACC"] };
    expect(shown([actor("Practitioner/do")], person("do", name))).toBe("Prof. Dr. Kim L. Do Jr., MD, FACC");
    expect(shown([actor("Practitioner/do")], person("do", { family: "Do" }))).toBe("Do");
  });

  test("gets no title that the message does not have", () => {
    expect(shown([actor("Practitioner/do")], person("do", { given: ["Kim"], family: "Do" }))).toBe("Kim Do");
  });

  test("is shown by the text of the name, which is made for that", () => {
    const name = { text: "Kim Do, NP", given: ["Kim"], family: "Do" };
    expect(shown([actor("Practitioner/do")], person("do", name))).toBe("Kim Do, NP");
    expect(shown([actor("Practitioner/do")], person("do", { use: "old", text: "Kim Lee" }))).toBeUndefined();
  });

  test("is found by the role, its person, or the name in a reference", () => {
    const held = {
      resourceType: "PractitionerRole",
      id: "r",
      practitioner: { reference: "Practitioner/rivera", display: "M. R." },
    };
    expect(shown([actor("PractitionerRole/r")], held, RIVERA)).toBe("Dr. Maria Rivera");
    expect(shown([actor("PractitionerRole/r")], held)).toBe("M. R.");
    expect(shown([{ actor: { reference: "PractitionerRole/x", display: "Dr. X" }, status: "accepted" }])).toBe("Dr. X");
    expect(shown([named("Dr. Y")])).toBe("Dr. Y");
    expect(shown([{ ...role("PPRF"), actor: { display: "Dr. Z" }, status: "accepted" }])).toBe("Dr. Z");
  });

  test("is not looked for in circles", () => {
    const practitioner = { reference: "PractitionerRole/r", display: "Dr. R" };
    expect(shown([actor("PractitionerRole/r")], { resourceType: "PractitionerRole", id: "r", practitioner })).toBe(
      "Dr. R",
    );
  });

  test("is not guessed from a name without a type or a role", () => {
    expect(shown([{ actor: { display: "Dr. Z" }, status: "accepted" }])).toBeUndefined();
  });

  test("is the primary performer, then the attender, then who is required", () => {
    expect(shown([named("First"), named("Attender", role("ATND")), named("Performer", role("PPRF"))])).toBe(
      "Performer",
    );
    expect(shown([named("First"), named("Attender", role("ATND"))])).toBe("Attender");
    expect(shown([named("Optional", { required: "optional" }), named("Required")])).toBe("Required");
  });

  test("is none who declined, is only informed, refers, or takes part at another time", () => {
    const absent = [
      named("A", { status: "declined" }),
      named("B", { required: "information-only" }),
      named("C", role("REF")),
      named("D", { period: { end: "2027-02-28T10:00:00-05:00" } }),
      named("E", {
        type: [{ coding: [{ system: "http://terminology.hl7.org/CodeSystem/participant-type", code: "translator" }] }],
      }),
    ];
    expect(shown(absent)).toBeUndefined();
    expect(shown([...absent, named("F")])).toBe("F");
  });

  test("is one; a note says that the others are left out", () => {
    const message = appointment({ participant: [actor("Patient/1"), named("A"), named("B")] });
    expect(booking(message).notes).toContainEqual({
      path: "Appointment.participant[2].actor.display",
      note: "is left out: one practitioner is shown",
    });
  });

  test("is cut where the contract ends", () => {
    expect(shown([named("x".repeat(201))])).toBe("x".repeat(200));
  });
});

describe("The place", () => {
  const at = (participant: Json[], ...resources: Json[]) =>
    booking(collected({ participant: [actor("Patient/p-1042"), ...participant] }, PAT, ...resources));
  const shown = (...resources: Json[]) => at([actor("Location/north")], ...resources).appointment.location;

  test("has the name and the address", () => {
    const address = { line: ["500 Pine St", "Suite 3"], city: "Seattle", state: "WA", postalCode: "98101" };
    expect(shown({ ...NORTH, address })).toBe("North Clinic\n500 Pine St, Suite 3\nSeattle, WA 98101");
    expect(shown({ ...NORTH, address: { text: "500 Pine St, Seattle" } })).toBe("North Clinic\n500 Pine St, Seattle");
  });

  test("without a name it has the first alias, or else the description, which is not shown otherwise", () => {
    const nameless = { resourceType: "Location", id: "north", description: "Second floor" };
    expect(shown({ ...nameless, alias: ["North"] })).toBe("North");
    expect(shown(nameless)).toBe("Second floor");
    expect(shown({ ...NORTH, description: "Second floor" })).toBe("North Clinic");
  });

  test("a room is shown in its building, with the building's address", () => {
    const room = { resourceType: "Location", id: "room", name: "Room 3", partOf: { reference: "Location/north" } };
    const building = { ...NORTH, address: { line: "500 Pine St", city: "Seattle" } };
    expect(at([actor("Location/room")], room, building).appointment.location).toBe(
      "North Clinic\nRoom 3\n500 Pine St\nSeattle",
    );
  });

  test("places that are parts of each other end", () => {
    const circle = { ...NORTH, partOf: { reference: "Location/north" } };
    expect(shown(circle)).toBe("North Clinic");
  });

  test("that is not in the message is shown by its name in the reference", () => {
    const participant = [{ actor: { reference: "Location/x", display: "North Clinic" }, status: "accepted" }];
    expect(at(participant).appointment.location).toBe("North Clinic");
    expect(at([{ ...role("LOC"), actor: { display: "South Clinic" } }]).appointment.location).toBe("South Clinic");
  });

  test("is that of the service or of the practitioner's role, if no location attends", () => {
    const location = [{ reference: "Location/north" }, { display: "Elsewhere" }];
    const service = { resourceType: "HealthcareService", id: "s", name: "HIV clinic", location };
    expect(at([actor("HealthcareService/s")], service, NORTH).appointment).toMatchObject({ location: "North Clinic" });
    const held = { resourceType: "PractitionerRole", id: "r", location };
    expect(at([actor("PractitionerRole/r")], held, NORTH).appointment.location).toBe("North Clinic");
    expect(JSON.stringify(at([actor("HealthcareService/s")], service, NORTH).appointment)).not.toContain("HIV");
  });

  test("is one; a place that declined is none", () => {
    const declined = { actor: { display: "Full", type: "Location" }, status: "declined" };
    const more = { actor: { display: "Other", type: "Location" }, status: "accepted" };
    const { appointment: fields, notes } = at([declined, actor("Location/north"), more], NORTH);
    expect(fields.location).toBe("North Clinic");
    expect(notes.map(({ note }) => note)).toContain("is left out: one place is shown");
  });

  test("is cut where the contract ends", () => {
    expect(shown({ ...NORTH, name: "x".repeat(501) })).toBe("x".repeat(500));
  });
});

describe("The schedule of a slot", () => {
  const slot = { resourceType: "Slot", id: "s", schedule: { reference: "Schedule/c" } };
  const schedule = {
    resourceType: "Schedule",
    id: "c",
    actor: [{ reference: "Practitioner/rivera" }, { reference: "Location/north" }],
  };
  const of = (participant: Json[]) =>
    booking(collected({ slot: [{ reference: "Slot/s" }], participant }, PAT, slot, schedule, RIVERA, NORTH))
      .appointment;

  test("says whom the patient sees and where, if the appointment does not", () => {
    expect(of([actor("Patient/p-1042")])).toMatchObject({ practitioner: "Dr. Maria Rivera", location: "North Clinic" });
  });

  test("says nothing where the appointment does", () => {
    const other = { actor: { type: "Practitioner", display: "Dr. Other" } };
    expect(of([actor("Patient/p-1042"), other])).toMatchObject({ practitioner: "Dr. Other", location: "North Clinic" });
  });
});

describe("The clinic", () => {
  const namesOf = (participant: Json[], ...resources: Json[]) =>
    booking(collected({ participant: [actor("Patient/p-1042"), ...participant] }, PAT, ...resources)).clinicNames;

  test("is known by the place, what it is part of, and whose it is: the most exact first", () => {
    const room = {
      resourceType: "Location",
      id: "room",
      identifier: [{ use: "old", value: "R0" }, { value: "R3" }],
      name: "Room 3",
      partOf: { reference: "Location/north", display: "North" },
    };
    const site = { ...NORTH, managingOrganization: { reference: "Organization/o" } };
    const owner = {
      resourceType: "Organization",
      id: "o",
      identifier: [{ value: "1234567893" }],
      name: "North Health",
    };
    expect(namesOf([actor("Location/room")], room, site, owner)).toEqual([
      "room",
      "R3",
      "Room 3",
      "north",
      "North Clinic",
      "North",
      "o",
      "1234567893",
      "North Health",
    ]);
  });

  test("is known by a reference alone, and by the organization of a role or a service", () => {
    expect(namesOf([{ actor: { reference: "Location/north", display: "North" } }])).toEqual(["north", "North"]);
    const held = { resourceType: "PractitionerRole", id: "r", organization: { identifier: { value: "1234567893" } } };
    expect(namesOf([actor("PractitionerRole/r")], held)).toEqual(["1234567893"]);
    const service = { resourceType: "HealthcareService", id: "s", providedBy: { display: "North Health" } };
    expect(namesOf([actor("HealthcareService/s")], service)).toEqual(["s", "North Health"]);
  });

  test("is not the id of a contained place", () => {
    const contained = [{ ...NORTH, id: "loc" }];
    const participant = [actor("Patient/p-1042"), actor("#loc")];
    expect(booking(appointment({ contained, participant })).clinicNames).toEqual(["North Clinic"]);
  });
});
