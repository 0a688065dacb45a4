/** The maximum number of entries in one batch call to SQS (SendMessageBatch) or SNS (PublishBatch). */
export const MAX_BATCH_ENTRIES = 10;

/** The maximum size of all messages in one SendMessageBatch, with their attributes: 1 MiB (SQS API Reference). */
const MAX_BATCH_BYTES = 1_048_576;

/**
 * Splits a list into batches that SQS accepts in one call, in its order.
 * @param bytesOf the size of a message, with its attributes
 */
export function inBatchesBySize<T>(list: readonly T[], bytesOf: (one: T) => number): T[][] {
  const batches: T[][] = [];
  let free = 0;
  for (const one of list) {
    const bytes = bytesOf(one);
    const last = batches.at(-1);
    if (last && last.length < MAX_BATCH_ENTRIES && bytes <= free) {
      last.push(one);
      free -= bytes;
    } else {
      batches.push([one]);
      free = MAX_BATCH_BYTES - bytes;
    }
  }
  return batches;
}

/**
 * Splits a list into batches, in its order.
 * @param size of a batch; by default what SQS and SNS accept in one call
 */
export function inBatches<T>(list: readonly T[], size = MAX_BATCH_ENTRIES): T[][] {
  return Array.from({ length: Math.ceil(list.length / size) }, (_, index) =>
    list.slice(index * size, (index + 1) * size),
  );
}
