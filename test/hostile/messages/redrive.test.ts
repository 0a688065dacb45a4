import fc from "fast-check";
import { parseAppointment } from "../../../contracts/appointment-message";
import { INVALID_MESSAGE_REASONS, QUEUE_ATTRIBUTES } from "../../../contracts/queue-attributes";
import { redrive } from "../../../services/domain/redrive/redrive";
import { shownDetail, shownReason } from "../../../services/ops/dlq/dead-letters";
import { RedriveReport } from "../../../services/ops/dlq/redrive-report";
import { anyBody, hostileText, PROTOTYPE_KEYS, runs } from "../../support/data/arbitraries";
import { appointment, NOW } from "../../support/data/records";
import { FakeDeadLetterQueue, FakeQueue } from "../../support/fakes/fake-queues";

/** What may stand in a line of the report: words of ours, fields of the contract, codes, counts. */
const TOLD =
  /^(?:moved to (?:appointments|email-fallback): \d+|moved: nothing|stays, breaks the contract, [A-Z_]+(?: \([a-zA-Z]+\))?: \d+)$/;
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
    body: fc.oneof(anyBody, fc.constant(JSON.stringify(appointment()))),
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

test("whatever lies in the DLQ, an operator reads known words and counts, and each message is moved whole or stays", async () => {
  await fc.assert(
    fc.asyncProperty(letters, async (given) => {
      const deadLetters = new FakeDeadLetterQueue();
      for (const [index, letter] of given.entries()) deadLetters.add({ id: `${index}`, ...letter }, NOW - 60_000);
      const queues = { appointments: new FakeQueue("appointments"), "email-fallback": new FakeQueue("email-fallback") };
      const report = new RedriveReport();
      await redrive(deadLetters, queues, {
        startedAt: NOW,
        droppedAt: async () => undefined,
        onFate: (_, fate) => report.add(fate),
      });

      const sent = Object.values(queues).flatMap(({ messages }) => messages);
      expect([report.seen, report.moved, report.failed]).toEqual([given.length, sent.length, 0]);
      for (const line of report.lines("moved", (name) => name)) expect(line).toMatch(TOLD);
      for (const letter of given) {
        const message = { id: "", ...letter };
        expect([shownReason(message), shownDetail(message) ?? "none"].join(" ")).toMatch(/^[\w.]+ [\w.]+$/);
      }
      const bodies = [...sent, ...deadLetters.visible].map(({ body }) => body);
      expect(bodies.sort()).toEqual(given.map(({ body }) => body).sort());
      for (const { body, attributes } of sent) {
        expect(parseAppointment(body).ok).toBe(true);
        expect(Object.keys(attributes).filter((key) => !OWN.some((own) => own === key))).toEqual([]);
        // It tells the consumer that a reminder that failed may be tried again; SQS takes no empty one.
        expect(attributes[deadLetterReason]).toBeTruthy();
      }
    }),
    runs(300),
  );
});
