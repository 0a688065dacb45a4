import type { BatchQueue, Clock, OutgoingMessage, RefusedEntry } from "../ports";
import { errorCode } from "./failure";

const MAX_ATTEMPTS = 5;
/** ms; doubled after each attempt. */
const INITIAL_BACKOFF = 100;

/**
 * Sends up to ten messages, and retries those that the queue did not accept.
 * @returns those that it never accepted: their index, and the code of the last refusal
 */
export async function enqueueBatch(
  messages: readonly OutgoingMessage[],
  queue: BatchQueue,
  clock: Clock,
): Promise<ReadonlyMap<number, string>> {
  let open = messages.map((_, index) => index);
  for (let attempt = 1; ; attempt += 1) {
    const sending = open;
    const refused = await sendOrRefuseAll(
      sending.map((index) => messages[index] as OutgoingMessage),
      queue,
    );
    const codes = new Map(refused.map(({ index, code }) => [sending[index] as number, code]));
    open = [...codes.keys()];
    if (open.length === 0 || attempt === MAX_ATTEMPTS) return codes;
    await clock.sleep(INITIAL_BACKOFF * 2 ** (attempt - 1));
  }
}

/**
 * A call that fails as a whole counts as refused. If the queue accepted it nevertheless, the claim prevents duplicates.
 */
async function sendOrRefuseAll(
  messages: readonly OutgoingMessage[],
  queue: BatchQueue,
): Promise<readonly RefusedEntry[]> {
  try {
    return await queue.sendBatch(messages);
  } catch (error) {
    const code = errorCode(error);
    return messages.map((_, index) => ({ index, code }));
  }
}
