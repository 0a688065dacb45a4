import { ProducerEventError, readProducerEvent } from "../../../services/domain/producer/producer-event";
import { anyBody, FIELDS, hostileText, jsonText, PROTOTYPE_KEYS } from "../../support/data/arbitraries";
import { fc, runs } from "../../support/data/properties";
import { appointment } from "../../support/data/records";
import { ProducerWorld } from "../../support/worlds/producer-world";

/** Every refusal of an event that there is. */
const PROBLEMS = [
  "the event must be a JSON object",
  "appointments must be a list",
  "appointments must hold at least one appointment",
  'appointments is required, or source must be "daily-notification-trigger" or "reminder-sweep"',
];
const MARK = "Quetzalcoatl-7f3a";

/** JSON values, as Lambda hands them over: text that is no JSON never gets that far. */
const jsonValue = fc.oneof(jsonText, anyBody).chain((text) => {
  try {
    return fc.constant(JSON.parse(text) as unknown);
  } catch {
    return fc.constantFrom<unknown>(null, [], {}, "", 0, text);
  }
});
const name = fc.constantFrom("appointments", "source", ...PROTOTYPE_KEYS);
const source = fc.constantFrom("daily-notification-trigger", "reminder-sweep", "aws.events", MARK);
const event = fc.oneof(
  jsonValue,
  fc.dictionary(name, fc.oneof(jsonValue, source, fc.array(jsonValue, { maxLength: 4 }))),
);

test("any event is a list, a schedule's or refused with one of four problems, and changes no object's own parts", () => {
  const before = Object.getOwnPropertyNames(Object.prototype);
  fc.assert(
    fc.property(event, (given) => {
      try {
        const read = readProducerEvent(given);
        expect("appointments" in read ? read.appointments.length > 0 : read.source).toBeTruthy();
      } catch (error) {
        expect(error).toBeInstanceOf(ProducerEventError);
        expect(PROBLEMS).toContain((error as Error).message);
      }
      expect(Object.getOwnPropertyNames(Object.prototype)).toEqual(before);
    }),
    runs(1_000),
  );
});

test("neither list nor source is taken from what an object has by itself", () => {
  for (const text of ['{"__proto__":{"appointments":[{}]}}', '{"__proto__":{"source":"daily-notification-trigger"}}']) {
    expect(() => readProducerEvent(JSON.parse(text))).toThrow(ProducerEventError);
  }
});

test("of any list every entry is queued or refused by its place, and no value shows in the answer or the log", async () => {
  const marked = fc.constantFrom<unknown>(MARK, [MARK], { [MARK]: MARK }, `${MARK}\n`.repeat(99), { toString: MARK });
  const spoilt = fc
    .dictionary(fc.constantFrom(...FIELDS, MARK), fc.oneof(marked, hostileText))
    .map((fields) => ({ ...appointment(), ...fields }));
  const entry = fc.oneof(jsonValue, spoilt, fc.constant(appointment()));
  await fc.assert(
    fc.asyncProperty(fc.array(entry, { minLength: 1, maxLength: 25 }), async (appointments) => {
      const world = new ProducerWorld();
      const answer = await world.run({ appointments });
      expect([answer.enqueued + answer.refused, answer.unsent]).toEqual([appointments.length, 0]);
      expect(world.queue.bodies).toHaveLength(answer.enqueued);
      const places = answer.refusals.map(({ index = -1 }) => index);
      expect(places).toEqual([...new Set(places)].sort((a, b) => a - b));
      const told = JSON.stringify([answer, world.logger.lines, world.metrics.calls, world.topic.events]);
      expect(told).not.toContain(MARK);
    }),
    runs(200),
  );
});
