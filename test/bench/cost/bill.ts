/** The bill of 1,000 reminders by text, without the texts: from counted calls and measured times. */
import { smsTimings } from "../../../infra/stack/settings/consumer-timings";
import { type PriceName, priceOf } from "../../../services/domain/costs/prices";
import type { Durations } from "./durations";
import { INVOCATION_LOG_BYTES, TEXT_LOG_BYTES } from "./log-bytes";
import type { Units } from "./table-meter";
import { FULL_BATCH, type Usage, type Used } from "./usage";

export const REMINDERS = 1_000;

/** A line of the bill. */
export interface Line {
  readonly what: string;
  /** What is billed. */
  readonly unit: string;
  readonly price: PriceName;
  readonly units: number;
  readonly knownFrom: string;
}

/** How reminders arrive: many at once, with full batches that wait for the rate, or one by one. */
export type Arrival = "at once" | "one by one";

export interface Rate {
  readonly smsPartsPerSecond: number;
  readonly smsTextsPerSecond: number;
}

/** SQS, SNS and DynamoDB keep data keys for five minutes. */
const KMS_REQUESTS = 100;

/** @param parts the average parts per text */
export function billOf(usage: Usage, durations: Durations, arrival: Arrival, rate: Rate, parts: number): Line[] {
  const { names, stored, queued } = usage;
  const worked = arrival === "at once" ? usage.full : usage.single;
  const batches = REMINDERS / (arrival === "at once" ? FULL_BATCH : 1);
  const logTable = names.deliveryLogTable;
  const appointments =
    each(stored, unitsOf(stored.writeUnits, names.appointmentsTable)) +
    each(queued, unitsOf(queued.writeUnits, names.appointmentsTable));
  const logs = batches * INVOCATION_LOG_BYTES + REMINDERS * TEXT_LOG_BYTES + each(worked, worked.logBytes);
  const line = (what: string, units: number, unit: string, price: PriceName, knownFrom = "counted"): Line => ({
    ...{ what, units, unit, price, knownFrom },
  });
  return [
    line(
      "DynamoDB, delivery log",
      each(worked, unitsOf(worked.writeUnits, logTable)),
      "write units: claim and outcome, each to the table and its indexes",
      "writeUnit",
    ),
    line("DynamoDB, appointments", appointments, "write units: stored and taken off, table and index", "writeUnit"),
    line(
      "DynamoDB, rate limit",
      each(worked, unitsOf(worked.writeUnits, names.smsRateLimitTable)),
      "write units",
      "writeUnit",
    ),
    line(
      "DynamoDB, stops",
      each(worked, unitsOf(worked.readUnits, names.sendingStopsTable)),
      "read units: whether sending is stopped",
      "readUnit",
    ),
    line(
      "DynamoDB, what is due",
      unitsOf(queued.readUnits, names.appointmentsTable),
      "read units, one run",
      "readUnit",
    ),
    line(
      "DynamoDB, look-ups",
      each(worked, unitsOf(worked.readUnits, names.appointmentsTable)),
      "read units: each appointment once more before its reminder is sent",
      "readUnit",
    ),
    line("SNS, opt-outs", each(worked, callsOf(worked, "CheckIfPhoneNumberIsOptedOut")), "requests", "snsRequest"),
    line("SNS, outcome events", each(worked, callsOf(worked, "PublishBatch")), "requests", "snsRequest"),
    line(
      "SQS",
      each(queued, callsOf(queued, "SendMessageBatch")) + 2 * batches,
      "requests: queued, received, deleted",
      "sqsRequest",
    ),
    line(
      "CloudWatch, metrics",
      each(worked, callsOf(worked, "PutMetricData")) + callsOf(queued, "PutMetricData"),
      "calls of `PutMetricData`",
      "metricsRequest",
    ),
    line(
      "Lambda, texts",
      consumerGbSeconds(usage, durations, arrival, rate, parts),
      "GB-s",
      "lambdaSeconds",
      "measured",
    ),
    line(
      "Lambda, daily run",
      REMINDERS * durations.queuing * gb(usage, names.producer),
      "GB-s",
      "lambdaSeconds",
      "measured",
    ),
    line("Lambda, invocations", batches, "invocations", "invocation"),
    line("logs: functions, Insights, SMS delivery", logs / 1_000, "KB", "logs", "AWS's examples"),
    line("KMS", KMS_REQUESTS, "requests at most", "kmsRequest", "assumed"),
  ];
}

