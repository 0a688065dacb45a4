/** Facts that show in the deployment's settings, and in a write whose condition cannot hold. */
import type { Lookup } from "../aws/inspection/lookup";
import type { Evidence } from "./evidence";
import type { Fact } from "./facts";
import { type Finding, onAnswer, refuted, seen, unknown } from "./finding";

/** Seconds: the longest that SQS keeps a message. */
const LONGEST_RETENTION = 1_209_600;

/** The first finding that is not a success, or else the last. */
function every<T>(
  lookups: ReadonlyMap<string, Lookup<T>>,
  what: string,
  decide: (value: T, name: string) => Finding,
): Finding {
  const findings = [...lookups].map(([name, answer]) =>
    onAnswer(answer, `${what} ${name}`, (value) => decide(value, name)),
  );
  return (
    findings.find(({ verdict }) => verdict === "refuted") ??
    findings.find(({ verdict }) => verdict === "unknown") ??
    findings.at(-1) ??
    unknown("nothing was looked up")
  );
}

const isLocal = ({ local }: Evidence, what: string) => (local ? unknown(`the local run has no ${what}`) : undefined);

export const SETTING_FACTS: readonly Fact[] = [
  {
    id: "sqs-redrive-chain",
    statement: "The target of a redrive policy may have a consumer and a redrive policy of its own",
    find: ({ queues, names }) => {
      const chain = new Map([...queues].filter(([name]) => name !== names.deadLetterQueue));
      return every(chain, "queue", ({ redrive }, name) => {
        const target = name === names.appointmentsQueue ? names.emailQueue : names.deadLetterQueue;
        if (redrive?.target.endsWith(`:${target}`)) return seen("both queues have their redrive policy");
        return refuted(`${name} does not lead to ${target}`);
      });
    },
  },
  {
    id: "sqs-retention",
    statement: "SQS keeps a message for up to 14 days",
    find: ({ queues }) =>
      every(queues, "queue", ({ retention }, name) =>
        retention === LONGEST_RETENTION ? seen("14 days are set") : refuted(`${name} keeps for ${retention} s`),
      ),
  },
  {
    id: "lambda-partial-batch",
    statement: "The event sources accept reports of single failed messages",
    find: ({ sources }) =>
      every(sources, "function", (mappings, name) =>
        mappings.length > 0 && mappings.every(({ reportsBatchItemFailures }) => reportsBatchItemFailures)
          ? seen("ReportBatchItemFailures is set on both")
          : refuted(`${name} has a source without ReportBatchItemFailures, or none`),
      ),
  },
  {
    id: "lambda-recursion",
    statement: "Lambda's recursive loop detection does not stop the consumers",
    find: ({ recursion }) =>
      every(recursion, "function", (loop, name) =>
        loop === "Allow" ? seen("RecursiveLoop is Allow on both") : refuted(`RecursiveLoop of ${name} is ${loop}`),
      ),
  },
  {
    id: "dynamodb-condition",
    statement: "DynamoDB refuses a write whose condition does not hold, with ConditionalCheckFailedException",
    find: ({ refusedWrite }) =>
      onAnswer(refusedWrite, "delivery log", ({ refused }) =>
        refused ? seen("it was refused, and nothing was written") : refuted("the write took place"),
      ),
  },
  {
    id: "dynamodb-condition-item",
    statement: "A refused write returns the stored item if ReturnValuesOnConditionCheckFailure asks for it",
    find: ({ refusedItem, messages, local }) =>
      onAnswer(refusedItem, "delivery log", ({ carriedItem }) => {
        if (!messages.some(({ item }) => item)) return unknown("there was no claimed item to write to");
        if (carriedItem) return seen("the refusal had the item");
        return local ? unknown("the local run has no refusals with the item") : refuted("the refusal had no item");
      }),
  },
  {
    id: "dynamodb-ttl",
    statement: "DynamoDB deletes items of the delivery log by their attribute ttl",
    find: ({ expiry }) =>
      onAnswer(expiry, "delivery log", (attribute) =>
        attribute === "ttl" ? seen("it is switched on; smoke does not wait for a deletion") : refuted("it is off"),
      ),
  },
  {
    id: "dynamodb-customer-key",
    statement: "The delivery log is encrypted with the customer's key",
    find: (evidence) =>
      isLocal(evidence, "encryption") ??
      onAnswer(evidence.tableKey, "delivery log", (key) => (key ? seen("by a key of KMS") : refuted("it is not"))),
  },
  {
    id: "sqs-customer-key",
    statement: "The queues are encrypted with the customer's key",
    find: (evidence) =>
      isLocal(evidence, "encryption") ??
      every(evidence.queues, "queue", ({ key }, name) => (key ? seen("all three") : refuted(`${name} is not`))),
  },
  {
    id: "scheduler-time-zone",
    statement: "EventBridge Scheduler stores the daily run's time with its time zone",
    find: ({ schedule, names }) =>
      onAnswer(schedule, `schedule ${names.schedule}`, ({ expression, timeZone }) =>
        timeZone.includes("/") || timeZone === "UTC"
          ? seen(`${expression} in ${timeZone}`)
          : refuted(`its zone is ${timeZone}`),
      ),
  },
];
