/** Keeps the opt-out list as each phone's last STOP or START says. */
import type { OptOutList, ReplyTable } from "./reply-ports";
import type { Sender } from "./too-many-answers";

export interface OptOutDependencies {
  readonly replies: ReplyTable;
  readonly optOuts: OptOutList;
}

/**
 * Puts a phone on the list, unless it has said START since: SQS may deliver a STOP again.
 * @param receivedAt ms since 1970
 */
export async function optOut(sender: Sender, receivedAt: number, deps: OptOutDependencies): Promise<void> {
  const wish = await deps.replies.noteWish(sender.digest, { meaning: "STOP", at: receivedAt });
  if (wish.meaning === "STOP") await deps.optOuts.add(sender.phoneNumber);
}

/**
 * Takes a phone off the list, unless it has said STOP since: a START may be processed late.
 * @param receivedAt ms since 1970
 * @returns false if the carrier refuses it
 */
export async function optIn(sender: Sender, receivedAt: number, deps: OptOutDependencies): Promise<boolean> {
  const { digest, phoneNumber } = sender;
  const own = { meaning: "START", at: receivedAt } as const;
  const isStopped = async () => (await deps.replies.noteWish(digest, own)).meaning === "STOP";
  const isRemoved = (await isStopped()) || (await deps.optOuts.remove(phoneNumber));
  // A STOP that was processed in the meantime, or before this START failed, counts.
  if (await isStopped()) await deps.optOuts.add(phoneNumber);
  return isRemoved;
}
