/** What an erasure leaves of a notification's item: that there was one, by whom it must not be sent again, and nothing of its patient. */
import type { DeliveryLogItem } from "../../../contracts/delivery-log";
import { erasedUntil } from "../../../contracts/tables/erasures";
import { type Attribute, type Change, set, setWhereGiven } from "./change";
import type { LogEntry, TransitionEntry } from "./delivery-log";

/**
 * Every attribute of an item. `kept` says nothing of a patient: keys, counts, when and by whom it was written. A new
 * attribute has to be placed here.
 */
const ATTRIBUTES: Readonly<Record<Attribute, "kept" | "written" | "erased">> = {
  notificationId: "kept",
  timestamp: "kept",
  clinicId: "kept",
  appointmentTime: "kept",
  channel: "kept",
  smsParts: "kept",
  createdAt: "kept",
  dayPart: "kept",
  attempts: "kept",
  transition: "kept",
  status: "written",
  updatedAt: "written",
  batchId: "written",
  claimId: "written",
  queueMessageId: "written",
  ttl: "written",
  history: "written",
  patientId: "erased",
  appointmentId: "erased",
  language: "erased",
  timeZone: "erased",
  messageId: "erased",
  smsMessageId: "erased",
  phoneDigest: "erased",
  reply: "erased",
  repliedAt: "erased",
  fallbackMessage: "erased",
  fallbackChannel: "erased",
  laterMessage: "erased",
  attentionPart: "erased",
  attentionAt: "erased",
  reason: "erased",
  doctorName: "erased",
  phoneNumber: "erased",
  email: "erased",
  emailOnly: "erased",
  contactDigest: "erased",
  emailAttempts: "erased",
  leaseUntil: "erased",
  revision: "erased",
  step: "erased",
  waitingUntil: "erased",
  kind: "erased",
  duplicates: "erased",
  lastDuplicateAt: "erased",
  sendInDoubt: "erased",
  possibleDuplicate: "erased",
  endedFailed: "erased",
  droppedAt: "erased",
  historyGap: "erased",
};

const ERASED = (Object.keys(ATTRIBUTES) as Attribute[]).filter((attribute) => ATTRIBUTES[attribute] === "erased");

/**
 * The changes of an erasure, of a notification that is in the log or may come.
 * @param now ms since 1970
 */
export function erasureChanges(entry: TransitionEntry | LogEntry, now: number): Change[] {
  const at = new Date(now).toISOString();
  const { key, batchId, claimId, queueMessageId, code } = entry;
  const line = { at, status: "ERASED", ...(code && { code }) } satisfies DeliveryLogItem["history"][number];
  return [
    set("status", "ERASED"),
    set("updatedAt", at),
    set("batchId", batchId),
    set("claimId", claimId),
    set("queueMessageId", queueMessageId),
    set("ttl", erasedUntil(Math.max(key.timestamp, now))),
    set("history", [line]),
    { kind: "set if new", attribute: "createdAt", value: at },
    { kind: "set if new", attribute: "appointmentTime", value: new Date(key.timestamp).toISOString() },
    ...setWhereGiven("clinicId", "clinicId" in entry ? entry.clinicId : undefined),
    { kind: "add", attribute: "transition", amount: 1 },
    { kind: "add", attribute: "attempts", amount: 0 },
    ...ERASED.map((attribute): Change => ({ kind: "remove", attribute })),
  ];
}
