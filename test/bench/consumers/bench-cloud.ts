/** The local run that all benches of queues share: it takes longer to start than a short bench. */
import { BatchWriteCommand } from "@aws-sdk/lib-dynamodb";
import pMap from "p-map";
import { inBatches } from "../../../services/domain/concurrency/batches";
import { type LocalCloudProcess, startLocalCloudProcess } from "../../support/servers/local-cloud";

let started: Promise<LocalCloudProcess> | undefined;

/** So high that no acknowledgement of an answer waits for the account's rate. */
const UNLIMITED = { smsPartsPerSecond: "1000", smsTextsPerSecond: "1000" };

export function sharedCloud(): Promise<LocalCloudProcess> {
  started ??= startLocalCloudProcess({ settings: { commandLine: UNLIMITED } });
  return started;
}

export async function stopSharedCloud(): Promise<void> {
  await (await started)?.stop();
}

/** DynamoDB's limit for a call. */
const ITEMS_PER_WRITE = 25;
const CONCURRENT_WRITES = 4;

/** @param itemOf makes the item of a number from `from` to before `to` */
export async function storeItems(
  cloud: LocalCloudProcess,
  table: string,
  from: number,
  to: number,
  itemOf: (number: number) => object,
): Promise<void> {
  const numbers = Array.from({ length: Math.max(0, to - from) }, (_, index) => from + index);
  await pMap(
    inBatches(numbers, ITEMS_PER_WRITE),
    async (batch) => {
      const puts = batch.map((number) => ({ PutRequest: { Item: { ...itemOf(number) } } }));
      await cloud.dynamodb.send(new BatchWriteCommand({ RequestItems: { [table]: puts } }));
    },
    { concurrency: CONCURRENT_WRITES },
  );
}
