/** Whom staff should call: patients whose reminder did not arrive, and those who answered that they need a call. */
import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { eventId, type OutcomeEvent, type ReplyEvent } from "appointment-reminder-pipeline/contracts";

export interface Call {
  readonly patientId?: string;
  readonly appointmentId?: string;
  /** The status of the event, and its reason if it has one. */
  readonly why: string;
}

interface Stored {
  /** By notification: the highest transition so far. */
  readonly transitions: Record<string, number>;
  /** Answers that were processed, by their ids. */
  readonly answers: Record<string, true>;
  /** By notification, or by answer. */
  readonly calls: Record<string, Call>;
}

const NOT_REACHED: readonly string[] = ["UNDELIVERED", "ALL_FAILED", "NO_CONTACT"];
const NEEDS_A_CALL: readonly string[] = ["CANCEL_REQUESTED", "RESCHEDULE_REQUESTED", "REPLY_UNCLEAR"];

/**
 * A list in a file. In a database, the same rule is a condition of the write: the event's transition is higher than the
 * stored one, or the answer is not stored yet.
 */
export class CallList {
  readonly #file: string;
  #stored: Stored;

  constructor(file: string) {
    this.#file = file;
    this.#stored = read(file) ?? { transitions: {}, answers: {}, calls: {} };
  }

  /**
   * Takes an event into account, once: the same event may come again, even days later, and an older one after a newer.
   * @returns whether it changed anything
   */
  apply(event: OutcomeEvent | ReplyEvent): boolean {
    return "replyId" in event ? this.#answer(event) : this.#outcome(event);
  }

  /** Writes the list. Only then may the messages of the events be deleted. */
  save(): void {
    writeFileSync(`${this.#file}.new`, JSON.stringify(this.#stored, null, 2));
    renameSync(`${this.#file}.new`, this.#file);
  }

  calls(): Call[] {
    return Object.values(this.#stored.calls);
  }

  #outcome(event: OutcomeEvent): boolean {
    const { transitions, calls } = this.#stored;
    const { notificationId, transition, status } = event;
    if (transition <= (transitions[notificationId] ?? 0)) return false;
    transitions[notificationId] = transition;
    // A later event may be better news: an email took the place of the text, or the text arrived after all.
    if (NOT_REACHED.includes(status)) calls[notificationId] = callOf(event);
    else delete calls[notificationId];
    return true;
  }

  #answer(event: ReplyEvent): boolean {
    const { answers, calls } = this.#stored;
    const id = eventId(event);
    if (answers[id]) return false;
    answers[id] = true;
    if (NEEDS_A_CALL.includes(event.status)) calls[id] = callOf(event);
    return true;
  }
}

function callOf({ patientId, appointmentId, status, reason }: OutcomeEvent | ReplyEvent): Call {
  return { patientId, appointmentId, why: reason && reason !== status ? `${status}, ${reason}` : status };
}

function read(file: string): Stored | undefined {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as Stored;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}
