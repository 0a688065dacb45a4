/** Any text at all on the receipts queue: no notification changes wrongly, and no value is repeated. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { readReceipt } from "../../../services/domain/receipts/read-receipt";
import { fc, runs } from "../../support/data/properties";
import { appointment, queueMessage } from "../../support/data/records";
import { ACCOUNT, PipelineWorld } from "../../support/worlds/pipeline-world";

/** Stands in every text and name, so that it is seen wherever a value is repeated. */
const SECRET = "Zq9secret";
const SAMPLES = ["sns-failure", "sns-success", "eum-unreachable", "eum-delivered", "ses-bounce", "ses-complaint"].map(
  (name) => JSON.parse(readFileSync(join(import.meta.dirname, "../../support/data/receipts", `${name}.json`), "utf8")),
);

const value = fc.oneof(
  fc.constantFrom(SECRET, "", null, true, 0, -1, 1e308, [SECRET], { [SECRET]: SECRET }, { __proto__: null }),
  fc.jsonValue({ maxDepth: 3 }),
);

type Json = Readonly<Record<string, unknown>>;
const isObject = (each: unknown): each is Json => typeof each === "object" && each !== null && !Array.isArray(each);

/** A sample of which some fields, at any depth, are missing or have another value. */
function damaged(sample: Json): fc.Arbitrary<Json> {
  const entries = Object.entries(sample).map(([name, of]) => {
    const kept = isObject(of) ? damaged(of) : fc.constant<unknown>(of);
    const given = fc.oneof({ weight: 8, arbitrary: kept }, { weight: 1, arbitrary: value });
    return fc.option(given, { nil: undefined, freq: 12 }).map((each) => [name, each] as const);
  });
  return fc.tuple(...entries).map((given) => Object.fromEntries(given));
}

const body = fc.oneof(
  fc
    .constantFrom(...SAMPLES)
    .chain(damaged)
    .map((event) => JSON.stringify(event)),
  value.map((event) => JSON.stringify(event)),
  fc.string({ maxLength: 40 }).map((text) => `${SECRET}${text}`),
);

/** Few random texts are ignored. */
const ONE_OF_EACH_KIND = [
  JSON.stringify(SAMPLES[0]),
  "Successfully validated SNS topic for Amazon SES event publishing.",
  "{",
];

test("any text is a receipt, ignored, or refused by a reason and a field of the samples", () => {
  const kinds = new Set<string>();
  fc.assert(
    fc.property(body, (text) => {
      const read = readReceipt(text, ACCOUNT);
      kinds.add(read.kind);
      if (read.kind !== "invalid") return;
      expect(read.reason).toMatch(/^(?:INVALID_JSON|CONTRACT_VIOLATION)$/);
      expect(read.field).toMatch(/^[A-Za-z.]{0,40}$/);
      expect(read.field).not.toContain(SECRET);
    }),
    { ...runs(3_000), examples: ONE_OF_EACH_KIND.map((text) => [text]) },
  );
  expect([...kinds].sort()).toEqual(["ignored", "invalid", "receipt"]);
});

test("any text leaves another's notification as it is, repeats no value, and blocks no receipt beside it", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(body, { maxLength: 9 }), async (texts) => {
      const world = new PipelineWorld();
      await world.bySms(queueMessage(appointment()));
      const before = world.log.item;
      const others = texts.map((text, index) => ({ id: `other-${index}`, body: text, attributes: {}, receives: 9 }));
      await world.byReceipts(...others);
      expect(world.log.item).toEqual(before);
      const own = { notification: { messageId: before.messageId }, status: "SUCCESS" };
      const receipt = { id: "own", body: JSON.stringify(own), attributes: {}, receives: 1 };
      const results = await world.byReceipts(...others, receipt);
      expect(results.map(({ status }) => status)).toEqual(results.map(() => "fulfilled"));
      expect(world.log.item.status).toBe("SMS_DELIVERED");
      const { lines } = world.logger;
      const attributes = world.receiptsDeadLetters.messages.map((message) => message.attributes);
      expect(JSON.stringify([lines, attributes, world.metrics.calls, world.topic.events])).not.toContain(SECRET);
    }),
    runs(150),
  );
});
