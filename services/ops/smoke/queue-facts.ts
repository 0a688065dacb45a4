/** Facts that a message shows when it moves along a chain of queues. */
import { PROBE_RECEIVES, type Receipt } from "../aws/probes/probe-queues";
import type { Evidence } from "./evidence";
import type { Fact } from "./facts";
import { confirmed, type Finding, onAnswer, refuted, unknown } from "./finding";

const countsOf = (receipts: readonly Receipt[], queue: Receipt["queue"]) =>
  receipts.filter((receipt) => receipt.queue === queue).map(({ count }) => count);

function onProbe({ probe }: Evidence, decide: (receipts: readonly Receipt[]) => Finding): Finding {
  if (!probe) return unknown("no queues were created (--dry-run)");
  return onAnswer(probe.receipts, "queue", (receipts) =>
    receipts.some(({ queue }) => queue === "third")
      ? decide(receipts)
      : unknown("the message did not reach the last queue in time"),
  );
}

const listed = (counts: readonly number[]) => counts.join(", ");

export const QUEUE_FACTS: readonly Fact[] = [
  {
    id: "sqs-receive-count",
    statement: "ApproximateReceiveCount is 1 at the first receive, and continues to count across a chain of queues",
    find: (evidence) =>
      onProbe(evidence, (receipts) => {
        const [first, second] = [countsOf(receipts, "first"), countsOf(receipts, "second")];
        const counts = `${listed(first)} on the first queue, ${listed(second)} on the second`;
        return first[0] === 1 && (second[0] ?? 0) > PROBE_RECEIVES.first ? confirmed(counts) : refuted(counts);
      }),
  },
  {
    id: "sqs-second-redrive",
    statement:
      "The second queue of a chain delivers a message maxReceiveCount times, minus at most the receives on the first",
    find: (evidence) =>
      onProbe(evidence, (receipts) => {
        const receives = countsOf(receipts, "second").length;
        // The move from the first queue may count as a receive.
        const min = PROBE_RECEIVES.second - PROBE_RECEIVES.first - 1;
        const observed = `${receives} receives of ${PROBE_RECEIVES.second}, after ${countsOf(receipts, "first").length} on the first`;
        return receives >= min && receives <= PROBE_RECEIVES.second ? confirmed(observed) : refuted(observed);
      }),
  },
  {
    id: "sqs-move-keeps-message",
    statement: "SQS moves a message to a redrive target with its body, its attributes and its id",
    find: (evidence) =>
      onProbe(evidence, (receipts) => {
        const ids = new Set(receipts.map(({ messageId }) => messageId));
        if (!receipts.every(({ isWhole }) => isWhole)) return refuted("the body or the attribute changed");
        return ids.size === 1 ? confirmed("all three are the same on every queue") : refuted("its id changed");
      }),
  },
  {
    id: "sqs-move-keeps-time",
    statement: "SQS moves a message to a redrive target with its SentTimestamp: it expires as if it had not moved",
    find: (evidence) =>
      onProbe(evidence, (receipts) =>
        new Set(receipts.map(({ sentAt }) => sentAt)).size === 1
          ? confirmed("the same on every queue")
          : refuted("it changed"),
      ),
  },
];
