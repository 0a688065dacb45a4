/** What many appointments of a message share is read so far that the work does not grow with the square of its size. */
import {
  appointment,
  booking,
  collection,
  type Json,
  PAT,
  translate,
} from "../../../../support/ehr/fhir/fhir-resources";

const many = (count: number, one: (index: number) => Json): Json[] => Array.from({ length: count }, (_, i) => one(i));
const inSlot = (changes: Json = {}) =>
  appointment({
    participant: [{ actor: { reference: "Patient/p-1042" } }],
    slot: [{ reference: "Slot/1" }],
    ...changes,
  });
const SLOT = { resourceType: "Slot", id: "1", schedule: { reference: "Schedule/1" } };
const schedule = (actor: readonly Json[]) => ({ resourceType: "Schedule", id: "1", actor });

test("of a schedule's actors, the first fifty count", () => {
  const actors = many(51, (i) => ({ type: "Device", display: String(i) }));
  const nurse = { type: "Practitioner", display: "Ann Ho" };
  const named = (list: readonly Json[]) => booking(collection(inSlot(), PAT, SLOT, schedule(list))).appointment;
  expect(named([...actors.slice(0, 49), nurse])).toMatchObject({ practitioner: "Ann Ho" });
  expect(named([...actors.slice(0, 50), nurse])).not.toHaveProperty("practitioner");
});

test("of the services and of a service's identifiers, some are compared with the clinics' profiles", () => {
  const service = { resourceType: "HealthcareService", id: "s", identifier: many(3_000, (i) => ({ value: `n-${i}` })) };
  const actors = many(50, () => ({ reference: "HealthcareService/s" }));
  const { clinicNames } = booking(collection(inSlot(), PAT, SLOT, schedule(actors), service));
  expect(clinicNames).toEqual(["s", ...many(100, (i) => ({ name: `n-${i}` })).map(({ name }) => name)]);
});

test("what a place is part of stays in its own message as far as it is read", () => {
  const places = many(40, (i) => ({
    resourceType: "Location",
    id: `l-${i}`,
    partOf: { reference: `Location/l-${i + 1}` },
  }));
  const participant = [{ actor: { reference: "Location/l-0" } }];
  const [bad] = translate(collection(appointment({ participant }), appointment({ id: "a-2" }), ...places));
  const own = bad.kind === "untranslatable" ? bad.original() : "";
  expect(own).toContain('"id":"l-4"');
  expect(own).not.toContain('"id":"l-20"');
});
