/** Who the patient is, how they are reached, and how they want to be. */
import {
  actor,
  appointment,
  booking,
  bundle,
  collected,
  entry,
  type Json,
  PAT,
  problemPaths,
  translate,
} from "../../../../support/ehr/fhir/fhir-resources";

const fieldsOf = (changes: Json) => booking(collected({}, { ...PAT, ...changes })).appointment;
const MR = { coding: [{ system: "http://terminology.hl7.org/CodeSystem/v2-0203", code: "MR" }] };
const SS = { coding: [{ system: "http://terminology.hl7.org/CodeSystem/v2-0203", code: "SS" }] };
const URN = "urn:uuid:04121321-4af5-424c-a0e1-ed3aab1c349d";

describe("The patient's id", () => {
  const idOf = (message: Json) => booking(message).appointment.patientId;
  const withActor = (participant: Json, ...contained: Json[]) =>
    appointment({ participant: [{ actor: participant, status: "accepted" }], contained });

  test.each([
    "Patient/p-1042",
    "https://ehr.example.com/fhir/R4/Patient/p-1042",
    "Patient/p-1042/_history/2",
    "https://other.example.com/Patient/p-1042/_history/2",
  ])("%s names a patient who need not be in the message", (reference) => {
    expect(idOf(withActor({ reference }))).toBe("p-1042");
  });

  test("a logical reference has the identifier", () => {
    const identifier = { system: "urn:oid:1.2.3", value: "12724066" };
    expect(idOf(withActor({ type: "Patient", identifier }))).toBe("12724066");
    expect(idOf(withActor({ reference: "Patient?identifier=urn:oid:1.2.3|12724066" }))).toBe("12724066");
    expect(idOf(withActor({ reference: "Patient?identifier=12724066" }))).toBe("12724066");
    expect(idOf(withActor({ reference: "Patient?identifier=|12724066" }))).toBe("12724066");
  });

  test("the id of a contained patient means nothing outside, so that an identifier is needed", () => {
    const contained = { resourceType: "Patient", id: "pat", identifier: [{ value: "12724066" }] };
    expect(idOf(withActor({ reference: "#pat" }, contained))).toBe("12724066");
    expect(idOf(withActor({ reference: "#pat", identifier: { value: "7" } }, { ...PAT, id: "pat" }))).toBe("7");
    expect(problemPaths(withActor({ reference: "#pat" }, { ...PAT, id: "pat" }))).toEqual([
      "Appointment.participant[0].actor",
    ]);
  });

  test("neither does a urn:uuid", () => {
    const { id: _id, ...nameless } = PAT;
    const own = entry(appointment({ participant: [actor(URN)] }));
    const transaction = (patient: Json) => bundle("transaction", own, { fullUrl: URN, resource: patient });
    expect(problemPaths(transaction(nameless))).toEqual(["Bundle.entry[0].resource.participant[0].actor"]);
    expect(idOf(transaction({ ...nameless, identifier: [{ value: "12724066" }] }))).toBe("12724066");
    expect(idOf(transaction(PAT))).toBe("p-1042");
  });

  test("the medical record number comes before other identifiers, and a social security number is never used", () => {
    const of = (identifier: Json[]) =>
      idOf(withActor({ reference: "#pat" }, { resourceType: "Patient", id: "pat", identifier }));
    const social = { type: SS, use: "official", value: "000-00-0000" };
    expect(of([social, { use: "official", value: "x-1" }, { type: MR, use: "secondary", value: "mr-1" }])).toBe("mr-1");
    expect(of([social, { value: "x-1" }])).toBe("x-1");
    expect(() => of([social])).toThrow("untranslatable");
    expect(of([{ type: MR, value: "mr-0", period: { end: "2020-05" } }, { value: "x-1" }])).toBe("x-1");
  });

  test.each([
    [[]],
    [[actor("Practitioner/rivera")]],
    [[{ actor: { display: "Pat Lee" }, status: "accepted" }]],
    [[{ status: "needs-action" }]],
    ["none"],
  ])("an appointment without a patient is no booking (%#)", (participant) => {
    expect(problemPaths(appointment({ participant }))).toEqual(["Appointment.participant"]);
  });

  test("R5 names the patient as the subject", () => {
    const message = appointment({
      participant: [actor("Practitioner/rivera")],
      subject: { reference: "Patient/p-1042" },
    });
    expect(booking(message)).toMatchObject({
      appointment: { patientId: "p-1042" },
      sources: { patientId: "Appointment.subject.reference" },
    });
  });
});

