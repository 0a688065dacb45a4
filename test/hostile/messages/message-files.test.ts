/** Arbitrary text as a file of FHIR or HL7 v2: its parts are shown, or it is refused in one sentence without its values. */

import { anyCharacter, fc, runs } from "../../support/data/properties";
import { actor, appointment, collection, PAT } from "../../support/ehr/fhir/fhir-resources";
import { siu } from "../../support/ehr/hl7/siu";
import { clinicIn, ops } from "../../support/ops";

/** Stands in names, contacts and places, and in what is put in, so that it is seen wherever a value is repeated. */
const SECRET = "Zq9secret";

const given = { start: "2999-03-01T14:30:00Z", patientInstruction: SECRET };
const PATIENT = { ...PAT, name: [{ given: [SECRET] }], telecom: [{ system: "email", value: `${SECRET}@example.com` }] };
const FILES = [
  siu({
    "MSH-7": "20250226090000",
    "PID-5": `${SECRET}^${SECRET}`,
    "AIP-3": `1^${SECRET}`,
    "AIL-3": `^^^^^^^^${SECRET}`,
  }),
  JSON.stringify(collection(appointment(given), PATIENT)),
  JSON.stringify(appointment({ ...given, participant: [actor("Patient/p-1", { display: SECRET })] })),
];
const text = fc
  .array(
    fc.oneof(
      { weight: 3, arbitrary: fc.constantFrom(...FILES) },
      fc.constantFrom("\n", "\r", "\n\n", "FHS|^~\\&|S\r", "BTS|1\r", "{", "}", "\v", "\ufeff"),
      fc.string({ unit: anyCharacter, maxLength: 5 }),
    ),
    { minLength: 1, maxLength: 6 },
  )
  .map((pieces) => pieces.join(""));
/** With a part cut out, or put in elsewhere. */
const damaged = fc
  .tuple(text, fc.nat(3_000), fc.nat(40), fc.constantFrom("", SECRET, "|", "^", "~", '"', "null"))
  .map(([whole, at, length, instead]) => {
    const begin = at % (whole.length + 1);
    return whole.slice(0, begin) + instead + whole.slice(begin + length);
  });

const DRY_IMPORT = ["--dry-run", "--environment", "test", ...clinicIn("America/New_York")];

const IDS_IN_JSON = /"field":"(?:patientId|appointmentId)","element":"[^"]*","value":"(?:[^"\\]|\\.)*"/g;

test.each([
  ["translate", []],
  ["translate", ["--json"]],
  ["translate", ["--format", "hl7"]],
  ["validate", []],
  ["validate", ["--format", "fhir", "--json"]],
  ["import", ["--format", "jsonl", ...DRY_IMPORT]],
])("%s %j ends well, and shows no patient data", async (command, options) => {
  await fc.assert(
    fc.asyncProperty(damaged, async (input) => {
      const { status, out, err } = await ops([command, "-", ...options], { input });
      expect([0, 1, 2]).toContain(status);
      // What is put in may stand in an id, which is shown.
      const shown = out.replace(IDS_IN_JSON, "").replace(/^ +(?:patientId|appointmentId) .*$/gm, "");
      // Names of fields are shown, too.
      expect((shown + err).replace(/^.*\b[Ii]gnored\b.*$/gm, "")).not.toContain(SECRET);
      expect(out + err).not.toMatch(/It failed|^ {4}at |Error:/m);
    }),
    runs(60),
  );
});
