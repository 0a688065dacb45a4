import type { StoredReply } from "../../../contracts/tables/replies-table";

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
