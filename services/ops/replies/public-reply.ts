import type { ActSubjects } from "../../../contracts/tables/operator-acts";
import type { StoredReply } from "../../../contracts/tables/replies-table";

/** What the index of the answers that wait has of one: it does not say whether there are a phone and words. */
export function listedReply(reply: StoredReply) {
  const { hasPhone: _phone, hasText: _text, ...listed } = publicReply(reply);
  return listed;
}

/** What may be shown of an answer without `--reveal`: not the phone, and not the patient's words. */
export function publicReply({ phoneNumber, text, waiting, ttl, ...rest }: StoredReply) {
  return {
    ...rest,
    waits: waiting !== undefined,
    hasPhone: phoneNumber !== undefined,
    hasText: text !== undefined,
    keptUntil: new Date(ttl * 1_000).toISOString(),
  };
}

/** What the audit records of answers. */
export function subjectsOf(replies: readonly StoredReply[]): ActSubjects {
  const [first, ...others] = replies;
  const one = first && others.length === 0 ? first : undefined;
  return {
    replyIds: replies.map(({ replyId }) => replyId),
    notificationIds: replies.flatMap(({ notificationId }) => notificationId ?? []),
    clinicIds: replies.flatMap(({ clinicId }) => clinicId ?? []),
    patientId: one?.patientId,
    appointmentId: one?.appointmentId,
  };
}
