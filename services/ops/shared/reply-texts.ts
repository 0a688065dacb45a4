/** Explains patients' answers in plain words. */
import type { Meaning, UnclearReason } from "../../../contracts/replies/meanings";

/** What the patient says, as a sentence without its full stop. */
export const MEANING_TEXTS: Readonly<Record<Meaning, string>> = {
  CONFIRM: "the patient confirms the appointment",
  CANCEL: "the patient asks to cancel the appointment",
  RESCHEDULE: "the patient asks for another time",
  STOP: "the patient wants no more texts",
  START: "the patient wants texts again",
  HELP: "the patient asks for help",
  COURTESY: "thanks, a greeting or the like, and nothing else",
  UNCLEAR: "something that a person must read",
};

export interface WaitingText {
  /** Why it waits for staff, as the end of a sentence. */
  readonly why: string;
  /** What staff can do. */
  readonly remedy: string;
}

const REASON_TEXTS: Readonly<Record<UnclearReason, WaitingText>> = {
  UNCLEAR_WORDS: {
    why: "it is not certain what the words mean",
    remedy: "Read it with `replies show ID --reveal`, and call the patient if it asks for something.",
  },
  NO_APPOINTMENT: {
    why: "no reminder of an upcoming appointment went to this phone",
    remedy: "Find the patient by the phone number (`replies show ID --reveal`), and call.",
  },
  SEVERAL_APPOINTMENTS: {
    why: "several appointments, or patients, are reminded by this phone",
    remedy: "Ask which appointment is meant, and change that one in the booking system.",
  },
  APPOINTMENT_BEGUN: {
    why: "the appointment that it answers has begun",
    remedy: "Read it with `replies show ID --reveal`: the patient may be late, or not coming.",
  },
  APPOINTMENT_MOVED: {
    why: "the appointment that it answers has another time by now",
    remedy: "Ask whether the patient means the new time, too.",
  },
  APPOINTMENT_ENDED: {
    why: "the appointment that it answers is cancelled, or has ended",
    remedy: "Call the patient, who may think that the appointment takes place.",
  },
  PHONE_CHANGED: {
    why: "the appointment that it answers has another phone by now",
    remedy: "Call the patient by the phone that the booking system has: the old one may be a stranger's.",
  },
  TOO_MANY_ANSWERS: {
    why: "the phone has sent more than 100 answers in a day, and those that followed were not read",
    remedy: "Call the phone (`replies show ID --reveal`), or have the carrier block it.",
  },
  OPT_OUT_LIST_REFUSED: {
    why: "the phone could not be put on the account's opt-out list, or taken off it",
    remedy:
      "Change the list by hand: docs/runbook.md#patients-answers. AWS takes a number off once in 30 days at most.",
  },
};

const OTHER_TIME: WaitingText = {
  why: "the patient asks for another time",
  remedy: "Offer another time, and change the appointment in the booking system.",
};

const UNEXPLAINED: WaitingText = { why: "a person must read it", remedy: REASON_TEXTS.UNCLEAR_WORDS.remedy };

/** Why an answer waits for staff, as a code: its reason, or what it means. */
export function waitingCode({ reason, meaning }: { readonly reason?: UnclearReason; readonly meaning: Meaning }) {
  return reason ?? meaning;
}

/** @param code of {@link waitingCode}; one of another version has the text of an unclear answer */
export function waitingText(code: UnclearReason | Meaning): WaitingText {
  if (code === "RESCHEDULE") return OTHER_TIME;
  return (REASON_TEXTS as Partial<Record<string, WaitingText>>)[code] ?? UNEXPLAINED;
}
