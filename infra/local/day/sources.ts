/** The appointments of a run, and how they enter the pipeline. */
import { setTimeout as wait } from "node:timers/promises";
import { SendMessageBatchCommand } from "@aws-sdk/client-sqs";
import { BatchWriteCommand } from "@aws-sdk/lib-dynamodb";
import pMap from "p-map";
import type { AppointmentMessage } from "../../../contracts/appointment-message";
import type { ProducerResponse } from "../../../contracts/producer-event";
import { resourceNames } from "../../../contracts/resource-names";
import { APPOINTMENTS_TABLE, SWEEP_ITEM } from "../../../contracts/tables/appointments-table";
import { quarterOf } from "../../../contracts/tables/quarters";
import type { Clinics } from "../../../services/domain/clinics/clinics";
import { inBatches } from "../../../services/domain/concurrency/batches";
import { FunctionError } from "../functions/function-thread";
import { answersByPhone } from "./answers/sample-answers";
import type { AwsClients } from "./aws-clients";
import { messagesIn, type ObservedQueues } from "./drain";
import { type RunInput, runInput } from "./run-input";
import type { SampleBookings } from "./sample-bookings";
import { leftToDailyRun, type SampleDay } from "./sample-day";

/** Starts the producer, by schedule or on demand. */
export interface ProducerTrigger extends ObservedQueues {
  /** The environment's full name, such as `dev`. */
  readonly environment: string;
  /** @throws {FunctionError} */
  invoke(functionName: string, payload: unknown): Promise<unknown>;
  /**
   * Fires a schedule of the template once: the daily run's, if it gets no name.
   * @throws {FunctionError} if its target failed after all retries
   */
  fireSchedule(name?: string): Promise<unknown>;
}

export interface Source {
  /** What {@link enqueue} enqueues. */
  readonly input: RunInput;
  /** Where the appointments come from, for the summary. */
  readonly origin: string;
  /** By phone, in E.164: what its patient answers to a text. */
  readonly answers: ReadonlyMap<string, readonly string[]>;
  /**
   * Enqueues everything.
   * @returns errors, by code; the reconciliation then shows what is missing
   */
  enqueue(cloud: ProducerTrigger, clients: AwsClients): Promise<string[]>;
}

/** DynamoDB's limit per call. */
const ITEMS_PER_WRITE = 25;
const CONCURRENT_CALLS = 4;
/** An on-demand call has at most 6 MB. */
const APPOINTMENTS_PER_CALL = 500;
const MAX_ATTEMPTS = 3;
const BOOKINGS_POLL_MS = 50;

/**
 * The sample day: due appointments in the table; bookings, which also move and cancel some of those; messages of other
 * systems to the queue of reminders.
 */
export function sampleDaySource(day: SampleDay, clinics: Clinics): Source {
  const { scheduled, bookings, direct, broken } = day;
  const daily = leftToDailyRun({ scheduled, bookings });
  const sent = direct.length + broken.length;
  const origin = `${daily.length.toLocaleString("en-US")} by the daily run, ${bookings.due.length} booked or moved today, ${sent} sent by other systems`;
  return {
    input: runInput([...daily, ...bookings.due, ...direct], broken, clinics, bookings.cancelled.length),
    origin,
    answers: answersByPhone(day.answers, clinics),
    async enqueue(cloud, clients) {
      const names = resourceNames(cloud.environment);
      await pMap(
        inBatches(scheduled, ITEMS_PER_WRITE),
        (items) => writeItems(items, names.appointmentsTable, clients),
        {
          concurrency: CONCURRENT_CALLS,
        },
      );
      await writeItems([sweepItem(Date.now())], names.appointmentsTable, clients);
      await sendBookings(bookings.phases, names.bookingsQueue, cloud, clients);
      const queueUrl = await clients.queueUrl(names.appointmentsQueue);
      const fire = (schedule: string) =>
        untilComplete(async () => {
          await cloud.fireSchedule(schedule);
          return true;
        });
      const bodies = [...direct.map((appointment) => JSON.stringify(appointment)), ...broken.map(({ body }) => body)];
      const [daily, sweep] = await Promise.all([
        fire(names.schedule),
        fire(names.sweepSchedule),
        pMap(inBatches(bodies), (batch) => sendMessages(batch, queueUrl, clients), {
          concurrency: CONCURRENT_CALLS,
        }),
      ]);
      return [...(daily ? [`The daily run: ${daily}`] : []), ...(sweep ? [`The sweep: ${sweep}`] : [])];
    },
  };
}

