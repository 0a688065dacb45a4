/** What an Appointment says of itself: its ids, its start, its status and the order of its changes. */
import {
  actor,
  appointment,
  booking,
  bundle,
  collected,
  collection,
  entry,
  NORTH,
  PAT,
  problemPaths,
  RIVERA,
  translate,
  untranslatable,
} from "../../../../support/ehr/fhir/fhir-resources";

const without = (name: string) => ({ [name]: undefined });

test("a booked appointment has its ids, its start and its version, each with the element it comes from", () => {
  expect(booking(appointment())).toMatchObject({
    status: "booked",
    version: Date.parse("2026-11-25T10:10:00Z"),
    appointment: { appointmentId: "a-77", patientId: "p-1042", appointmentTime: "2027-03-01T14:30:00-05:00" },
    sources: {
      appointmentId: "Appointment.id",
      patientId: "Appointment.participant[0].actor.reference",
      appointmentTime: "Appointment.start",
      status: "Appointment.status",
      version: "Appointment.meta.lastUpdated",
    },
  });
});

describe("The status", () => {
  test.each(["booked", "cancelled", "arrived", "fulfilled", "noshow", "entered-in-error"])("%s is kept", (status) => {
    expect(booking(appointment({ status }))).toMatchObject({
      status,
      notes: [{ path: "Appointment.participant[0].actor" }],
    });
  });

  test("a patient who has checked in has arrived", () => {
    expect(booking(appointment({ status: "checked-in" })).status).toBe("arrived");
  });

  test.each(["proposed", "pending", "waitlist"])(
    "what is %s ends what was booked before, and a note says so",
    (status) => {
      const { status: translated, notes } = booking(appointment({ status }));
      expect(translated).toBe("entered-in-error");
      expect(notes).toContainEqual({ path: "Appointment.status", note: "is translated to entered-in-error" });
    },
  );

  test.each([["canceled"], ["Booked"], [undefined], [7], [["booked"]]])("%p is none of FHIR's", (status) => {
    expect(problemPaths(appointment({ status }))).toEqual(["Appointment.status"]);
  });
});

describe("The start", () => {
  test("without an offset it stays a local time", () => {
    const { appointment: fields, notes } = booking(appointment({ start: "2027-03-01T14:30:00" }));
    expect(fields).toMatchObject({ appointmentTime: "2027-03-01T14:30:00" });
    expect(notes.map(({ path }) => path)).toContain("Appointment.start");
  });

  test("a fraction with more digits than the contract takes is cut", () => {
    const { appointment: fields } = booking(appointment({ start: "2027-03-01T14:30:00.1234567890123Z" }));
    expect(fields.appointmentTime).toBe("2027-03-01T14:30:00.123456789Z");
  });

  test.each(["2027-03-01", "2027-03", "at noon", 20270301, { value: "2027-03-01T14:30:00Z" }, "2027-03-01 14:30"])(
    "%p is no start",
    (start) => {
      expect(problemPaths(appointment({ start }))).toEqual(["Appointment.start"]);
    },
  );

  test("one that is absent for a reason is absent", () => {
    const reason = { url: "http://hl7.org/fhir/StructureDefinition/data-absent-reason", valueCode: "unknown" };
    expect(problemPaths(appointment({ start: undefined, _start: { extension: [reason] } }))).toEqual([
      "Appointment.start",
    ]);
  });

  test("it may be that of the first slot", () => {
    const slot = (id: string, start: string) => ({ resourceType: "Slot", id, start });
    const slots = [slot("s2", "2027-03-01T15:00:00-05:00"), slot("s1", "2027-03-01T14:30:00-05:00")];
    const own = { ...without("start"), slot: [{ reference: "Slot/s2" }, { reference: "Slot/s1" }] };
    expect(booking(collection(appointment(own), ...slots))).toMatchObject({
      appointment: { appointmentTime: "2027-03-01T14:30:00-05:00" },
      sources: { appointmentTime: "Bundle.entry[2].resource.start" },
    });
  });

  test("FHIR lets a cancelled appointment have none: that of the stored one holds", () => {
    const cancelled = booking(appointment({ status: "cancelled", ...without("start") }));
    expect(cancelled).toMatchObject({ endsStored: "required", sources: { appointmentTime: "Appointment.start" } });
    expect(cancelled.appointment).not.toHaveProperty("appointmentTime");
  });

  test("a booked appointment must have one, and one that cannot be read is never left out", () => {
    expect(untranslatable(appointment(without("start"))).violations).toEqual([
      { field: "Appointment.start", problem: "is required", reason: "CONTRACT_VIOLATION" },
    ]);
    expect(problemPaths(appointment({ status: "cancelled", start: "2027-03-01" }))).toEqual(["Appointment.start"]);
  });

  test.each(["proposed", "waitlist"])(
    "one that is %s and has none is no booking, and nothing is wrong with it",
    (status) => {
      expect(translate(appointment({ status, ...without("start"), ...without("id") }))).toEqual([
        { kind: "ignored", reason: `an appointment that is ${status} and has no start is not booked` },
      ]);
    },
  );

  test("the zone is that of an extension of the start or of the place", () => {
    const zone = (valueCode: string) => [{ url: "http://hl7.org/fhir/StructureDefinition/timezone", valueCode }];
    const ofStart = appointment({ _start: { extension: zone("America/Chicago") } });
    expect(booking(ofStart).appointment.timeZone).toBe("America/Chicago");
    const place = { ...NORTH, extension: zone("America/Denver") };
    expect(booking(collected({}, PAT, RIVERA, place)).appointment.timeZone).toBe("America/Denver");
    const address = { ...NORTH, address: { extension: zone("America/Denver") } };
    expect(booking(collected({}, PAT, RIVERA, address)).sources.timeZone).toMatch(
      /address\.extension\[0\]\.valueCode$/,
    );
    const abbreviation = { ...NORTH, extension: zone("EST") };
    expect(booking(collected({}, PAT, RIVERA, abbreviation)).appointment).not.toHaveProperty("timeZone");
  });
});

