/** What an erasure leaves of an item, so that nothing brings its data back. */
import { ERASED_AT, erasedUntil } from "../../../contracts/tables/erasures";
import type { StoredReply } from "../../../contracts/tables/replies-table";
import type { StoredItem } from "../lookup/appointment-lookup";
import { only } from "../stored-appointment/stored-appointment";

const OF_APPOINTMENT = ["appointmentId", "patientId", "version", "versionKind"] as const;
const OF_ANSWER = ["replyId", "receivedAt", "meaning", "clinicId"] as const satisfies readonly (keyof StoredReply)[];

/**
 * Of an appointment its ids and its version.
 * @param erasedAt ms since 1970
 * @param start ms since 1970; the erasure's time if it is not known
 */
export function leftOfAppointment(item: StoredItem, erasedAt: number, start = erasedAt): StoredItem {
  return { ...only(OF_APPOINTMENT, item), [ERASED_AT]: erasedAt, ttl: erasedUntil(Math.max(start, erasedAt)) };
}

/**
 * Of an answer that there was one, and what it meant.
 * @param erasedAt ms since 1970
 */
export function leftOfAnswer(reply: StoredReply, erasedAt: number): StoredReply {
  const left = only(OF_ANSWER, { ...reply }) as Pick<StoredReply, "replyId" | "receivedAt" | "meaning">;
  return { ...left, [ERASED_AT]: erasedAt, ttl: erasedUntil(erasedAt) };
}
