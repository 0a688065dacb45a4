/** The words of what a patient was sent, where the log still has what they were made from. */
import { checkAppointment } from "../../../contracts/appointment-check";
import type { DeliveryLogItem } from "../../../contracts/delivery-log";
import { CATALOGUES_FOLDER, readCatalogues } from "../../../contracts/texts/catalogues";
import { type Clinics, defaultClinic } from "../../domain/clinics/clinics";
import { phoneCountry } from "../../domain/contact/phone-number";
import { smsText } from "../../domain/content/sms-text";
import { type Texts, textsInMemory } from "../../domain/content/texts";
import { CommandError, STATUS } from "../output/status";
import { projectFolder } from "../shared/project-folder";

/** `words`: of the text, made from the kept message. `statement`: why there are none. */
export type SentWords = { readonly words: string; readonly statement: string } | { readonly statement: string };

const MADE_ANEW =
  "Made anew from the message that is kept until the text's receipt, with the wording of this version and the clinic's.";
const NOT_KEPT =
  "The words are not kept. The log has when it was sent, to which contact and by which channel, and the carrier's id.";
const NOTHING_SENT = "Nothing was sent.";

/** @throws CommandError if the catalogues of this version cannot be read */
export function deployedTexts(): Texts {
  const read = readCatalogues(`${projectFolder()}/${CATALOGUES_FOLDER}`);
  if (!read.ok) throw new CommandError(`The texts cannot be read: ${read.problems[0]}`, STATUS.failed);
  return textsInMemory(read.catalogues);
}

/** The words of the text that a notification's patient was sent last. */
export function sentWords(item: DeliveryLogItem, clinics: Clinics, texts: Texts): SentWords {
  const sent = item.history.findLast(({ status, code }) => status === "SMS_SENT" && code === undefined);
  if (!sent && item.messageId === undefined) return { statement: NOTHING_SENT };
  const kept = sent && item.channel === "SMS" ? keptMessage(item) : undefined;
  if (!sent || !kept) return { statement: NOT_KEPT };
  const clinic = clinics.find(kept.clinicId) ?? defaultClinic(clinics);
  const country = item.phoneNumber === undefined ? clinic.defaultCountry : phoneCountry(item.phoneNumber);
  const words = smsText(kept, item.timestamp, clinic, texts, Date.parse(sent.at), country);
  return { words, statement: MADE_ANEW };
}

function keptMessage({ fallbackMessage }: DeliveryLogItem) {
  if (fallbackMessage === undefined) return undefined;
  const check = checkAppointment(JSON.parse(fallbackMessage));
  return check.ok ? check.appointment : undefined;
}
