/** Keeps the opt-out list as each phone's last STOP or START says. */
import type { OptOutList, ReplyTable, TextWish } from "./reply-ports";
import type { Sender } from "./too-many-answers";

export interface OptOutDependencies {
  readonly replies: ReplyTable;
  readonly optOuts: OptOutList;
}

/** Notes a phone's wish, and says whether it has no later one. An opt-out holds if the table cannot say. */
export async function isLastWish(
  { digest }: Sender,
  wish: TextWish,
  { replies }: OptOutDependencies,
): Promise<boolean> {
  try {
    return (await replies.noteWish(digest, wish)).meaning === wish.meaning;
  } catch (error) {
    if (wish.meaning === "STOP") return true;
    throw error;
  }
}

/**
 * Puts a phone on the list, unless it has said START since: SQS may deliver a STOP again.
 * @param receivedAt ms since 1970
 */
export async function optOut(sender: Sender, receivedAt: number, deps: OptOutDependencies): Promise<void> {
  const isLast = () => isLastWish(sender, { meaning: "STOP", at: receivedAt }, deps);
  if (!(await isLast())) return;
  await deps.optOuts.add(sender.phoneNumber);
  // A START that was processed in the meantime counts.
  if (!(await isLast())) await deps.optOuts.remove(sender.phoneNumber);
}

/**
 * Takes a phone off the list, unless it has said STOP since: a START may be processed late.
 * @param receivedAt ms since 1970
 * @returns false if the carrier refuses it
 */
export async function optIn(sender: Sender, receivedAt: number, deps: OptOutDependencies): Promise<boolean> {
  const isLast = () => isLastWish(sender, { meaning: "START", at: receivedAt }, deps);
  const isRemoved = !(await isLast()) || (await deps.optOuts.remove(sender.phoneNumber));
  // A STOP that was processed in the meantime, or before this START failed, counts.
  if (!(await isLast())) await deps.optOuts.add(sender.phoneNumber);
  return isRemoved;
}
