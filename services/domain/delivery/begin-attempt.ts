/** How an attempt begins, on either channel. */
import { APPOINTMENT_UNREADABLE } from "../lookup/reasons";
import type { ConsumerName, TransitionName } from "../notification/transitions";
import { type AttemptResult, publishedAgain } from "./attempt-result";
import { type Claim, claimOrDecide, type Refused, type TransitionDetails } from "./claim";
import { type HeldToTable, type LookupDependencies, lookUp } from "./look-up";
import type { WaitDependencies } from "./postpone";
import { isOver, type Reminder } from "./reminder";
import { claimWhileStopped, type StopDependencies, stopOf } from "./sending-stop";

/** What an attempt does first. */
export interface FirstStep<Name extends TransitionName = TransitionName> {
  readonly transition: Name;
  readonly code?: string;
  /** ms since 1970: until when the text waits for the send window. */
  readonly until?: number;
  /** Of a text: by what an answer from its phone finds the notification. */
  readonly phoneDigest?: string;
  /** Why nothing may be sent now: the code of a stop of its channel, or of an unreadable table. */
  readonly stopped?: string;
}

const CHANNELS = { sms: "SMS", email: "EMAIL" } as const;

/** The first step of a reminder that its own channel is to send. */
export async function sendStep<Name extends TransitionName>(
  transition: Name,
  { clinic }: Reminder,
  consumer: ConsumerName,
  deps: StopDependencies,
): Promise<FirstStep<Name>> {
  const stopped = await stopOf(CHANNELS[consumer], clinic, deps);
  return { transition, ...(stopped && { stopped }) };
}

const CLAIMS = { sms: "claimSms", email: "claimEmail" } as const;

/** A first step that the appointments table decides: it ends the reminder, or the reminder waits for the table. */
type TableStep = FirstStep<"cancel" | "supersede" | "erase" | "claimSms" | "claimEmail">;

/**
 * The first step of an attempt. A message that is to be sent is claimed at once, and its appointment is looked up
 * meanwhile. It is looked up first if the message would end its reminder or hand it over, so that a correction counts and
 * the log gets no data of an erased patient, and if the message comes from the DLQ, since its contact decides whether it
 * may be tried again.
 * @param decide decides by what a reminder says
 * @returns also the reminder, as the table has it
 */
export async function firstStepOf<Step extends FirstStep>(
  reminder: Reminder,
  decide: (reminder: Reminder) => Promise<Step>,
  consumer: ConsumerName,
  deps: LookupDependencies,
): Promise<{ readonly reminder: Reminder; readonly step: Step | TableStep }> {
  const step = await decide(reminder);
  const isStopped = step.stopped !== undefined;
  const isClaimedFirst = isClaim(step) && !isStopped && !reminder.redriven;
  if (isClaimedFirst || reminder.lookedUpAt !== undefined) return { reminder, step };
  const found = await lookUp(reminder, deps);
  // What waits for a start is decided after it.
  if (isStopped && found.kind !== "erase") return { reminder, step };
  switch (found.kind) {
    case "unchanged":
      return { reminder: found.reminder, step };
    case "changed":
      return { reminder: found.reminder, step: await decide(found.reminder) };
    case "unreadable":
      // Nothing is sent for an appointment that is over.
      if (isOver(reminder, deps.clock)) return { reminder, step };
      return { reminder, step: { transition: CLAIMS[consumer], stopped: APPOINTMENT_UNREADABLE } };
    default:
      return { reminder, step: { transition: found.kind, code: found.code } };
  }
}

function isClaim({ transition }: FirstStep): boolean {
  return transition === "claimSms" || transition === "claimEmail";
}

/**
 * Takes the first step.
 * @param table the look-ups of a reminder that is to be sent
 * @returns undefined if the message is to wait because of a stop or an unreadable table, see {@link claimWhileStopped}
 * @throws RetryLater if another attempt holds the notification
 */
export function takeStep(
  step: FirstStep,
  reminder: Reminder,
  consumer: ConsumerName,
  deps: WaitDependencies,
  table?: HeldToTable,
): Promise<Claim | undefined> {
  const details: TransitionDetails = isClaim(step)
    ? { channel: CHANNELS[consumer], notAttempted: step.stopped !== undefined, phoneDigest: step.phoneDigest }
    : { code: step.code, waitingUntil: step.until };
  const unread = { current: async () => reminder, unread: step.stopped === APPOINTMENT_UNREADABLE };
  const claim = () => claimOrDecide(step.transition, reminder, consumer, details, deps, table ?? unread);
  return step.stopped ? claimWhileStopped(claim, reminder) : claim();
}

/** The result for a message whose notification has ended. */
export function endedBefore({ decision, item }: Refused): AttemptResult {
  return decision === "publish-again" ? publishedAgain(item) : { kind: "duplicate" };
}
