/** Properties of the translator, whatever the text is. */
import { anyCharacter, fc, runs } from "../../../../support/data/properties";
import { sampleMessage, siu } from "../../../../support/ehr/hl7/siu";
import { translate } from "../../../../support/ehr/hl7/translated";

/** Characters that mean something in ER7, and some that do not. */
const er7Text = fc.string({
  unit: fc.constantFrom(..."|^~\\&#\r\n\v\x1c\"' -+.@:$%AaDSTXZ0123456789\ufeff\ufffd\0\u{1f3e5}\ud800é"),
  maxLength: 40,
});
const FIELDS =
  "MSH-1 MSH-2 MSH-4 MSH-7 MSH-9 MSH-11 MSH-12 SCH-1 SCH-2 SCH-3 SCH-11 SCH-23 SCH-24 SCH-25 TQ1-3 TQ1-7 PID-2 PID-3 PID-5 " +
  "PID-13 PID-14 PID-15 PID-29 PID-30 PID-40 PD1-11 PV1-3 PV1-7 RGS-2 AIS-2 AIS-4 AIS-5 AIS-6 AIS-10 AIL-2 AIL-3 AIL-6 " +
  "AIL-12 AIP-2 AIP-3 AIP-6 AIP-12 AIG-3 AIG-4 AIG-8";
const fields = fc.dictionary(fc.constantFrom(...FIELDS.split(" ")), er7Text, { maxKeys: 8 });
const SAMPLES = [
  "epic-new",
  "engine-new",
  "engine-arrived",
  "standard-rescheduled",
  "athena-new",
  "samedi-changed",
  "millennium-noshow",
].map(sampleMessage);

/** A sample from which a part is cut, and into which others are put. */
const damaged = fc
  .tuple(fc.constantFrom(...SAMPLES, siu()), fc.nat(), fc.nat({ max: 80 }), er7Text)
  .map(([text, at, length, other]) => {
    const start = at % (text.length + 1);
    return text.slice(0, start) + other + text.slice(start + length);
  });
const anyBody = fc.oneof(
  fc.string({ unit: anyCharacter }),
  er7Text,
  fields.map((changes) => siu(changes)),
  damaged,
  fc.array(damaged, { minLength: 2, maxLength: 4 }).map((bodies) => bodies.join("\r")),
);

/** Checks something of everything that is made of a text. */
function always(check: (one: ReturnType<typeof translate>[number]) => void): void {
  fc.assert(
    fc.property(anyBody, (body) => {
      const all = translate(body);
      expect(all.length).toBeGreaterThan(0);
      for (const one of all) check(one);
    }),
    runs(500),
  );
}

test("nothing throws, and no booking is without a patient, an appointment and a start, except an end", () => {
  always((one) => {
    if (one.kind !== "booking") return;
    const { patientId, appointmentId, appointmentTime } = one.appointment;
    expect(patientId).toMatch(/\S/);
    expect(appointmentId).toMatch(/\S/);
    expect(appointmentTime ?? `${one.endsStored}`).toMatch(/^(?:\d{4}-\d\d-\d\dT\d\d:\d\d|required$)/);
    if (one.endsStored) expect(one.status).not.toBe("booked");
  });
});

test("each field of a booking has its element, and what is only shown is not too long for the contract", () => {
  const LENGTHS = { phoneNumber: 64, email: 320, practitioner: 200, patientFirstName: 60, location: 500, language: 35 };
  always((one) => {
    if (one.kind !== "booking") return;
    const { status: _, version, ...sources } = one.sources;
    // An end without a start has the element where it would be.
    const fields = new Set([...Object.keys(one.appointment), "appointmentTime"]);
    expect(Object.keys(sources).sort()).toEqual([...fields].sort());
    expect(version === undefined).toBe(one.version === undefined);
    expect(one.version ?? 0).toBe(Math.trunc(one.version ?? 0));
    for (const [field, length] of Object.entries(LENGTHS)) {
      expect(String(one.appointment[field] ?? "").length).toBeLessThanOrEqual(length);
    }
  });
});

test("the message of a booking, sent again by itself, is the same booking", () => {
  always((one) => {
    if (one.kind !== "booking") return;
    const [again, ...others] = translate(one.original());
    expect(others).toEqual([]);
    expect(again.kind === "booking" && again.appointment).toEqual(one.appointment);
    expect(again.kind === "booking" && [again.status, again.version]).toEqual([one.status, one.version]);
  });
});

test("the message of what cannot be translated cannot be translated when it is sent again, either", () => {
  always((one) => {
    if (one.kind !== "untranslatable") return;
    const again = translate(one.original());
    expect(again.map(({ kind }) => kind)).toEqual(["untranslatable"]);
  });
});

test("no violation and no note has a value of the message", () => {
  const secret = "QZ7XK";
  const planted = fc.dictionary(
    fc.constantFrom(...FIELDS.split(" ").filter((field) => !field.startsWith("MSH-1") && field !== "MSH-2")),
    fc.constantFrom(
      secret,
      `${secret}^${secret}^${secret}`,
      `1^${secret}`,
      `${secret}~${secret}`,
      `^^^${secret}`,
      `^^^^^^^^${secret}`,
    ),
    { maxKeys: 20 },
  );
  fc.assert(
    fc.property(planted, (changes) => {
      for (const one of translate(siu(changes))) {
        const said =
          one.kind === "ignored" ? one.reason : one.kind === "booking" ? [one.notes, one.sources] : one.violations;
        expect(JSON.stringify(said)).not.toContain(secret);
      }
    }),
    runs(500),
  );
});
