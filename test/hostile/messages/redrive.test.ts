import { parseAppointment } from "../../../contracts/appointment-check";
import { INVALID_MESSAGE_REASONS, QUEUE_ATTRIBUTES } from "../../../contracts/queue-attributes";
import { labelsOf } from "../../../services/domain/redrive/dead-letter";
import { redrive } from "../../../services/domain/redrive/redrive";
import { shownDetail, shownReason } from "../../../services/ops/dlq/dead-letters";
import { RedriveReport } from "../../../services/ops/dlq/redrive-report";
import { anyBody, hostileText, PROTOTYPE_KEYS } from "../../support/data/arbitraries";
import { CLINICS } from "../../support/data/clinics";
import { fc, runs } from "../../support/data/properties";
import { appointment, NOW } from "../../support/data/records";
import { FakeDeadLetterQueue, FakeQueue } from "../../support/fakes/fake-queues";

/** The lines that a report may have: fixed words, fields of the contract, codes and counts. */
const REPORT_LINE =
  /^(?:moved to (?:appointments|email-fallback): \d+|moved: nothing|kept, breaks the contract, [A-Z_]+(?: \([a-zA-Z]+\))?: \d+)$/;
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
/** Messages of the DLQ: every sender can set attributes, and SQS keeps them when it moves a message. */
const dlqMessages = fc.array(
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

/** A reason, and the name of a field, an error code or an element's path, such as `PID-13[2].4` or `message[3] SCH-2`. */
const SHOWN = /^[A-Z_]+ (?:message attribute \w+|(?:message\[\d+\] )?[\w.[\]-]+)$/;

test("whatever is in the DLQ, the report has only known words and counts, and each message is moved unchanged or kept", async () => {
  await fc.assert(
    fc.asyncProperty(dlqMessages, async (given) => {
      const deadLetters = new FakeDeadLetterQueue();
      for (const [index, message] of given.entries()) deadLetters.add({ id: `${index}`, ...message }, NOW - 60_000);
      const queues = { appointments: new FakeQueue("appointments"), "email-fallback": new FakeQueue("email-fallback") };
      const report = new RedriveReport();
      await redrive(deadLetters, queues, {
        startedAt: NOW,
        droppedAt: async () => undefined,
        clinics: CLINICS,
        onResult: (_, result) => report.add(result),
      });

      const sent = Object.values(queues).flatMap(({ messages }) => messages);
      expect([report.seen, report.moved, report.failed]).toEqual([given.length, sent.length, 0]);
      for (const line of report.lines("moved", (name) => name)) expect(line).toMatch(REPORT_LINE);
      for (const message of given) {
        const labels = labelsOf({ id: "", ...message });
        expect([shownReason(labels), shownDetail(labels) ?? "none"].join(" ")).toMatch(SHOWN);
      }
      const bodies = [...sent, ...deadLetters.visible].map(({ body }) => body);
      expect(bodies.sort()).toEqual(given.map(({ body }) => body).sort());
      for (const { body, attributes } of sent) {
        expect(parseAppointment(body).ok).toBe(true);
        expect(Object.keys(attributes).filter((key) => !OWN.some((own) => own === key))).toEqual([]);
        // It tells the consumer that a failed reminder may be tried again. SQS accepts no empty attribute.
        expect(attributes[deadLetterReason]).toBeTruthy();
      }
    }),
    runs(300),
  );
});
