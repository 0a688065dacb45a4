/** Any bytes at all as a file: told in a sentence, or entry by entry, and never by what stands there. */
import { Readable } from "node:stream";
import { anyCharacter, fc, runs } from "../../support/data/properties";
import { clinicIn, ops } from "../../support/ops";
import { TestFolder } from "../../support/test-folder";

/** Stands in every text, so that it is seen wherever a value is told. */
const SECRET = "Zq9secret";
const HEADER = "appointmentId,patientId,appointmentTime,email,schemaVersion";
const FORMATS = ["csv", "json", "jsonl"] as const;

const piece = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(SECRET, "patientId", "appointmentTime", "2999-03-01T14:30", "1", "null") },
  {
    weight: 4,
    arbitrary: fc.constantFrom(
      ..."\",\n{}[]:;\t\\'",
      "\r\n",
      "\r",
      '""',
      "\\u",
      "\\ud800",
      "\0",
      "\u2028",
      "é👍",
      "\ufeff",
    ),
  },
  fc.string({ unit: anyCharacter, maxLength: 5 }),
);
const text = fc.array(piece, { maxLength: 60 }).map((pieces) => pieces.join(""));
const bytes = fc.oneof(
  text.map((content) => Buffer.from(`${HEADER}\n${content}`)),
  text.map((content) => Buffer.from(`[{"patientId":"${SECRET}"},${content}`)),
  text.map((content) => Buffer.from(content)),
  fc.uint8Array({ maxLength: 200 }).map((array) => Buffer.from(array)),
);

let folder: TestFolder;
beforeAll(() => {
  folder = new TestFolder();
});
afterAll(() => folder.remove());

/** What must hold however it ends. */
function expectTold({ status, out, err: all }: { status: number; out: string; err: string }): void {
  // Names of columns are told.
  const err = all.replace(/^Ignored: .*\n/, "");
  expect([0, 1, 2]).toContain(status);
  expect(out + err).not.toContain(SECRET);
  expect(out + err).not.toMatch(/It failed|^ {4}at |Error:/m);
  expect(status === 2).toBe(/ops: |^\{"error":/m.test(err));
}

function inChunks(content: Buffer, size: number): Readable {
  const chunks = Array.from({ length: Math.ceil(content.length / size) }, (_, index) =>
    content.subarray(index * size, (index + 1) * size),
  );
  return Readable.from(chunks);
}

test("validate ends with a status and the places of what is wrong", async () => {
  await fc.assert(
    fc.asyncProperty(bytes, fc.constantFrom(...FORMATS, undefined), async (input, format) => {
      const args = ["validate", "-", ...(format ? ["--format", format] : []), "--json"];
      const run = await ops(args, { input });
      const { ignored = [], ...rest } = JSON.parse(run.out || "{}") as Record<string, unknown>;
      expect(Array.isArray(ignored)).toBe(true);
      // Names of fields are told.
      expectTold({ ...run, out: JSON.stringify(rest) });
    }),
    runs(400),
  );
});

test("a file in chunks of any size is read as in one", async () => {
  await fc.assert(
    fc.asyncProperty(
      bytes,
      fc.constantFrom(...FORMATS),
      fc.integer({ min: 1, max: 9 }),
      async (input, format, size) => {
        const args = ["validate", "-", "--format", format];
        const whole = await ops(args, { input });
        const inPieces = await ops(args, { input: inChunks(input, size) });
        // Of a broken array, how far it is read may differ by entries that are no objects.
        expect(inPieces).toEqual(
          format === "json" && whole.status === 2 ? expect.objectContaining({ status: 2 }) : whole,
        );
      },
    ),
    runs(200),
  );
});

test("import's dry run ends as well", async () => {
  let count = 0;
  await fc.assert(
    fc.asyncProperty(bytes, fc.constantFrom(...FORMATS), async (content, format) => {
      count += 1;
      const file = folder.write(`${count}.${format}`, content);
      expectTold(await ops(["import", file, ...clinicIn("UTC"), "--dry-run"]));
    }),
    runs(200),
  );
});