/** The bill of 1,000 duplicates in full batches: nothing is sent, and the log counts them. */
export function duplicatesBill({ names, duplicates, memory }: Usage, durations: Durations): Line[] {
  const batches = REMINDERS / FULL_BATCH;
  const logs = batches * INVOCATION_LOG_BYTES + each(duplicates, duplicates.logBytes);
  const lambda = batches * durations.full * ((memory.get(names.smsConsumer) ?? Number.NaN) / 1_024);
  const line = (what: string, units: number, unit: string, price: PriceName, knownFrom = "counted"): Line => ({
    ...{ what, units, unit, price, knownFrom },
  });
  return [
    line(
      "DynamoDB, delivery log",
      each(duplicates, unitsOf(duplicates.writeUnits, names.deliveryLogTable)),
      "write units: the claim that is refused, and the count, to the table and one index",
      "writeUnit",
    ),
    line(
      "DynamoDB, rate limit",
      each(duplicates, unitsOf(duplicates.writeUnits, names.smsRateLimitTable)),
      "write units: turns that are taken and given back",
      "writeUnit",
    ),
    line(
      "DynamoDB, stops",
      each(duplicates, unitsOf(duplicates.readUnits, names.sendingStopsTable)),
      "read units: whether sending is stopped",
      "readUnit",
    ),
    line(
      "DynamoDB, look-ups",
      each(duplicates, unitsOf(duplicates.readUnits, names.appointmentsTable)),
      "read units: the appointment",
      "readUnit",
    ),
    line(
      "SNS, opt-outs",
      each(duplicates, callsOf(duplicates, "CheckIfPhoneNumberIsOptedOut")),
      "requests",
      "snsRequest",
    ),
    line("SQS", 3 * batches, "requests: queued, received, deleted", "sqsRequest"),
    line(
      "CloudWatch, metrics",
      each(duplicates, callsOf(duplicates, "PutMetricData")),
      "calls of `PutMetricData`",
      "metricsRequest",
    ),
    line("Lambda, at most", lambda, "GB-s", "lambdaSeconds", "measured"),
    line("Lambda, invocations", batches, "invocations", "invocation"),
    line("logs: functions, Insights", logs / 1_000, "KB", "logs", "AWS's examples"),
  ];
}

/**
 * What 1,000 bookings, receipts, answers or planned reminders take of tables, queues, topic and metrics.
 * @param batches in which a consumer gets them; 0 for the daily run, whose own calls are not counted
 */
export function otherLines(used: Used, batches: number): Line[] {
  const sum = (units: Units) => Object.values(units).reduce((total, amount) => total + amount, 0);
  const line = (unit: string, price: PriceName, units: number): Line => ({
    ...{ what: unit, unit, price, units, knownFrom: "counted" },
  });
  const sent = callsOf(used, "SendMessage") + callsOf(used, "SendMessageBatch");
  const run = batches === 0 ? 1 : 0;
  return [
    line("write units", "writeUnit", each(used, sum(used.writeUnits) - run)),
    line("read units", "readUnit", run ? 0 : each(used, sum(used.readUnits))),
    line("requests: received, deleted, sent", "sqsRequest", each(used, sent) + 2 * batches),
    line("requests", "snsRequest", each(used, callsOf(used, "PublishBatch"))),
    line("calls of `PutMetricData`", "metricsRequest", each(used, callsOf(used, "PutMetricData") - run)),
    line("invocations", "invocation", batches),
  ];
}

/** An invocation takes as long as its own work, or as long as its batch waits for concurrent batches. */
export function consumerGbSeconds(usage: Usage, durations: Durations, arrival: Arrival, rate: Rate, parts: number) {
  const memory = gb(usage, usage.names.smsConsumer);
  if (arrival === "one by one") return REMINDERS * durations.single * memory;
  const { concurrency, batchSize } = smsTimings({ ...rate, smsConcurrency: "auto" });
  const turn = Math.max(parts / rate.smsPartsPerSecond, 1 / rate.smsTextsPerSecond);
  const batch = Math.max(durations.full, concurrency * batchSize * turn);
  return (REMINDERS / batchSize) * batch * memory;
}

/** US dollars. */
export function dollars(lines: readonly Pick<Line, "price" | "units">[]): number {
  return lines.reduce((sum, { price, units }) => sum + priceOf(price, units), 0);
}

/** The amount for 1,000 reminders, from the counted ones. */
function each({ reminders }: Used, amount: number): number {
  return (amount / reminders) * REMINDERS;
}

/** Sum over a table and its indexes. */
function unitsOf(units: Units, table: string): number {
  const own = Object.entries(units).filter(([name]) => name === table || name.startsWith(`${table}/`));
  return own.reduce((sum, [, amount]) => sum + amount, 0);
}

function callsOf({ calls }: Used, operation: string): number {
  return calls[operation] ?? 0;
}

function gb({ memory }: Usage, functionName: string): number {
  return (memory.get(functionName) ?? Number.NaN) / 1_024;
}
