/** The message of each part: it says the same again, and nothing of others. */
import type { Translated } from "../../../../../services/domain/translation/translation";
import {
  actor,
  appointment,
  bundle,
  collected,
  entry,
  type Json,
  NORTH,
  PAT,
  RIVERA,
  SERVER,
  sample,
  translate,
} from "../../../../support/ehr/fhir/fhir-resources";

const KIM: Json = {
  ...PAT,
  id: "p-7",
  name: [{ given: ["Kim"] }],
  telecom: [{ system: "phone", value: "206-555-0107" }],
};
const HELD = { resourceType: "PractitionerRole", id: "r", practitioner: { reference: "Practitioner/rivera" } };

/** What a part says, without the paths, which differ in a shorter message. */
function said(part: Translated): unknown {
  if (part.kind === "ignored") return part;
  if (part.kind === "untranslatable") return part.violations.map(({ problem }) => problem);
  const { status, version, appointment: fields, clinicNames } = part;
  return { status, version, fields, clinicNames };
}

function originals(message: Json): string[] {
  return translate(message).map((part) => {
    if (part.kind === "ignored") throw new Error("has no original");
    const again = translate(part.original());
    expect(again.map(said)).toEqual([said(part)]);
    return part.original();
  });
}

test("of the only booking it is the message itself", () => {
  for (const message of [appointment(), collected(), sample("engine-message"), sample("backport-notification")]) {
    expect(originals(message)).toEqual([JSON.stringify(message)]);
  }
});

test("of several appointments each has its own people only", () => {
  const own = appointment({
    participant: [actor("Patient/p-1042"), actor("PractitionerRole/r"), actor("Location/north")],
  });
  const other = appointment({ id: "a-78", participant: [actor("Patient/p-7"), actor("Practitioner/rivera")] });
  const header = { resourceType: "MessageHeader", id: "h", source: { name: "Engine" } };
  const resources = [header, own, other, PAT, KIM, HELD, RIVERA, NORTH].map((resource) => entry(resource));
  const message = {
    ...bundle("message", ...resources),
    total: 2,
    signature: { data: "" },
    timestamp: "2026-11-25T10:10:00Z",
  };
  const [first = "", second = ""] = originals(message);
  const kept = (text: string) =>
    (JSON.parse(text) as { entry: { resource: Json }[] }).entry.map(({ resource }) => resource.id);
  expect(kept(first)).toEqual(["h", "a-77", "p-1042", "r", "rivera", "north"]);
  expect(kept(second)).toEqual(["h", "a-78", "p-7", "rivera"]);
  expect(JSON.parse(first)).toMatchObject({ type: "message", timestamp: "2026-11-25T10:10:00Z" });
  expect(Object.keys(JSON.parse(first) as Json)).not.toEqual(expect.arrayContaining(["total"]));
  expect(Object.keys(JSON.parse(first) as Json)).not.toEqual(expect.arrayContaining(["signature"]));
});

test("of an appointment whose slot names another appointment as its schedule, it says the same without that", () => {
  const slot = { resourceType: "Slot", id: "s", schedule: { reference: "Appointment/a-78" } };
  const own = { slot: [{ reference: "Slot/s" }], participant: [actor("Patient/p-1042")] };
  const other = appointment({
    id: "a-78",
    actor: [{ reference: "Location/north" }],
    participant: [actor("Patient/p-7")],
  });
  const [first = ""] = originals(collected(own, slot, other, PAT, KIM, NORTH));
  expect(first).not.toContain('"id":"a-78"');
  expect(first).not.toContain("north");
});

test("of several patients each has no other", () => {
  const both = { participant: [actor("Patient/p-1042"), actor("Patient/p-7"), actor("Practitioner/rivera")] };
  const [first = "", second = ""] = originals(collected(both, PAT, KIM, RIVERA));
  expect(first).not.toContain("p-7");
  expect(second).not.toContain("p-1042");
});

test("of several contained patients each has no other", () => {
  const contained = ["1", "2"].map((value) => ({ ...PAT, id: `pat${value}`, identifier: [{ value: `mrn-${value}` }] }));
  const [first = "", second = ""] = originals(
    appointment({ contained, participant: [actor("#pat1"), actor("#pat2")] }),
  );
  expect(first).not.toContain("mrn-2");
  expect(second).not.toContain("mrn-1");
});

test("of a patient who is named twice it has the patient once", () => {
  const contained = [{ ...PAT, id: "pat", identifier: [{ value: "mrn-1" }] }];
  const [only = ""] = originals(appointment({ contained, participant: [actor("#pat"), actor("#pat")] }));
  expect(JSON.parse(only)).toMatchObject({ contained, participant: [actor("#pat")] });
});

test("of an appointment that refers to another one it does not have that", () => {
  const own = appointment({ participant: [actor("Patient/p-1042"), actor("Appointment/a-78")] });
  const [first = ""] = originals(bundle("batch", entry(own), entry(appointment({ id: "a-78" })), entry(PAT)));
  expect(JSON.parse(first)).toEqual(bundle("batch", entry(own), entry(PAT)));
});

test("of a part that cannot be translated it has that part", () => {
  const broken = appointment({ id: "a-79", start: "noon" });
  const deletion = { request: { method: "DELETE", url: "Appointment/a-80" } };
  const [, second = "", third = ""] = originals(
    bundle("batch", entry(appointment()), entry(broken), deletion, entry(PAT)),
  );
  expect(JSON.parse(second)).toEqual(bundle("batch", entry(broken), entry(PAT)));
  expect(JSON.parse(third)).toEqual(bundle("batch", deletion));
});

test("of a deletion it has the appointment as it ended", () => {
  const deletion = {
    request: { method: "DELETE", url: "Appointment/a-77" },
    response: { lastModified: "2026-11-26T08:00:00Z" },
  };
  const former = entry(appointment(), { request: { method: "PUT", url: "Appointment/a-77" } });
  const [ended = ""] = originals(bundle("history", deletion, former));
  expect(JSON.parse(ended)).toMatchObject({ entry: [{ resource: { id: "a-77", status: "entered-in-error" } }] });
});

test("of an appointment with a slot it has the slot", () => {
  const slot = { resourceType: "Slot", id: "s1", start: "2027-03-01T14:30:00-05:00" };
  const own = appointment({ start: undefined, slot: [{ reference: "Slot/s1" }] });
  const other = appointment({ id: "a-78" });
  const [first = "", second = ""] = originals(bundle("batch", entry(own), entry(other), entry(slot)));
  expect(first).toContain("Slot");
  expect(second).not.toContain("Slot");
});

test("it can be sent by SQS", () => {
  const { fullUrl: _fullUrl, ...other } = entry(appointment({ id: "a-78", patientInstruction: "\uffff and \ufffe" }));
  const [, second = ""] = originals(
    bundle("batch", entry(appointment()), { ...other, fullUrl: `${SERVER}/Appointment/a-78` }),
  );
  expect(second).toContain(String.raw`\uffff and \ufffe`);
});
