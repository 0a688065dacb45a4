/** Phone numbers and addresses of simulated patients, and what the carriers know about them. */
import type { AppointmentMessage } from "../../../contracts/appointment-message";
import type { Choices } from "../services/choices";
import type { Contacts } from "../services/simulated-carriers";

/** The probability of each is the share of its entries. */
const PHONES = ["usable", "usable", "usable", "usable", "none", "refused", "opted out", "no number"] as const;
const EMAILS = ["usable", "usable", "usable", "none", "refused"] as const;
/** Of patients who answer. */
const ANSWERING = [...PHONES, ...Array<"usable">(12).fill("usable")] as const;
/** The share of phones that are fixed lines. */
const FIXED_LINES = 0.2;

export interface Contact {
  readonly fields: Pick<AppointmentMessage, "phoneNumber" | "email">;
  readonly reaches: readonly string[];
  /** The phone or the address takes what is sent to it. */
  readonly reachable: Readonly<Record<"phone" | "email", boolean>>;
}

export class ContactBook implements Contacts {
  readonly optedOut = new Set<string>();
  readonly refused = new Set<string>();

  /** @param answer whether most patients have a phone that they answer */
  constructor(
    private readonly choices: Choices,
    private readonly answer = false,
  ) {}

  /** @param number a different one for each contact */
  draw(number: number): Contact {
    const { choices } = this;
    const [phoneIs, emailIs] = [choices.oneOf(this.answer ? ANSWERING : PHONES), choices.oneOf(EMAILS)];
    // London numbers, whose range shows that they are fixed lines.
    const phone = `${choices.fraction() < FIXED_LINES ? "+442079461" : "+12065551"}${String(number).padStart(3, "0")}`;
    const email = `patient-${number}@example.com`;
    if (phoneIs === "refused") this.refused.add(phone);
    if (phoneIs === "opted out") this.optedOut.add(phone);
    if (emailIs === "refused") this.refused.add(email);
    return {
      fields: {
        ...(phoneIs !== "none" && { phoneNumber: phoneIs === "no number" ? "n/a" : phone }),
        ...(emailIs !== "none" && { email }),
      },
      reaches: [phone, email],
      reachable: { phone: phoneIs === "usable", email: emailIs === "usable" },
    };
  }
}