describe("Several patients", () => {
  const KIM: Json = {
    ...PAT,
    id: "p-7",
    name: [{ given: ["Kim"] }],
    telecom: [{ system: "phone", value: "206-555-0107" }],
  };
  const both = { participant: [actor("Patient/p-1042"), actor("Patient/p-7"), actor("Practitioner/rivera")] };

  test("each has a booking, with their own name and phone", () => {
    const [first, second, ...others] = translate(collected(both, PAT, KIM));
    expect(others).toEqual([]);
    expect(first).toMatchObject({
      appointment: { patientId: "p-1042", patientFirstName: "Pat", phoneNumber: "(206) 555-0100" },
    });
    expect(second).toMatchObject({
      appointment: { patientId: "p-7", patientFirstName: "Kim", phoneNumber: "206-555-0107" },
    });
  });

  test("one without an id does not keep the other from a booking", () => {
    const participant = [actor(URN, { actor: { reference: URN, type: "Patient" } }), actor("Patient/p-7")];
    expect(translate(appointment({ participant }))).toMatchObject([
      { kind: "untranslatable", violations: [{ field: "Appointment.participant[0].actor" }] },
      { kind: "booking", appointment: { patientId: "p-7" } },
    ]);
  });

  test("one who is named twice has one booking", () => {
    expect(booking(appointment({ participant: [actor("Patient/1"), actor("Patient/1")] })).appointment.patientId).toBe(
      "1",
    );
  });
});

describe("A patient who does not attend", () => {
  const statusOf = (changes: Json, status = "booked") =>
    booking(appointment({ status, participant: [actor("Patient/1", changes)] })).status;

  test("is not reminded: they declined, are not needed, or take part at another time", () => {
    expect(statusOf({ status: "declined" })).toBe("entered-in-error");
    expect(statusOf({ required: "information-only" })).toBe("entered-in-error");
    expect(statusOf({ period: { end: "2027-02-28" } })).toBe("entered-in-error");
  });

  test.each([
    { status: "tentative" },
    { status: "needs-action" },
    { required: "optional" },
    { period: { start: "2027-03-01" } },
  ])("is not one with %p", (changes) => {
    expect(statusOf(changes)).toBe("booked");
  });

  test("has the status of an appointment that has ended", () => {
    expect(statusOf({ status: "declined" }, "cancelled")).toBe("cancelled");
  });
});

describe("The first name", () => {
  const nameOf = (...name: Json[]) => fieldsOf({ name }).patientFirstName;
  const named = (use: string, given: string, changes: Json = {}) => ({
    use,
    given: [given],
    family: "Lee",
    ...changes,
  });

  test("the usual name comes before the official one, and names of the past are not used", () => {
    expect(nameOf(named("maiden", "M"), named("official", "O"), named("usual", "U"))).toBe("U");
    expect(nameOf(named("old", "X"), named("anonymous", "A"), named("official", "O"))).toBe("O");
    expect(nameOf(named("nickname", "N"), { given: ["G"] })).toBe("G");
    expect(nameOf(named("old", "X"))).toBeUndefined();
  });

  test("a name of another time is not used", () => {
    expect(nameOf(named("usual", "U", { period: { end: "2026" } }), named("official", "O"))).toBe("O");
    expect(nameOf(named("usual", "U", { period: { end: "2027" } }), named("official", "O"))).toBe("U");
    expect(nameOf(named("usual", "U", { period: { start: "2027-03-02" } }), named("official", "O"))).toBe("O");
  });

  test("it is the first given name; a whole name is not taken apart", () => {
    expect(nameOf({ given: ["", "Pat", "Q"] })).toBe("Pat");
    expect(nameOf({ given: "Pat" })).toBe("Pat");
    expect(nameOf({ text: "Pat Lee" })).toBeUndefined();
    expect(nameOf(named("usual", "x".repeat(61)))).toBeUndefined();
  });
});