describe("The id", () => {
  const identifiers = [
    { use: "old", value: "old-1" },
    { use: "secondary", value: "second-1" },
    { use: "usual", value: "usual-1" },
    { use: "official", value: "official-1" },
  ];

  test("the resource's own comes before its identifiers", () => {
    expect(booking(appointment({ identifier: identifiers })).appointment.appointmentId).toBe("a-77");
  });

  test("without one, the official identifier is taken, then the usual one, and never an old one", () => {
    const of = (identifier: unknown[]) =>
      booking(appointment({ ...without("id"), identifier })).appointment.appointmentId;
    expect(of(identifiers)).toBe("official-1");
    expect(of(identifiers.slice(0, 3))).toBe("usual-1");
    expect(of(identifiers.slice(0, 2))).toBe("second-1");
    expect(problemPaths(appointment({ ...without("id"), identifier: identifiers.slice(0, 1) }))).toEqual([
      "Appointment.id",
    ]);
  });

  test("a urn:uuid is none, since the next message has another one", () => {
    const own = { fullUrl: "urn:uuid:3fdc72f4-a11d-4a9d-9260-a9f745779e1d", resource: appointment(without("id")) };
    expect(problemPaths(bundle("transaction", own))).toEqual(["Bundle.entry[0].resource.id"]);
  });

  test("a number is read as the text that it was meant to be", () => {
    expect(booking(appointment({ id: 77 })).appointment.appointmentId).toBe("77");
  });
});

describe("The version", () => {
  const versionOf = (meta: unknown) => booking(appointment({ meta })).version;

  test("it is the time of the last update in ms, whatever its offset", () => {
    expect(versionOf({ versionId: "3", lastUpdated: "2026-11-25T05:10:00.123456-05:00" })).toBe(1_795_601_400_123);
  });

  test("a time without an offset is the clinic's", () => {
    const meta = { lastUpdated: "2026-11-25T05:10:00" };
    expect(versionOf(meta)).toBe(Date.parse("2026-11-25T05:10:00-05:00"));
    const west = appointment({ meta, participant: [actor("Patient/1"), actor("Location/west")] });
    expect(booking(west).version).toBe(Date.parse("2026-11-25T05:10:00-08:00"));
  });

  test("without a time, it is the version's number", () => {
    expect(versionOf({ versionId: "3" })).toBe(3);
    expect(versionOf({ versionId: "3", lastUpdated: "0001-01-01T00:00:00Z" })).toBe(3);
  });

  test.each(["MTc5NTYwMTQwMDEyMzAwMA", "W/3", "-3", "1.5", "1795601400123000"])(
    "%s is no number of a version",
    (versionId) => {
      expect(booking(appointment({ meta: { versionId } }))).not.toHaveProperty("version");
    },
  );

  test("a resource without one has the time at which its bundle was made", () => {
    const own = entry(appointment(without("meta")));
    const made = { ...bundle("collection", own), timestamp: "2026-11-25T10:10:00Z" };
    expect(booking(made)).toMatchObject({ version: 1_795_601_400_000, sources: { version: "Bundle.timestamp" } });
    expect(booking(bundle("collection", own))).not.toHaveProperty("version");
  });
});

test("instructions are those for the patient, and comments, descriptions and reasons are never shown", () => {
  const said = {
    patientInstruction: "Bring your card.",
    comment: "secret comment",
    description: "secret description",
    reasonCode: [{ text: "secret reason" }],
    serviceType: [{ text: "secret service" }],
    cancelationReason: { text: "secret cancellation" },
  };
  const { appointment: fields } = booking(appointment(said));
  expect(fields.instructions).toBe("Bring your card.");
  expect(JSON.stringify(fields)).not.toContain("secret");
});

