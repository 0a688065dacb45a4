/** Queues that a consumer rarely sends to: see `shared-dependencies.ts`. */
import { sqs } from "../adapters/sqs-client";
import { sqsQueue } from "../adapters/sqs-queue";
import type { Queue } from "../domain/ports";

const client = sqs();

export function lazyQueue(url: string): Queue {
  return sqsQueue(client, url);
}
