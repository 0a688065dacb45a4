/** The maximum number of entries in one batch call to SQS (SendMessageBatch) or SNS (PublishBatch). */
export const MAX_BATCH_ENTRIES = 10;

/**
 * Splits a list into batches, in its order.
 * @param size of a batch; by default what SQS and SNS accept in one call
 */
export function inBatches<T>(list: readonly T[], size = MAX_BATCH_ENTRIES): T[][] {
  return Array.from({ length: Math.ceil(list.length / size) }, (_, index) =>
    list.slice(index * size, (index + 1) * size),
  );
}
