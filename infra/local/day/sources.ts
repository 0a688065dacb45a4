/** Where a run's reminders come from, and how they get into the pipeline. */
import { SendMessageBatchCommand } from "@aws-sdk/client-sqs";
import { BatchWriteCommand } from "@aws-sdk/lib-dynamodb";
import pMap from "p-map";
import type { AppointmentMessage } from "../../../contracts/appointment-message";
import type { ProducerResponse } from "../../../contracts/producer-event";
import { resourceNames } from "../../../contracts/resource-names";
import { inBatches } from "../../../services/domain/concurrency/batches";
import { FunctionError } from "../functions/function-thread";
import type { AwsClients } from "./aws-clients";
import { noteDown, type PutIn } from "./ledger";
import type { SampleDay } from "./sample-day";

/** Starts the producer, by schedule or on demand. */
export interface ProducerTrigger {
  /** The deployment's suffix, such as `dev`. */
  readonly environment: string;
  /** @throws {FunctionError} */
  invoke(functionName: string, payload: unknown): Promise<unknown>;
  /**
   * Fires the template's schedule once.
   * @throws {FunctionError} when its target failed for good
   */
  fireSchedule(): Promise<unknown>;
}

export interface Source {
  /** What {@link enqueue} puts in. */
  readonly putIn: PutIn;
  /** Where the appointments come from, for the account. */
  readonly origin: string;
  /**
   * Puts everything in.
   * @returns what went wrong, by code; what is missing then shows in the account
   */
  enqueue(cloud: ProducerTrigger, clients: AwsClients): Promise<string[]>;
}

/** DynamoDB takes so many a call. */
const ITEMS_A_WRITE = 25;
const CONCURRENT_CALLS = 4;
/** An on-demand call takes up to 6 MB. */
const APPOINTMENTS_A_CALL = 500;
const MAX_ATTEMPTS = 3;

/** The sample day: the appointments table holds what is due, while other systems send straight to the queue. */
export function sampleDaySource({ scheduled, direct, broken }: SampleDay, clinicTimeZone: string): Source {
  const sent = direct.length + broken.length;
  const origin = `${scheduled.length.toLocaleString("en-US")} from the appointments table, ${sent} sent by other systems`;
  return {
    putIn: noteDown([...scheduled, ...direct], broken, clinicTimeZone),
    origin,
    async enqueue(cloud, clients) {
      const names = resourceNames(cloud.environment);
      await pMap(inBatches(scheduled, ITEMS_A_WRITE), (items) => writeItems(items, names.appointmentsTable, clients), {
        concurrency: CONCURRENT_CALLS,
      });
      const queueUrl = await clients.queueUrl(names.appointmentsQueue);
      const bodies = [...direct.map((appointment) => JSON.stringify(appointment)), ...broken.map(({ body }) => body)];
      const [problem] = await Promise.all([
        untilComplete(async () => {
          await cloud.fireSchedule();
          return true;
        }),
        pMap(inBatches(bodies), (batch) => sendMessages(batch, queueUrl, clients), {
          concurrency: CONCURRENT_CALLS,
        }),
      ]);
      return problem ? [`The scheduled run: ${problem}`] : [];
    },
  };
}

/** An on-demand run over given appointments. */
export function listSource(
  appointments: readonly AppointmentMessage[],
  origin: string,
  clinicTimeZone: string,
): Source {
  return {
    putIn: noteDown(appointments, [], clinicTimeZone),
    origin,
    async enqueue(cloud) {
      const { producer } = resourceNames(cloud.environment);
      const problems: string[] = [];
      for (const chunk of inBatches(appointments, APPOINTMENTS_A_CALL)) {
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
 * Repeats a run of the producer until it leaves nothing behind. What it queued before is told apart by the claim.
 * @returns the error's name where it never succeeds
 */
async function untilComplete(run: () => Promise<boolean>): Promise<string | undefined> {
  let problem = "the queue did not take everything";
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
    if (attempt === MAX_ATTEMPTS) throw new Error(`The queue does not take ${open.length} messages`);
    const { Failed = [] } = await sqs.send(new SendMessageBatchCommand({ QueueUrl, Entries: open }));
    open = open.filter(({ Id }) => Failed.some((failure) => failure.Id === Id));
  }
}