/** Sends bookings phase by phase, each after those before it were processed. */
async function sendBookings(
  phases: SampleBookings["phases"],
  queue: string,
  cloud: ObservedQueues,
  clients: AwsClients,
): Promise<void> {
  const queueUrl = await clients.queueUrl(queue);
  for (const phase of phases) {
    const bodies = phase.map((booking) => JSON.stringify(booking));
    await pMap(inBatches(bodies), (batch) => sendMessages(batch, queueUrl, clients), { concurrency: CONCURRENT_CALLS });
    while ((await messagesIn(queue, cloud)) > 0) await wait(BOOKINGS_POLL_MS);
  }
}

/** The progress of the sweeps before this one, without which it would look a day back. */
function sweepItem(now: number) {
  const { partitionKey, sortKey } = APPOINTMENTS_TABLE;
  return { [partitionKey]: SWEEP_ITEM.id, [sortKey]: SWEEP_ITEM.id, [SWEEP_ITEM.sweptTo]: quarterOf(now) };
}

/** On-demand runs with given appointments, whose patients do not answer. */
export function listSource(appointments: readonly AppointmentMessage[], origin: string, clinics: Clinics): Source {
  return {
    input: runInput(appointments, [], clinics),
    origin,
    answers: new Map(),
    async enqueue(cloud) {
      const { producer } = resourceNames(cloud.environment);
      const problems: string[] = [];
      for (const chunk of inBatches(appointments, APPOINTMENTS_PER_CALL)) {
        const problem = await untilComplete(async () => {
          const answer = (await cloud.invoke(producer, { appointments: chunk })) as ProducerResponse;
          return answer.unsent === 0;
        });
        if (problem) problems.push(`An on-demand run: ${problem}`);
      }
      return problems;
    },
  };
}

/**
 * Repeats a run of the producer until it has queued everything. A reminder that is queued twice is sent once.
 * @returns the error's name if it never succeeds
 */
async function untilComplete(run: () => Promise<boolean>): Promise<string | undefined> {
  let problem = "the queue did not accept everything";
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
    try {
      if (await run()) return undefined;
    } catch (error) {
      if (!(error instanceof FunctionError)) throw error;
      problem = error.name;
    }
  }
  return problem;
}

async function writeItems(items: readonly object[], table: string, { dynamoDb }: AwsClients): Promise<void> {
  let requests = items.map((Item) => ({ PutRequest: { Item } })) as { PutRequest: { Item: Record<string, unknown> } }[];
  while (requests.length > 0) {
    const { UnprocessedItems } = await dynamoDb.send(new BatchWriteCommand({ RequestItems: { [table]: requests } }));
    requests = (UnprocessedItems?.[table] ?? []) as typeof requests;
  }
}

async function sendMessages(bodies: readonly string[], QueueUrl: string, { sqs }: AwsClients): Promise<void> {
  let open = bodies.map((MessageBody, index) => ({ Id: String(index), MessageBody }));
  for (let attempt = 0; open.length > 0; attempt++) {
    if (attempt === MAX_ATTEMPTS) throw new Error(`The queue does not accept ${open.length} messages`);
    const { Failed = [] } = await sqs.send(new SendMessageBatchCommand({ QueueUrl, Entries: open }));
    open = open.filter(({ Id }) => Failed.some((failure) => failure.Id === Id));
  }
}