describe("The phone", () => {
  const phoneOf = (...telecom: Json[]) => fieldsOf({ telecom }).phoneNumber;
  const phone = (use: string | undefined, value: string, changes: Json = {}) => ({
    system: "phone",
    use,
    value,
    ...changes,
  });
  const [MOBILE, HOME, WORK, PLAIN] = ["206-555-0101", "206-555-0102", "206-555-0103", "206-555-0104"];

  test("a mobile phone is best for texts, then the one at home, then one without a use, and last the one at work", () => {
    const all = [phone("work", WORK), phone(undefined, PLAIN), phone("home", HOME), phone("mobile", MOBILE)];
    expect(phoneOf(...all)).toBe(`${MOBILE}; ${HOME}; ${PLAIN}; ${WORK}`);
    expect(phoneOf(phone("work", WORK), phone("temp", PLAIN))).toBe(`${PLAIN}; ${WORK}`);
    expect(phoneOf(phone("home", HOME), { system: "sms", value: MOBILE })).toBe(`${MOBILE}; ${HOME}`);
    expect(booking(collected({}, { ...PAT, telecom: all })).sources.phoneNumber).toMatch(/telecom\[3\]\.value$/);
  });

  test("within a use the rank decides, also if it is written as a text", () => {
    expect(phoneOf(phone("mobile", HOME, { rank: 2 }), phone("mobile", MOBILE, { rank: 1 }))).toBe(
      `${MOBILE}; ${HOME}`,
    );
    expect(phoneOf(phone("mobile", HOME), phone("mobile", MOBILE, { rank: "1" }))).toBe(`${MOBILE}; ${HOME}`);
    expect(phoneOf(phone("work", WORK, { rank: 1 }), phone("mobile", MOBILE, { rank: 2 }))).toBe(`${MOBILE}; ${WORK}`);
  });

  test("as many are given as fit, each once", () => {
    const several = Array.from({ length: 6 }, (_, index) => phone("home", `206-555-010${index}`));
    expect(phoneOf(...several)).toBe("206-555-0100; 206-555-0101; 206-555-0102; 206-555-0103");
    expect(phoneOf(phone("mobile", "+1 206 555 0101"), phone("home", "(206) 555-0101"))).toBe("+1 206 555 0101");
    expect(phoneOf(phone("mobile", "tel:+1-206-555-0101"))).toBe("+1-206-555-0101");
  });

  test("old numbers, those of other times, faxes and pagers are not used", () => {
    expect(phoneOf(phone("old", MOBILE), phone("work", WORK))).toBe(WORK);
    expect(phoneOf(phone("mobile", MOBILE, { period: { end: "2027-02" } }), phone("work", WORK))).toBe(WORK);
    expect(phoneOf(phone("mobile", MOBILE, { period: { start: "2027-03-02" } }), phone("work", WORK))).toBe(WORK);
    const others = ["fax", "pager", "url", "other", "email", undefined].map((system) => ({ system, value: MOBILE }));
    expect(phoneOf(...others)).toBeUndefined();
  });

  test("a value that is no number, or has words with it, gives way to one that is", () => {
    expect(phoneOf(phone("mobile", "unknown"), phone("home", HOME))).toBe(HOME);
    expect(phoneOf(phone("mobile", `${MOBILE} (neighbour)`), phone("home", HOME))).toBe(HOME);
    expect(phoneOf(phone("mobile", `${MOBILE} (neighbour)`), phone("home", "none"))).toBe(`${MOBILE} (neighbour)`);
    expect(phoneOf(phone("home", "none"), phone("mobile", "unknown"))).toBe("unknown");
    expect(phoneOf(phone("mobile", " "))).toBeUndefined();
    expect(phoneOf(phone("mobile", "0".repeat(65)))).toBeUndefined();
  });
});

test("the patient's own contacts may stand with those of relatives, which are not used", () => {
  const related = (code: string, value: string) => ({
    relationship: [{ coding: [{ system: "http://terminology.hl7.org/CodeSystem/v3-RoleCode", code }] }],
    telecom: [{ system: "phone", value, use: "mobile", rank: 1 }],
  });
  const contact = [related("NEPHEW", "206-555-0108"), related("ONESELF", "206-555-0109")];
  expect(fieldsOf({ telecom: [], contact }).phoneNumber).toBe("206-555-0109");
  expect(fieldsOf({ telecom: [], contact: contact.slice(0, 1) })).not.toHaveProperty("phoneNumber");
});

describe("The email", () => {
  const emailOf = (...telecom: Json[]) => fieldsOf({ telecom }).email;
  const email = (use: string | undefined, value: string) => ({ system: "email", use, value });

  test("one at work is the last choice, and an old one is none", () => {
    const all = [email("work", "w@example.com"), email(undefined, "p@example.com"), email("home", "h@example.com")];
    expect(emailOf(...all)).toBe("h@example.com; p@example.com; w@example.com");
    expect(emailOf(email("old", "o@example.com"))).toBeUndefined();
  });

  test("it is an address, without the scheme", () => {
    expect(emailOf(email("home", "none"), email("work", "mailto:w@example.com"))).toBe("w@example.com");
  });
});

