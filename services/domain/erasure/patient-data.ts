/** What is stored of a patient, as an erasure and a records request need it. */
import type { DeliveryLogItem } from "../../../contracts/delivery-log";
import type { StoredReply } from "../../../contracts/tables/replies-table";
import type { StoredItem } from "../lookup/appointment-lookup";

/** Whose data: two clinics may use the same patient ids. */
export interface PatientScope {
  readonly patientId: string;
  /** The clinic's id; absent for all clinics. */
  readonly clinicId?: string;
}

/** By what the answers of a patient are found. */
export interface AnswerClues extends PatientScope {
  /** The patient's phones, E.164. */
  readonly phones: ReadonlySet<string>;
  /** Of the answers in the histories of the patient's notifications. */
  readonly replyIds: ReadonlySet<string>;
}

/** What is read; indexes may lag behind by some time. */
export interface PatientReader {
  /** The patient's items of the appointments table, as stored: also texts that wait, and what erasures have left. */
  appointments(patientId: string): AsyncIterable<StoredItem>;
  /** The patient's notifications. */
  notifications(patientId: string): AsyncIterable<DeliveryLogItem>;
  /** The patient's answers, and those of the patient's phones that are nobody's. */
  answers(clues: AnswerClues): AsyncIterable<StoredReply>;
}

/** Every write can be repeated. */
export interface PatientEraser extends PatientReader {
  /** Has every message about the patient that was sent until then refused. @param erasedAt ms since 1970 */
  refuseOlderMessages(patient: PatientScope, erasedAt: number): Promise<void>;
  /** Has every answer of a phone that was sent until then forgotten, if it is about nobody. @param erasedAt ms since 1970 */
  forgetOlderAnswers(phoneDigest: string, erasedAt: number): Promise<void>;
  /**
   * Leaves of an appointment its ids and its version. Nothing books it, or reminds of it, again.
   * @param start ms since 1970; undefined if it is not known
   */
  eraseAppointment(item: StoredItem, erasedAt: number, start: number | undefined): Promise<void>;
  /** Deletes a text that waits for its send window. */
  deleteHeldText(item: StoredItem): Promise<void>;
  /** Leaves of an answer that there was one, so that its copies change nothing. */
  eraseAnswer(reply: StoredReply, erasedAt: number): Promise<void>;
}
