import type { SmsSender } from "../../../services/domain/clinics/sms-sender";
import type { EmailContent } from "../../../services/domain/content/email/email";
import type { EmailCarrier, SendReference, SmsCarrier } from "../../../services/domain/delivery/carriers";
import { ProviderError } from "../../../services/domain/retry/failure";

/** Failures that a test sets up, one after the other; later calls succeed. */
class Failures {
  #planned: { left: number; readonly code: string; readonly sendInDoubt: boolean }[] = [];

  add(times: number, code: string, sendInDoubt: boolean): void {
    if (times > 0) this.#planned.push({ left: times, code, sendInDoubt });
  }

  clear(): void {
    this.#planned = [];
  }

  next(): ProviderError | undefined {
    const [first] = this.#planned;
    if (!first) return undefined;
    first.left -= 1;
    if (first.left === 0) this.#planned.shift();
    return new ProviderError(first.code, first.sendInDoubt);
  }
}

/** A carrier that records every text that reached the patient. */
export class FakeSmsCarrier implements SmsCarrier {
  readonly delivered: { readonly phoneNumber: string; readonly text: string; readonly messageId: string }[] = [];
  /** Of every send, whether it arrives or not. */
  readonly senders: SmsSender[] = [];
  readonly references: SendReference[] = [];
  readonly optedOut = new Set<string>();
  calls = 0;
  /** Number of opt-out checks. */
  checks = 0;
  /** Runs at each send, before anything else. */
  onSend: () => void = () => {};
  readonly #sends = new Failures();
  readonly #checks = new Failures();

  failSends(times: number, code: string): void {
    this.#sends.add(times, code, false);
  }

  failChecks(times: number, code: string, sendInDoubt = false): void {
    this.#checks.add(times, code, sendInDoubt);
  }

  /** The text arrives, but the response is lost. */
  loseAnswers(times: number, code: string): void {
    this.#sends.add(times, code, true);
  }

  async isOptedOut(phoneNumber: string): Promise<boolean> {
    this.checks += 1;
    const failure = this.#checks.next();
    if (failure) throw failure;
    return this.optedOut.has(phoneNumber);
  }

  /** All calls succeed from now on. */
  recover(): void {
    this.#sends.clear();
    this.#checks.clear();
  }

  async send(phoneNumber: string, text: string, sender: SmsSender, reference?: SendReference): Promise<string> {
    this.calls += 1;
    if (reference) this.references.push(reference);
    this.senders.push(sender);
    this.onSend();
    const failure = this.#sends.next();
    const messageId = `sms-${this.calls}`;
    // As on AWS: a text to a number that opted out is accepted and dropped.
    if ((!failure || failure.sendInDoubt) && !this.optedOut.has(phoneNumber)) {
      this.delivered.push({ phoneNumber, text, messageId });
    }
    if (failure) throw failure;
    return messageId;
  }
}

/** A carrier that records every email that reached the patient. */
export class FakeEmailCarrier implements EmailCarrier {
  readonly sender = "noreply@clinic.example.com";
  readonly delivered: { readonly address: string; readonly content: EmailContent; readonly messageId: string }[] = [];
  readonly references: SendReference[] = [];
  calls = 0;
  /** Runs at each send, before anything else. */
  onSend: () => void = () => {};
  readonly #sends = new Failures();

  failSends(times: number, code: string): void {
    this.#sends.add(times, code, false);
  }

  /** The email arrives, but the response is lost. */
  loseAnswers(times: number, code: string): void {
    this.#sends.add(times, code, true);
  }

  /** All sends succeed from now on. */
  recover(): void {
    this.#sends.clear();
  }

  async send(address: string, content: EmailContent, reference: SendReference): Promise<string> {
    this.calls += 1;
    this.references.push(reference);
    this.onSend();
    const failure = this.#sends.next();
    const messageId = `email-${this.calls}`;
    if (!failure || failure.sendInDoubt) this.delivered.push({ address, content, messageId });
    if (failure) throw failure;
    return messageId;
  }
}
