/** The item of an answer, and its event. */

import type { ReplyEvent } from "../../../contracts/events/event-types";
import type { Meaning } from "../../../contracts/replies/meanings";
import { type StoredReply, WAITING } from "../../../contracts/tables/replies-table";
import type { Clock } from "../ports";
import type { ReplyDecision } from "./decide-reply";
import type { InboundReply } from "./inbound-reply";
import type { Match } from "./match-reply";

const SECONDS_A_DAY = 86_400;

export interface DecidedReply {
  readonly inbound: InboundReply;
  readonly meaning: Meaning;
  readonly decision: ReplyDecision;
  readonly match: Match;
  /** ms since 1970. */
  readonly receivedAt: number;
  /** Whether an acknowledgement follows. */
  readonly acknowledges: boolean;
}

interface Keeping {
  readonly clock: Pick<Clock, "now">;
  /** Days for which an answer is kept. */
  readonly retentionDays: number;
}

/** The item of an answer. It has the phone and the patient's words only where a person may have to read them. */
export function storedReply(decided: DecidedReply, { clock, retentionDays }: Keeping): StoredReply {
  const { inbound, meaning, decision, match, receivedAt, acknowledges } = decided;
  const { status, reason, waits } = decision;
  const { notificationId, timestamp, appointmentId, clinicId } = match.target ?? {};
  const patientId = match.target?.patientId ?? match.patientId;
  const isForPeople = waits || meaning === "CANCEL";
  return {
    replyId: inbound.id,
    receivedAt: new Date(receivedAt).toISOString(),
    meaning,
    ...(status && { status }),
    ...(reason && { reason }),
    ...(notificationId && { notificationId }),
    ...(timestamp !== undefined && { timestamp }),
    ...(patientId && { patientId }),
    ...(appointmentId && { appointmentId }),
    ...((clinicId ?? match.latest?.clinicId) && { clinicId: clinicId ?? match.latest?.clinicId }),
    ...(isForPeople && inbound.phoneNumber && { phoneNumber: inbound.phoneNumber }),
    ...(isForPeople && { text: inbound.text }),
    ...(waits && { waiting: WAITING }),
    ...(acknowledges && { acknowledgedAt: new Date(clock.now()).toISOString() }),
    ttl: Math.ceil(clock.now() / 1_000) + retentionDays * SECONDS_A_DAY,
  };
}

/** @returns undefined if the answer has no event */
export function replyEvent(reply: StoredReply): ReplyEvent | undefined {
  const { status, replyId, notificationId, patientId, appointmentId, clinicId, timestamp, reason, receivedAt } = reply;
  if (!status) return undefined;
  return {
    schemaVersion: 1,
    status,
    replyId,
    ...(notificationId && { notificationId }),
    ...(patientId && { patientId }),
    ...(appointmentId && { appointmentId }),
    ...(clinicId && { clinicId }),
    ...(timestamp !== undefined && { timestamp }),
    channel: "SMS",
    ...(reason && { reason }),
    occurredAt: receivedAt,
  };
}
