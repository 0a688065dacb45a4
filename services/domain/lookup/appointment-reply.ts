/** What a patient has answered about an appointment, as the appointments table has it. */
import { REPLIES, type Reply } from "../../../contracts/replies/meanings";
import type { StoredItem } from "./appointment-lookup";

/** `CANCELLED`: the patient asked to cancel the appointment, and is not reminded of it. */
export const CANCEL_REQUESTED = "CANCEL_REQUESTED";

/**
 * The answer that an item has about a start.
 * @param start ms since 1970: an answer about another one does not count
 */
export function replyAbout(start: number, { reply, replyStart }: StoredItem): Reply | undefined {
  return replyStart === start ? REPLIES.find((known) => known === reply) : undefined;
}
