/** Facts that the deployment's settings show, and a write whose condition cannot hold. */
import type { Lookup } from "../aws/inspection/lookup";
import type { Evidence } from "./evidence";
import type { Fact } from "./facts";
import { confirmed, type Finding, onAnswer, refuted, unknown } from "./finding";

/** Seconds: the longest retention period of SQS. */
const LONGEST_RETENTION = 1_209_600;

/** The first refuted finding, else the first unknown one, else the last. */
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
        if (redrive?.target.endsWith(`:${target}`)) return confirmed("both queues have their redrive policy");
        return refuted(`${name} does not lead to ${target}`);
      });
    },
  },
  {
    id: "sqs-retention",
    statement: "SQS keeps a message for up to 14 days",
    find: ({ queues }) =>
      every(queues, "queue", ({ retention }, name) =>
        retention === LONGEST_RETENTION
          ? confirmed("14 days are set")
          : refuted(`the retention of ${name} is ${retention} s`),
      ),
  },
  {
    id: "lambda-partial-batch",
    statement: "The event sources accept reports of single failed messages",
    find: ({ sources }) =>
      every(sources, "function", (mappings, name) =>
        mappings.length > 0 && mappings.every(({ reportsBatchItemFailures }) => reportsBatchItemFailures)
          ? confirmed("ReportBatchItemFailures is set on both")
          : refuted(`${name} has a source without ReportBatchItemFailures, or none`),
      ),
  },
  {
    id: "lambda-recursion",
    statement: "Lambda's recursive loop detection does not stop the consumers",
    find: ({ recursion }) =>
      every(recursion, "function", (loop, name) =>
        loop === "Allow" ? confirmed("RecursiveLoop is Allow on both") : refuted(`RecursiveLoop of ${name} is ${loop}`),
      ),
  },
  {
    id: "dynamodb-condition",
    statement: "DynamoDB refuses a write whose condition does not hold, with ConditionalCheckFailedException",
    find: ({ refusedWrite }) =>
      onAnswer(refusedWrite, "delivery log", ({ refused }) =>
        refused ? confirmed("it was refused, and nothing was written") : refuted("the write took place"),
      ),
  },
  {
    id: "dynamodb-condition-item",
    statement: "A refused write returns the stored item if ReturnValuesOnConditionCheckFailure requests it",
    find: ({ refusedItem, messages, local }) =>
      onAnswer(refusedItem, "delivery log", ({ carriedItem }) => {
        if (!messages.some(({ item }) => item)) return unknown("there was no claimed item to test with");
        if (carriedItem) return confirmed("the refusal returned the item");
        return local ? unknown("the local run has no refusals with the item") : refuted("the refusal returned no item");
      }),
  },
  {
    id: "dynamodb-denied-write",
    statement: "The policy of the table of acts denies everybody to overwrite one",
    find: ({ deniedWrite }) =>
      onAnswer(deniedWrite, "table of acts", (by) => {
        if (by === "policy") return confirmed("the policy denied it");
        return by === "not" ? refuted("nothing denied it") : unknown("these credentials may not write there anyway");
      }),
  },
  {
    id: "dynamodb-ttl",
    statement: "DynamoDB deletes items of the delivery log by their attribute ttl",
    find: ({ expiry }) =>
      onAnswer(expiry, "delivery log", (attribute) =>
        attribute === "ttl" ? confirmed("it is switched on; smoke does not wait for a deletion") : refuted("it is off"),
      ),
  },
  {
    id: "dynamodb-customer-key",
    statement: "The delivery log is encrypted with the customer's key",
    find: (evidence) =>
      isLocal(evidence, "encryption") ??
      onAnswer(evidence.tableKey, "delivery log", (key) => (key ? confirmed("with a KMS key") : refuted("it is not"))),
  },
  {
    id: "sqs-customer-key",
    statement: "The queues are encrypted with the customer's key",
    find: (evidence) =>
      isLocal(evidence, "encryption") ??
      every(evidence.queues, "queue", ({ key }, name) => (key ? confirmed("all three") : refuted(`${name} is not`))),
  },
  {
    id: "scheduler-time-zone",
    statement: "EventBridge Scheduler stores the daily run's time with its time zone",
    find: ({ schedule, names }) =>
      onAnswer(schedule, `schedule ${names.schedule}`, ({ expression, timeZone }) =>
        timeZone.includes("/") || timeZone === "UTC"
          ? confirmed(`${expression} in ${timeZone}`)
          : refuted(`its zone is ${timeZone}`),
      ),
  },
];