test("a patient without a phone and an email is booked, and a note says so", () => {
  const { notes } = booking(collected({}, { ...PAT, telecom: [] }));
  expect(notes.map(({ path }) => path)).toContain("Bundle.entry[1].resource.telecom");
});

describe("The language", () => {
  const languageOf = (changes: Json) => fieldsOf(changes).language;
  const spoken = (code: string, changes: Json = {}) => ({
    language: { coding: [{ system: "urn:ietf:bcp:47", code }] },
    ...changes,
  });

  test("it is the preferred one, or else the first", () => {
    expect(languageOf({ communication: [spoken("en"), spoken("es", { preferred: true })] })).toBe("es");
    expect(languageOf({ communication: [spoken("es-US"), spoken("en")] })).toBe("es-US");
    expect(languageOf({ communication: [spoken("en"), spoken("es", { preferred: false })] })).toBe("en");
    expect(languageOf({ language: "es" })).toBeUndefined();
  });

  test.each([
    [{ url: "http://hl7.org/fhir/StructureDefinition/patient-interpreterRequired", valueBoolean: true }],
    [
      {
        url: "http://hl7.org/fhir/us/core/StructureDefinition/us-core-interpreter-needed",
        valueCoding: { system: "http://snomed.info/sct", code: "373066001" },
      },
    ],
  ])("of a patient who needs an interpreter it is the one for the interpreter (%#)", (extension) => {
    expect(languageOf({ extension: [extension], communication: [spoken("en-US"), spoken("vi")] })).toBe("vi");
    expect(languageOf({ extension: [extension], communication: [spoken("en")] })).toBe("en");
    expect(
      languageOf({ extension: [extension], communication: [spoken("vi"), spoken("en", { preferred: true })] }),
    ).toBe("en");
  });

  test("codes of other systems and names are read, too", () => {
    const iso = { coding: [{ system: "urn:oid:2.16.840.1.113883.6.100", code: "spa" }] };
    expect(languageOf({ communication: [{ language: iso }] })).toBe("es");
    const both = {
      coding: [
        { system: "https://ehr.example.com", code: "sp" },
        { system: "urn:ietf:bcp:47", code: "es" },
      ],
    };
    expect(languageOf({ communication: [{ language: both }] })).toBe("es");
    expect(languageOf({ communication: [{ language: { text: "Spanish; Castilian" } }] })).toBe("es");
    expect(
      languageOf({ communication: [{ language: { coding: [{ code: "42", display: "Chinese (simplified)" }] } }] }),
    ).toBe("zh");
    expect(languageOf({ communication: [spoken("zh_Hans")] })).toBe("zh-Hans");
  });

  test.each(["und", "zxx", "42", "Klingon"])("%s names no language", (code) => {
    expect(languageOf({ communication: [spoken(code)] })).toBeUndefined();
  });
});

describe("The wish of a patient", () => {
  test.each([{ deceasedBoolean: true }, { deceasedDateTime: "2026-10" }, { deceasedBoolean: "true" }])(
    "nothing is sent to one who has died: %p",
    (died) => {
      expect(fieldsOf(died).contactPreference).toBe("none");
    },
  );

  test("one who has not died is reminded", () => {
    expect(fieldsOf({ deceasedBoolean: false })).not.toHaveProperty("contactPreference");
  });

  test.each([
    ["4", "email"],
    ["8", "email"],
    ["1", undefined],
    ["3", undefined],
  ])("UK Core's preferred method %s is %s", (code, preference) => {
    const coding = [{ system: "https://fhir.hl7.org.uk/CodeSystem/UKCore-PreferredContactMethod", code }];
    const method = { url: "PreferredContactMethod", valueCodeableConcept: { coding } };
    const url = "https://fhir.hl7.org.uk/StructureDefinition/Extension-UKCore-ContactPreference";
    expect(fieldsOf({ extension: [{ url, extension: [method] }] }).contactPreference).toBe(preference);
  });
});

test("an appointment whose patient is not in the message has no contact, and a note says so", () => {
  const { appointment: fields, notes } = booking(appointment({ status: "cancelled" }));
  expect(fields).toEqual({ appointmentId: "a-77", patientId: "p-1042", appointmentTime: "2027-03-01T14:30:00-05:00" });
  expect(notes).toContainEqual({
    path: "Appointment.participant[0].actor",
    note: expect.stringContaining("no Patient"),
  });
});
