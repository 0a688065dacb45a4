/** Bundles: which of their entries are bookings, and which resource a reference means. */
import {
  actor,
  appointment,
  booking,
  bundle,
  collected,
  collection,
  entry,
  type Json,
  PAT,
  problemPaths,
  SERVER,
  START,
  translate,
  untranslatable,
} from "../../../../support/ehr/fhir/fhir-resources";

const OTHER = appointment({ id: "a-78", participant: [actor("Patient/p-7")] });

test.each(["transaction", "batch", "collection", "message", "searchset", "history", "subscription-notification"])(
  "the appointments of a %s are translated, each by itself and in their order",
  (type) => {
    const broken = appointment({ id: "a-79", start: "noon" });
    const [first, second, third, ...others] = translate(
      bundle(type, entry(appointment()), entry(broken), entry(OTHER), entry(PAT)),
    );
    expect(first).toMatchObject({
      kind: "booking",
      appointment: { appointmentId: "a-77", phoneNumber: "(206) 555-0100" },
    });
    expect(second).toMatchObject({ kind: "untranslatable", violations: [{ field: "Bundle.entry[1].resource.start" }] });
    expect(third).toMatchObject({ kind: "booking", appointment: { appointmentId: "a-78", patientId: "p-7" } });
    expect(others).toEqual([]);
  },
);

test.each(["document", "transaction-response", "batch-response", "", undefined])(
  "a bundle of the type %p reports no changes",
  (type) => {
    expect(problemPaths({ ...collected(), type })).toEqual(["Bundle.type"]);
  },
);

test("a bundle without an appointment is rejected", () => {
  expect(untranslatable(collection(PAT)).violations).toEqual([
    { field: "Bundle.entry", problem: "must have an Appointment", reason: "CONTRACT_VIOLATION" },
  ]);
  expect(problemPaths(bundle("collection"))).toEqual(["Bundle.entry"]);
  expect(problemPaths({ resourceType: "Bundle", type: "collection" })).toEqual(["Bundle.entry"]);
});

describe("A deleted appointment", () => {
  const deletion = (changes: Json = {}) => ({ request: { method: "DELETE", url: "Appointment/a-77" }, ...changes });

  test("is rejected where nothing says whose it was", () => {
    const search = { request: { method: "DELETE", url: "Appointment?identifier=7" } };
    expect(problemPaths(bundle("transaction", search))).toEqual(["Bundle.entry[0].request"]);
    expect(untranslatable(bundle("transaction", deletion())).violations).toEqual([
      { field: "Bundle.entry[0].request", problem: expect.stringContaining("patient"), reason: "CONTRACT_VIOLATION" },
    ]);
  });

  test("ends, if the history has it as it was before, with the time of its deletion", () => {
    const former = entry(appointment(), { request: { method: "PUT", url: "Appointment/a-77" } });
    const later = { response: { status: "204", lastModified: "2026-11-26T08:00:00Z" } };
    const [ended, booked, ...others] = translate(bundle("history", deletion(later), former, entry(PAT)));
    expect(ended).toMatchObject({
      status: "entered-in-error",
      version: Date.parse("2026-11-26T08:00:00Z"),
      appointment: { appointmentId: "a-77", patientId: "p-1042", appointmentTime: START },
    });
    expect(booked).toMatchObject({ status: "booked", version: Date.parse("2026-11-25T10:10:00Z") });
    expect(others).toEqual([]);
  });

  test("ends, if it is deleted with its resource", () => {
    const own = entry(appointment(), deletion());
    expect(booking(bundle("history", own))).toMatchObject({ status: "entered-in-error", version: 1_795_601_400_000 });
  });

  test("of another id does not end this one", () => {
    const other = { request: { method: "DELETE", url: `${SERVER}/Appointment/a-7` } };
    expect(translate(bundle("history", other, entry(appointment())))).toMatchObject([
      { kind: "untranslatable" },
      { kind: "booking", status: "booked" },
    ]);
  });
});

test("a deletion of another resource says nothing of appointments", () => {
  const deletion = { request: { method: "DELETE", url: "Patient/p-1042" } };
  expect(booking(bundle("transaction", deletion, entry(appointment()))).status).toBe("booked");
});

test("a patch is rejected, since it has parts of an appointment only", () => {
  const patch = {
    request: { method: "PATCH", url: "Appointment/a-77" },
    resource: { resourceType: "Parameters", parameter: [] },
  };
  expect(problemPaths(bundle("transaction", patch))).toEqual(["Bundle.entry[0].request"]);
});

