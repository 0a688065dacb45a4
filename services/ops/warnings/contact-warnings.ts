import type { AppointmentMessage } from "../../../contracts/appointment-message";
import { CONTACT_PROBLEMS, emailProblem, phoneProblem, usableContact } from "../../domain/contact/contact";
import { prefersEmail } from "../../domain/contact/contact-preference";
import type { Outlook } from "../../domain/producer/predicted-outcome";
import type { Warning } from "./warning";

/** Warns about each unusable phone number and email, with the reason, even if the other one is usable. */
export function contactWarnings(appointment: AppointmentMessage, rules: Outlook): Warning[] {
  const { phoneNumber, email } = appointment;
  const usable = usableContact(appointment, rules);
  const warnings: Warning[] = [];
  const phone = phoneNumber === undefined || prefersEmail(appointment) ? undefined : phoneProblem(phoneNumber, rules);
  if (phone) warnings.push(unusable("UNUSABLE_PHONE", "phoneNumber", phone));
  const address = email === undefined ? undefined : emailProblem(email);
  if (address) warnings.push(unusable("UNUSABLE_EMAIL", "email", address));
  if (usable.phoneNumber === undefined && usable.email === undefined)
    warnings.push(prefersEmail(appointment) ? NO_EMAIL : NO_CONTACT);
  return warnings;
}

function unusable(code: Warning["code"], field: string, reason: keyof typeof CONTACT_PROBLEMS): Warning {
  const problem = CONTACT_PROBLEMS[reason];
  return { code, field, problem, kind: `${code} ${problem}` };
}

const NO_CONTACT: Warning = {
  code: "NO_CONTACT",
  field: "",
  problem: "neither a usable phone number nor a usable email: it would end as NO_CONTACT",
};

const NO_EMAIL: Warning = {
  code: "NO_CONTACT",
  field: "",
  problem: "no usable email, and the patient wants no texts: it would end as NO_CONTACT",
};
