/** What patients answer on a sample day: a share of those who get a text, in the words that people use. */
import type { AppointmentMessage } from "../../../../contracts/appointment-message";
import { type Language, languageOf } from "../../../../contracts/clinics/languages";
import { type Clinics, clinicOf } from "../../../../services/domain/clinics/clinics";
import { readPhone } from "../../../../services/domain/contact/phone-field";
import type { RandomChoices } from "../../faults/random-choices";

export interface SampleAnswer {
  readonly appointment: AppointmentMessage;
  /** Mostly one. */
  readonly messages: readonly string[];
}

/** Share of the appointments whose patient answers the text. */
const SHARE = 0.08;
/** Share of the patients who answer in Spanish although nobody knows their language. */
const IN_SPANISH = 0.15;

type Kind = "confirm" | "cancel" | "reschedule" | "free" | "stop" | "others";

/** Shares of the answers; the rest is `others`. */
const KINDS: readonly (readonly [kind: Kind, share: number])[] = [
  ["confirm", 0.55],
  ["cancel", 0.12],
  ["reschedule", 0.08],
  ["free", 0.13],
  ["stop", 0.05],
];

/** Words of each kind; English has all kinds, and stands in where a language has none. */
const WORDS: Readonly<Partial<Record<Language, Partial<Record<Kind, readonly string[]>>>>> = {
  en: {
    confirm: ["C", "c", "Yes", "YES!", "Confirm", "C.", "ok", "Yes, see you then", "👍", "C\n\nSent from my iPhone"],
    cancel: ["X", "x", "Please cancel my appointment", "Can't make it", "No"],
    reschedule: ["Can I reschedule?", "I need another time", "Reschedule please"],
    free: [
      "Is parking free?",
      "Can I bring my daughter, the school is closed",
      "Yes but can we do 3pm instead?",
      "Who is this?",
      "don't cancel, I'm on my way",
      "🤔",
      "My insurance changed, the new member number is on the card that I will bring along",
    ],
    stop: ["STOP", "Stop", "please stop texting me", "UNSUBSCRIBE", "wrong number, remove me"],
    others: ["Thanks!", "Thank you", "HELP", "START"],
  },
  es: {
    confirm: ["C", "Sí", "Si", "Confirmo", "sí, gracias", "ok"],
    cancel: ["X", "Cancelar la cita", "No puedo ir"],
    reschedule: ["Quiero cambiar la cita", "Otro día por favor"],
    free: ["¿Dónde queda la clínica?", "¿Puedo ir con mi hijo?"],
    stop: ["STOP", "no me escriban más"],
    others: ["Gracias", "AYUDA"],
  },
  vi: { confirm: ["C", "Vâng", "Có"], cancel: ["X", "Hủy"], free: ["Phòng khám ở đâu?"], others: ["Cảm ơn"] },
};

/** Answers that one patient sends one after the other. */
const SEVERAL: readonly (readonly string[])[] = [
  ["C", "C"],
  ["C", "X"],
  ["STOP", "START"],
];
const SEVERAL_SHARE = 0.06;

/**
 * @param appointments each of a patient who may answer
 * @returns the answers, in the order of the appointments
 */
export function sampleAnswers(random: RandomChoices, appointments: readonly AppointmentMessage[]): SampleAnswer[] {
  return appointments
    .filter(({ phoneNumber }) => phoneNumber !== undefined)
    .filter(() => random.chance(SHARE))
    .map((appointment) => ({ appointment, messages: messagesOf(random, appointment) }));
}

function messagesOf(random: RandomChoices, { language }: AppointmentMessage): readonly string[] {
  if (random.chance(SEVERAL_SHARE)) return random.pick(SEVERAL);
  const known = language === undefined ? undefined : languageOf(language);
  const words = WORDS[known ?? (random.chance(IN_SPANISH) ? "es" : "en")];
  const kind = kindAt(random.fraction());
  return [random.pick(words?.[kind] ?? WORDS.en?.[kind] ?? ["C"])];
}

function kindAt(share: number): Kind {
  let end = 0;
  for (const [kind, own] of KINDS) {
    end += own;
    if (share < end) return kind;
  }
  return "others";
}

/**
 * @returns by phone, in E.164: what its first patient answers
 * @throws if an appointment breaks the rules of its clinic
 */
export function answersByPhone(answers: readonly SampleAnswer[], clinics: Clinics): Map<string, readonly string[]> {
  const byPhone = new Map<string, readonly string[]>();
  for (const { appointment, messages } of answers) {
    const located = clinicOf(appointment, clinics);
    if (!located.ok) throw new Error(`The field ${located.violation.field} ${located.violation.problem}`);
    const read = readPhone(appointment.phoneNumber ?? "", located.clinic);
    if ("problem" in read || byPhone.has(read.number)) continue;
    byPhone.set(read.number, messages);
  }
  return byPhone;
}
