import { QUEUE_ATTRIBUTES } from "../../../contracts/queue-attributes";
import { ownAttributes } from "../../../services/domain/dead-letters/own-attributes";
import { hostileText, PROTOTYPE_KEYS } from "../../support/data/arbitraries";
import { fc, runs } from "../../support/data/properties";
import { appointment, queueMessage } from "../../support/data/records";
import { PipelineWorld } from "../../support/worlds/pipeline-world";

const OWN = Object.values(QUEUE_ATTRIBUTES);
/** The longest that SQS hides a message, in s: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html */
const LONGEST_DELAY = 900;

const numberLike = fc.constantFrom(
  ..."0 -0 -1 1 3 9 1.5 1e3 1e300 1e400 -1e400 NaN Infinity 0x10 9007199254740993 １ 1_000 true null".split(" "),
  "9".repeat(100_000),
  " 2 ",
  "",
);
/** How often a message was put off, as its sender says: the count that the delay grows with, among other things. */
const postponed = fc.oneof(numberLike, fc.nat({ max: 2_000 }).map(String), hostileText);
const name = fc.oneof(fc.constantFrom(...OWN, ...OWN.map((own) => own.toLowerCase()), ...PROTOTYPE_KEYS), hostileText);
/** What a sender may put on a message: attributes of its own, and ours by their names. */
const attributes = fc
  .array(fc.tuple(name, fc.oneof(numberLike, hostileText)), { maxLength: 15 })
  .map((pairs): Record<string, string> => Object.fromEntries(pairs));

test("of a sender's attributes the pipeline's own go on, as they came, and no others", () => {
  fc.assert(
    fc.property(attributes, (given) => {
      const kept = ownAttributes({ attributes: given });
      const known = Object.entries(given).filter(([key]) => OWN.some((own) => own === key));
      expect(Object.entries(kept).sort()).toEqual(known.sort());
      expect(Object.getPrototypeOf(kept)).toBe(Object.prototype);
    }),
    runs(500),
  );
});

test("whatever attributes a message has, its text is sent once and nothing of them shows", async () => {
  await fc.assert(
    fc.asyncProperty(attributes, async (given) => {
      const world = new PipelineWorld();
      expect(await world.bySms(queueMessage(appointment(), { attributes: given }))).toMatchObject({ kind: "outcome" });
      expect(world.sms.delivered).toHaveLength(1);
      expect(Object.keys(world.log.item)).not.toEqual(expect.arrayContaining(PROTOTYPE_KEYS));
    }),
    runs(200),
  );
});

test("whatever its attributes say, a message that waits for the carrier's quota comes again within a quarter of an hour", async () => {
  await fc.assert(
    fc.asyncProperty(attributes, postponed, async (others, count) => {
      const given = { ...others, [QUEUE_ATTRIBUTES.postponed]: count };
      const world = new PipelineWorld();
      world.sms.failSends(500, "Throttling");
      const message = queueMessage(appointment(), { attributes: given });
      expect(await world.bySms(message)).toEqual({ kind: "postponed" });
      const copy = world.appointmentsQueue.message;
      expect(copy.body).toBe(message.body);
      expect(copy.delaySeconds).toBeGreaterThan(0);
      expect(copy.delaySeconds).toBeLessThanOrEqual(LONGEST_DELAY);
      expect(Object.keys(copy.attributes).filter((key) => !OWN.some((own) => own === key))).toEqual([]);
      expect(copy.attributes[QUEUE_ATTRIBUTES.postponed]).toMatch(/^[1-9]/);
    }),
    runs(50),
  );
});
