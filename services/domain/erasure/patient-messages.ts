/** Which messages of a DLQ are a patient's. */
import { QUEUE_ATTRIBUTES } from "../../../contracts/queue-attributes";
import type { DeadLetter } from "../redrive/dead-letter";
import { formatOf } from "../translation/message-format";
import { clinicIdIn, givenId } from "./clinic-scope";
import type { FoundPatient } from "./erase-patient";
import { patientsIn } from "./patients-in";

/**
 * `own`: it is about this patient and nobody else. `shared`: it is also about others, or it is an answer from one of the
 * patient's phones, which another patient may share. Its consumer will leave out what was erased.
 */
export type PatientMessage = "own" | "shared" | "other";

type Json = Readonly<Record<string, unknown>>;

/** @param defaultClinicId the clinic of a message that names none */
export function patientMessage(message: DeadLetter, found: FoundPatient, defaultClinicId: string): PatientMessage {
  const { parsed, body } = message;
  const isPatients = (of: { readonly patientId?: unknown; readonly clinicId?: unknown } | null | undefined) =>
    givenId(of?.patientId) === found.patientId &&
    (found.clinicId === undefined || clinicIdIn(of ?? {}, defaultClinicId) === found.clinicId);
  if (parsed.ok && parsed.receipt) {
    const { messageId, reference } = parsed.receipt;
    const isKnown = found.messageIds.has(messageId) || found.notificationIds.has(reference?.key.notificationId ?? "");
    return isKnown ? "own" : "other";
  }
  if (parsed.ok && parsed.reply) return found.phones.has(parsed.reply.phoneNumber ?? "") ? "shared" : "other";
  if (parsed.ok && parsed.appointment) return isPatients(parsed.appointment) ? "own" : "other";
  const format = formatOf(body, message.attributes[QUEUE_ATTRIBUTES.format]);
  if (format === "fhir" || format === "hl7") return translatedMessage(message, format, found, defaultClinicId);
  // Bookings, and what breaks the contract, are read as they are: a bad entry has its patient too.
  const whole = jsonOf(body);
  const entries = [whole?.appointment ?? whole].flat() as (Json | null)[];
  const own = entries.filter(isPatients);
  if (own.length === 0) return "other";
  return own.length === entries.length ? "own" : "shared";
}

/** Of another format: what cannot be translated has its patient, too. */
function translatedMessage(
  { parsed, body, attributes }: DeadLetter,
  format: "fhir" | "hl7",
  { patientId, clinicId }: FoundPatient,
  defaultClinicId: string,
): PatientMessage {
  const patients = patientsIn(body, format);
  const own = patients.filter((ids) => ids.has(patientId));
  if (own.length === 0) return "other";
  if (clinicId !== undefined) {
    const bookings = (parsed.ok && parsed.bookings) || [];
    const their = bookings.flatMap(({ appointment }) => (appointment.patientId === patientId ? appointment : []));
    const unread = { clinicId: attributes[QUEUE_ATTRIBUTES.clinicId] };
    const at = (their.length > 0 ? their : [unread]).map((one) => clinicIdIn(one, defaultClinicId));
    if (!at.includes(clinicId)) return "other";
    if (at.some((id) => id !== clinicId)) return "shared";
  }
  return own.length === patients.length ? "own" : "shared";
}

function jsonOf(body: string): Json | null | undefined {
  try {
    return JSON.parse(body) as Json | null;
  } catch {
    return undefined;
  }
}