test("instructions are cut where the contract ends, not in the middle of a character", () => {
  const long = `${"x".repeat(999)}👍`;
  const { appointment: fields, notes } = booking(appointment({ patientInstruction: long }));
  expect(fields.instructions).toBe("x".repeat(999));
  expect(notes).toContainEqual({ path: "Appointment.patientInstruction", note: "is cut after 1000 characters" });
});

describe("A modifier that is not known", () => {
  const modifierExtension = [{ url: "https://ehr.example.com/not-really", valueBoolean: true }];

  test("of an appointment, a patient's participation or a patient is not passed over", () => {
    const path = (message: object) => problemPaths(message as never);
    expect(path(appointment({ modifierExtension }))).toEqual(["Appointment.modifierExtension[0]"]);
    expect(path(appointment({ implicitRules: "https://ehr.example.com/rules" }))).toEqual([
      "Appointment.implicitRules",
    ]);
    const participant = [actor("Patient/p-1042", { modifierExtension })];
    expect(path(appointment({ participant }))).toEqual(["Appointment.participant[0].modifierExtension[0]"]);
    expect(path(collected({}, { ...PAT, modifierExtension }))).toEqual([
      "Bundle.entry[1].resource.modifierExtension[0]",
    ]);
    expect(path({ ...collected(), implicitRules: "https://ehr.example.com/rules" })).toEqual(["Bundle.implicitRules"]);
  });

  test("of a practitioner or a place leaves these out", () => {
    const message = collected({}, PAT, { ...RIVERA, modifierExtension }, { ...NORTH, modifierExtension });
    const { appointment: fields } = booking(message);
    expect(fields).not.toHaveProperty("practitioner");
    expect(fields).not.toHaveProperty("location");
  });

  test("other extensions are passed over", () => {
    const extension = [{ url: "https://ehr.example.com/colour", valueString: "blue" }];
    expect(booking(appointment({ extension })).appointment).toEqual(booking(appointment()).appointment);
  });
});

describe("A visit by video or phone", () => {
  const LINK = "https://video.example.com/j/77";

  test("it is what R5 calls a virtual service", () => {
    const virtualService = [{ channelType: { code: "zoom" }, addressUrl: LINK }];
    expect(booking(appointment({ virtualService })).appointment).toMatchObject({ visit: "video", link: LINK });
    const details = [{ addressExtendedContactDetail: { telecom: [{ value: LINK }] } }];
    expect(booking(appointment({ virtualService: details })).appointment).toMatchObject({ visit: "video", link: LINK });
    const phone = [{ addressContactPoint: { system: "phone", value: "+1 206 555 0199" } }];
    const { appointment: fields } = booking(appointment({ virtualService: phone }));
    expect(fields).toMatchObject({ visit: "phone" });
    expect(fields).not.toHaveProperty("link");
  });

  test("in R4 an extension carries it", () => {
    const url = "http://hl7.org/fhir/5.0/StructureDefinition/extension-Appointment.virtualService";
    const extension = [{ url, extension: [{ url: "address", valueUrl: LINK }] }];
    expect(booking(appointment({ extension })).appointment).toMatchObject({ visit: "video", link: LINK });
  });

  test.each([
    "http://video.example.com/j/77",
    `https://video.example.com/${"x".repeat(500)}`,
    "https://vidéo.example/",
  ])("a link that the contract does not take is left out (%#)", (addressUrl) => {
    const { appointment: fields, notes } = booking(appointment({ virtualService: [{ addressUrl }] }));
    expect(fields).toMatchObject({ visit: "video" });
    expect(fields).not.toHaveProperty("link");
    expect(notes.map(({ path }) => path)).toContain("Appointment.virtualService[0].addressUrl");
  });

  test("in Oracle Health a contained room of the patient has the link, and never that of the practitioner", () => {
    const room = (whose: string, value: string) => ({
      resourceType: "HealthcareService",
      id: whose,
      type: [{ text: `${whose} Virtual Meeting Room` }],
      telecom: [{ system: "url", value }],
    });
    const contained = [room("Provider", "https://video.example.com/host"), room("Patient", LINK)];
    const { appointment: fields, sources } = booking(appointment({ contained }));
    expect(fields).toMatchObject({ visit: "video", link: LINK });
    expect(sources.link).toBe("Appointment.contained[1].telecom[0].value");
    expect(booking(appointment({ contained: contained.slice(0, 1) })).appointment).not.toHaveProperty("visit");
  });

  test("other appointments do not say how the patient comes", () => {
    expect(booking(appointment()).appointment).not.toHaveProperty("visit");
  });
});
