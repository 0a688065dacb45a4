import { parseAppointment } from "../../../contracts/appointment-check";
import { rejectMessage, sendToDeadLetters } from "../../../services/domain/dead-letters/dead-letters";
import { SynthesizedStack } from "../../infra/stack/synthesized-stack";
import { FakeQueue, type StoredMessage } from "../../support/fakes/fake-queues";

const stack = new SynthesizedStack();
/** Bytes: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_CreateQueue.html */
const UNLESS_SET = 1_048_576;
const limitOf = (queue: string): number =>
  stack.named("AWS::SQS::Queue", `healthcare-${queue}-dev`).MaximumMessageSize ?? UNLESS_SET;

/** SQS counts the body, and name, type and value of every attribute. */
function sizeOf({ body, attributes }: StoredMessage): number {
  const texts = Object.entries(attributes).map(([name, value]) => `${name}String${value}`);
  return Buffer.byteLength([body, ...texts].join(""));
}

test("a message of the largest size that the appointments queue takes is taken by the queues that it goes on to", async () => {
  const deadLetters = new FakeQueue("dlq");
  const message = { id: "message-1", body: "[".repeat(limitOf("appointments")), attributes: {} };
  const check = parseAppointment(message.body);
  if (check.ok) throw new Error("the message keeps the contract");
  await rejectMessage(message, check.violations[0], deadLetters);
  // The longest codes that AWS's services answer with have some 50 characters.
  const cause = { reason: "EMAIL_ATTEMPTS_EXHAUSTED", detail: "x".repeat(100), source: "email-fallback" } as const;
  await sendToDeadLetters(message, cause, deadLetters);
  const largest = Math.max(...deadLetters.messages.map(sizeOf));
  expect(deadLetters.messages.map(({ body }) => body)).toEqual([message.body, message.body]);
  expect(limitOf("email-fallback")).toBeGreaterThanOrEqual(largest);
  expect(limitOf("appointments-dlq")).toBeGreaterThanOrEqual(largest);
});