describe("A reference means", () => {
  const phones = (message: Json) => booking(message).appointment.phoneNumber;
  const patient = (value: string, changes: Json = {}) => ({
    ...PAT,
    telecom: [{ system: "phone", value }],
    ...changes,
  });
  const own = (reference: string) => entry(appointment({ participant: [actor(reference)] }));
  const at = (fullUrl: string, resource: Json) => ({ fullUrl, resource });
  const URN = "urn:uuid:04121321-4af5-424c-a0e1-ed3aab1c349d";

  test("the resource with this full URL", () => {
    expect(phones(bundle("batch", own(URN), at(URN, patient("206-555-0101"))))).toBe("206-555-0101");
    const absolute = `${SERVER}/Patient/p-1042`;
    expect(phones(bundle("batch", own(absolute), at(absolute, patient("206-555-0102"))))).toBe("206-555-0102");
  });

  test("the resource of the same server, if it is relative", () => {
    const here = at(`${SERVER}/Patient/p-1042`, patient("206-555-0101"));
    const elsewhere = at("https://other.example.com/Patient/p-1042", patient("206-555-0102"));
    expect(phones(bundle("batch", own("Patient/p-1042"), elsewhere, here))).toBe("206-555-0101");
    const nowhere = { resource: appointment({ participant: [actor("Patient/p-1042")] }) };
    expect(phones(bundle("batch", nowhere, elsewhere, here))).toBeUndefined();
    expect(phones(bundle("batch", nowhere, elsewhere))).toBe("206-555-0102");
  });

  test("not the patient of another server, if it is absolute", () => {
    const elsewhere = at("https://other.example.com/Patient/p-1042", patient("206-555-0102"));
    expect(phones(bundle("batch", own(`${SERVER}/Patient/p-1042`), elsewhere))).toBeUndefined();
    expect(phones(bundle("batch", own(`${SERVER}/Patient/p-1042`), { resource: patient("206-555-0103") }))).toBe(
      "206-555-0103",
    );
  });

  test("the version that it names, or else the last one", () => {
    const url = `${SERVER}/Patient/p-1042`;
    const version = (versionId: string, lastUpdated: string, value: string) =>
      at(url, patient(value, { meta: { versionId, lastUpdated } }));
    const versions = [
      version("2", "2026-11-02T00:00:00Z", "206-555-0102"),
      version("1", "2026-11-01T00:00:00Z", "206-555-0101"),
    ];
    expect(phones(bundle("history", own("Patient/p-1042"), ...versions))).toBe("206-555-0102");
    expect(phones(bundle("history", own("Patient/p-1042/_history/1"), ...versions))).toBe("206-555-0101");
    expect(phones(bundle("history", own("Patient/p-1042/_history/9"), ...versions))).toBe("206-555-0102");
  });

  test("the last version in the bundle, if they have no times", () => {
    const versions = ["206-555-0101", "206-555-0102"].map((value) => at(`${SERVER}/Patient/p-1042`, patient(value)));
    expect(phones(bundle("history", own("Patient/p-1042"), ...versions))).toBe("206-555-0102");
  });

  test("the resource with this identifier, if it is logical or a search", () => {
    const known = patient("206-555-0101", { identifier: [{ system: "urn:oid:1.2.3", value: "7" }] });
    const search = "Patient?identifier=urn:oid:1.2.3|7";
    expect(phones(bundle("transaction", own(search), at(URN, known)))).toBe("206-555-0101");
    const other = "Patient?identifier=urn:oid:9.9.9|7";
    expect(phones(bundle("transaction", own(other), at(URN, known)))).toBeUndefined();
    const logical = {
      participant: [{ actor: { type: "Patient", identifier: { system: "urn:oid:1.2.3", value: "7" } } }],
    };
    expect(phones(bundle("transaction", entry(appointment(logical)), at(URN, known)))).toBe("206-555-0101");
  });

  test("a resource within its own, which may refer to others there", () => {
    const contained = [
      { resourceType: "PractitionerRole", id: "r", practitioner: { reference: "#d" } },
      { resourceType: "Practitioner", id: "d", name: [{ text: "Dr. D" }] },
    ];
    const message = appointment({ contained, participant: [actor("Patient/1"), actor("#r")] });
    expect(booking(message).appointment.practitioner).toBe("Dr. D");
  });
});
