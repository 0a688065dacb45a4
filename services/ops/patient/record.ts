/** Everything that is stored of a patient, for the person it is about. */
import type { DeliveryLogItem } from "../../../contracts/delivery-log";
import type { Clinics } from "../../domain/clinics/clinics";
import type { Texts } from "../../domain/content/texts";
import type { StoredItem } from "../../domain/lookup/appointment-lookup";
import type { KnownPatient } from "./known";
import { sentWords } from "./sent-words";

/** Attributes that only the pipeline needs: they repeat others, or name its own runs. */
const OWN: readonly string[] = ["batchId", "claimId", "leaseUntil", "queueMessageId", "contactDigest", "dayPart"];

const NOT_INCLUDED = [
  "Messages that are still in a queue; they are processed within minutes, and are then in this record.",
  "Logs of AWS's deliveries, which have phone numbers for 30 days.",
  "What the booking system and the carriers keep: ask them.",
];

export function recordOf(known: KnownPatient, clinics: Clinics, texts: Texts) {
  const { patientId, appointments, heldTexts, notifications, answers, erased } = known;
  return {
    patientId,
    appointments: appointments.map(readable),
    textsThatWait: heldTexts.map(readable),
    notifications: notifications.map((item) => notification(item, clinics, texts)),
    answers: answers.map((reply) => readable({ ...reply })),
    ...(erased && { erasedOn: Object.values(erased.erased).map((at) => new Date(at).toISOString()) }),
    notIncluded: NOT_INCLUDED,
  };
}

function notification(item: DeliveryLogItem, clinics: Clinics, texts: Texts) {
  return { ...readable({ ...item }), text: sentWords(item, clinics, texts) };
}

/** Times that are numbers become ISO 8601, and messages that are texts become what they say. */
function readable({ ttl, timestamp, ...item }: StoredItem): StoredItem {
  const shown = Object.entries(item).filter(([name]) => !OWN.includes(name));
  const values = shown.map(([name, value]) => [name, MESSAGES.includes(name) ? parsed(value) : value]);
  return {
    ...Object.fromEntries(values),
    ...(typeof timestamp === "number" && { startsAt: new Date(timestamp).toISOString() }),
    ...(typeof ttl === "number" && { keptUntil: new Date(ttl * 1_000).toISOString() }),
  };
}

const MESSAGES: readonly string[] = ["body", "fallbackMessage", "laterMessage"];

function parsed(value: unknown): unknown {
  try {
    return JSON.parse(String(value));
  } catch {
    return value;
  }
}
