/** Arbitrary text as a FHIR message: the translator never throws, and every booking has a patient, an appointment and a start. */

import { checkBooking } from "../../../contracts/bookings/booking-check";
import { PROTOTYPE_KEYS } from "../../support/data/arbitraries";
import { anyCharacter, fc, runs } from "../../support/data/properties";
import { type Json, sample, translate } from "../../support/ehr/fhir/fhir-resources";

const SAMPLES = [
  "epic-searchset",
  "oracle-health-appointment",
  "medplum-transaction",
  "backport-notification",
  "openemr-appointment",
  "synthea-like-transaction",
  "engine-message",
  "contained-patient",
  "nhs-booking-message",
].map(sample);
/** Stands in every value that is put in, so that it is seen wherever a value is repeated. */
const SECRET = "Zq9secret";

const value = fc.oneof(
  fc.constantFrom<unknown>(SECRET, "", " ", "#", "Patient/", "Patient?identifier=", `Patient/${SECRET}`, "urn:uuid:1"),
  fc.constantFrom<unknown>(
    null,
    undefined,
    true,
    0,
    -0,
    1e308,
    [],
    {},
    [[]],
    [null],
    "2027-03-01",
    "0000-00-00T00:00:00",
  ),
  fc.constantFrom<unknown>("Appointment", "Bundle", "Patient", "history", "DELETE", "booked", "waitlist", "declined"),
  fc.jsonValue({ maxDepth: 3 }),
  fc.string({ unit: anyCharacter, maxLength: 20 }),
);

/** Where an element of a message is, as keys. */
function places(message: unknown, at: readonly string[] = []): string[][] {
  if (typeof message !== "object" || message === null) return [];
  return Object.entries(message).flatMap(([key, child]) => [[...at, key], ...places(child, [...at, key])]);
}

function changed(message: unknown, [key = "", ...rest]: readonly string[], to: unknown): unknown {
  const copy = (Array.isArray(message) ? [...message] : { ...(message as object) }) as Record<string, unknown>;
  copy[key] = rest.length > 0 ? changed(copy[key], rest, to) : to;
  return copy;
}

/** A sample in which some elements were replaced, or moved to where another one was. */
const damaged = fc
  .constantFrom(...SAMPLES.map((message) => ({ message, all: places(message) })))
  .chain(({ message, all }) => {
    const change = fc.tuple(
      fc.constantFrom(...all),
      fc.oneof(
        value,
        fc.constantFrom(...all).map((from) => read(message, from)),
      ),
    );
    return fc
      .array(change, { minLength: 1, maxLength: 4 })
      .map((changes) =>
        changes.reduce<unknown>(
          (whole, [place, to]) => (exists(whole, place) ? changed(whole, place, to) : whole),
          message,
        ),
      );
  });

function read(message: unknown, place: readonly string[]): unknown {
  return place.reduce<unknown>((at, key) => (at as Record<string, unknown>)[key], message);
}

function exists(message: unknown, place: readonly string[]): boolean {
  const [key, ...rest] = place;
  if (key === undefined) return true;
  return (
    typeof message === "object" && message !== null && Object.hasOwn(message, key) && exists(read(message, [key]), rest)
  );
}

function expectSound(body: string): void {
  const parts = translate(body);
  expect(parts.length).toBeGreaterThan(0);
  for (const part of parts) {
    if (part.kind === "ignored") continue;
    const again = translate(part.original());
    if (part.kind === "untranslatable") {
      expect(part.violations.length).toBeGreaterThan(0);
      expect(JSON.stringify(part.violations)).not.toContain(SECRET);
      expect(again).toContainEqual(expect.objectContaining({ kind: "untranslatable" }));
      continue;
    }
    const { patientId, appointmentId, appointmentTime } = part.appointment;
    for (const field of [patientId, appointmentId, appointmentTime ?? part.endsStored]) expect(field).toMatch(/\S/);
    expect(JSON.stringify([part.notes, part.sources])).not.toContain(SECRET);
    expect(Object.keys(part.sources)).toEqual(expect.arrayContaining([...Object.keys(part.appointment), "status"]));
    // Lengths are never what a booking is refused for, except those of ids.
    const check = checkBooking(
      { status: part.status, version: part.version, appointment: part.appointment },
      Date.now(),
    );
    const fields = check.ok ? [] : check.violations.map(({ field }) => field.replace("appointment.", ""));
    expect(["patientId", "appointmentId", "appointmentTime", "version"]).toEqual(expect.arrayContaining(fields));
    // One appointment and patient, and the same again.
    expect(again).toMatchObject([{ kind: "booking", status: part.status, appointment: part.appointment }]);
  }
}

test("any text is translated, rejected or passed over, and never thrown at", () => {
  fc.assert(fc.property(fc.string({ unit: anyCharacter, maxLength: 200 }), expectSound), runs(300));
  fc.assert(fc.property(fc.json(), expectSound), runs(300));
});

test("a message that is damaged anywhere is translated, rejected or passed over", () => {
  fc.assert(
    fc.property(
      damaged.map((message) => JSON.stringify(message) ?? ""),
      expectSound,
    ),
    runs(1_500),
  );
});

test("a text that is cut anywhere, or has characters put in, is no booking of something else", () => {
  const cut = fc.constantFrom(...SAMPLES).chain((message) => {
    const text = JSON.stringify(message);
    const at = fc.nat({ max: text.length });
    const put = fc.oneof(
      fc.constantFrom(...'"{}[]:,\\', SECRET, "null"),
      fc.string({ unit: anyCharacter, maxLength: 3 }),
    );
    return fc.oneof(
      at.map((end) => text.slice(0, end)),
      fc.tuple(at, put).map(([index, piece]) => text.slice(0, index) + piece + text.slice(index)),
    );
  });
  fc.assert(fc.property(cut, expectSound), runs(500));
});

test("names that every object has are no resources, and no elements", () => {
  const message = fc
    .tuple(fc.constantFrom(...PROTOTYPE_KEYS), fc.constantFrom(...PROTOTYPE_KEYS))
    .map(([type, key]) => {
      const resource: Json = { resourceType: type, id: key, [key]: { reference: `${type}/${key}` } };
      const participant = [{ actor: { reference: `${type}/${key}` } }, { actor: { reference: `Patient/${key}` } }];
      const own = { resourceType: "Appointment", id: key, status: key, start: "2027-03-01T14:30:00Z", participant };
      return JSON.stringify({ resourceType: "Bundle", type: "batch", entry: [{ resource }, { resource: own }] });
    });
  fc.assert(fc.property(message, expectSound), runs(50));
});
