/** Decides what follows from an answer, and writes it to the appointment and to its notification. */
import type { Meaning } from "../../../contracts/replies/meanings";
import { replyAbout } from "../lookup/appointment-reply";
import type { Clock } from "../ports";
import { type AnsweredAppointment, type AnsweredTableDependencies, recordInTable } from "./answered-appointment";
import { decideReply, type ReplyDecision, unclear } from "./decide-reply";
import type { InboundReply } from "./inbound-reply";
import type { Match } from "./match-reply";
import { noteReply } from "./note-reply";
import { isLastWish, type OptOutDependencies, optIn } from "./opt-outs";
import type { ReplyLog } from "./reply-ports";
import type { Sender } from "./too-many-answers";

/** ms for which a START may wait. */
const MAX_AGE_OF_OPT_IN = 3_600_000;

export interface SettleDependencies extends OptOutDependencies, AnsweredTableDependencies {
  readonly clock: Clock;
  readonly log: ReplyLog;
  /** Whether the number that texts come from has self-managed opt-outs. */
  readonly selfManagedOptOuts: boolean;
}

export interface FoundReply {
  readonly inbound: InboundReply;
  readonly match: Match;
  readonly meaning: Meaning;
  /** Undefined if it is no phone. */
  readonly sender: Sender | undefined;
  readonly appointment: AnsweredAppointment | undefined;
  /** ms since 1970. */
  readonly receivedAt: number;
}

/** It can be repeated. */
export async function settleReply(found: FoundReply, deps: SettleDependencies): Promise<ReplyDecision> {
  const { inbound, match, meaning, appointment, receivedAt } = found;
  const { target } = match;
  const { selfManagedOptOuts } = deps;
  const reason = match.reason ?? (appointment ? appointment.reason : match.changed);
  const decided = decideReply({ meaning, reason, hasReplied: hasReplied(found), selfManagedOptOuts });
  // 1. The appointment, or the opt-out list.
  const { reply } = decided;
  const written = reply && target ? await recordInTable(target, reply, receivedAt, appointment, deps) : undefined;
  const wish = meaning === "STOP" || meaning === "START" ? await settleWish(meaning, found, deps) : undefined;
  const result = written ?? wish;
  const { text: _, ...silent } = decided;
  const decision = result === undefined ? decided : result === "later answer" ? silent : unclear(result);
  // 2. The notification.
  if (target) await noteReply(target, { id: inbound.id, meaning, reply: decision.reply, receivedAt }, deps.log);
  return decision;
}

/** A phone that opts out is put on the list later: the text that confirms it must go out first. */
async function settleWish(
  meaning: "STOP" | "START",
  { sender, receivedAt }: FoundReply,
  deps: SettleDependencies,
): Promise<"later answer" | "OPT_OUT_LIST_REFUSED" | undefined> {
  if (!sender) return "OPT_OUT_LIST_REFUSED";
  if (!(await isLastWish(sender, { meaning, at: receivedAt }, deps))) return "later answer";
  if (meaning === "STOP") return undefined;
  // Where AWS manages opt-outs, it does not report a STOP that the phone has sent since.
  const isTooOld = !deps.selfManagedOptOuts && deps.clock.now() - receivedAt > MAX_AGE_OF_OPT_IN;
  return !isTooOld && (await optIn(sender, receivedAt, deps)) ? undefined : "OPT_OUT_LIST_REFUSED";
}

/** Whether the patient has answered before: then a word of thanks is no more than that. */
function hasReplied({ match: { target, latest }, appointment }: FoundReply): boolean {
  const inTable = target && appointment && replyAbout(target.timestamp, appointment.item);
  return (inTable ?? (target ?? latest)?.reply) !== undefined;
}
