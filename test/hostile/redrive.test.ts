import fc from "fast-check";
import { INVALID_MESSAGE_REASONS, QUEUE_ATTRIBUTES } from "../../contracts/queue-attributes";
import { redrive } from "../../services/domain/redrive";
import { anyBody, hostileText, PROTOTYPE_KEYS, runs } from "../support/arbitraries";
import { FakeDeadLetterQueue, FakeQueue } from "../support/fake-queues";
import { NOW } from "../support/records";

const OWN = Object.values(QUEUE_ATTRIBUTES);
const { deadLetterReason, sourceQueue } = QUEUE_ATTRIBUTES;
const reason = fc.constantFrom(
  ...INVALID_MESSAGE_REASONS,
  "EMAIL_REFUSED",
  "\x1b[2J\x1b]0;owned\x07",
  "x\nkept, x: 0",
  "",
);
const source = fc.constantFrom("appointments", "email-fallback", "healthcare-appointments-dlq", "\x1b[31m", "");
const name = fc.oneof(fc.constantFrom(...OWN, ...PROTOTYPE_KEYS), hostileText);
/** What lies in the DLQ: whoever may send to a queue chooses attributes, and SQS moves a message with them. */
const letters = fc.array(
  fc.record({
    body: anyBody,
    attributes: fc
      .tuple(
        fc.array(fc.tuple(name, hostileText), { maxLength: 6 }),
        fc.option(reason, { nil: undefined }),
        fc.option(fc.oneof(source, fc.constantFrom(...PROTOTYPE_KEYS)), { nil: undefined }),
      )
      .map(
        ([others, why, where]): Record<string, string> => ({
          ...Object.fromEntries(others),
          ...(why !== undefined && { [deadLetterReason]: why }),
          ...(where !== undefined && { [sourceQueue]: where }),
        }),
      ),
  }),
  { maxLength: 12 },
);

test("whatever attributes lie in the DLQ, an operator reads known words and counts, and each message is moved whole or kept", async () => {
  await fc.assert(
    fc.asyncProperty(letters, fc.boolean(), async (given, includeInvalid) => {
      const deadLetters = new FakeDeadLetterQueue();
      for (const [index, letter] of given.entries()) deadLetters.add({ id: `${index}`, ...letter }, NOW - 60_000);
      const queues = { appointments: new FakeQueue("appointments"), "email-fallback": new FakeQueue("email-fallback") };
      const { moved, kept, arrived, failed } = await redrive(deadLetters, queues, NOW, includeInvalid);

      const sent = Object.values(queues).flatMap(({ messages }) => messages);
      expect(Object.keys(moved)).toEqual(["appointments", "email-fallback"]);
      expect(Object.values(moved)).toEqual(Object.values(queues).map(({ messages }) => messages.length));
      for (const told of Object.keys(kept)) expect(INVALID_MESSAGE_REASONS).toContain(told);
      expect([arrived, failed]).toEqual([0, {}]);
      const bodies = [...sent, ...deadLetters.letters].map(({ body }) => body);
      expect(bodies.sort()).toEqual(given.map(({ body }) => body).sort());
      for (const { attributes } of sent) {
        expect(Object.keys(attributes).filter((key) => !OWN.some((own) => own === key))).toEqual([]);
        // It tells the consumer that a reminder that failed may be tried again; SQS takes no empty one.
        expect(attributes[deadLetterReason]).toBeTruthy();
      }
    }),
    runs(300),
  );
});
