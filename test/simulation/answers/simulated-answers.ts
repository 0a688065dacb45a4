/** Patients who answer their texts, and how the answers reach the pipeline: early, late, twice, in no order. */

import type { ReplyEvent } from "../../../contracts/events/event-types";
import type { Meaning } from "../../../contracts/replies/meanings";
import { FakeOptOuts, FakeReplyTable } from "../../support/fakes/fake-replies";
import { toldBy } from "../life/told";
import type { Surroundings } from "../services/execution";
import type { Sending } from "../services/simulated-carriers";
import { SimulatedQueue } from "../services/simulated-queue";
import { patientAt } from "../story";
import { DRAWN_MEANINGS, TAKEN_BY_CARRIER, WORDS } from "./answer-words";

/** ms; a test checks that they are those of infra/stack/settings/consumer-timings.ts. An answer claims nothing. */
export const REPLY_TIMINGS = { timeoutMs: 60_000, leaseMs: 0, visibilityMs: 360_000, concurrency: 2 } as const;
export const MAX_REPLY_RECEIVES = 10;

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
/** The share of texts that are answered, and of acknowledgements. */
const ANSWERED = 0.8;
const ANSWERED_AGAIN = 0.3;
/** ms after its text within which an answer is sent: before the text is recorded, at once, and later. */
const DELAYS = [40, 2 * SECOND, 30 * SECOND, 10 * MINUTE, 3 * HOUR, 30 * HOUR];
/** ms after which the carrier, or SNS, delivers an answer again. */
const COPIES = [1, 200, 30 * SECOND, 10 * MINUTE, 3 * HOUR];
const TWICE = 0.25;
/** The share of STOP and START that the patient takes back before long. */
const REGRETTED = 0.4;
const REGRETS = [30 * SECOND, 10 * MINUTE, 3 * HOUR];
const INVALID = 0.02;
const STRANGERS = 1;
/** The calls of which one fails for hours in a share of the runs with faults: SQS gives answers up after an hour. */
const OUTAGES = [
  "publish answers",
  "opt out",
  "opt in",
  "store an answer",
  "note an answer",
  "find the texts of a phone",
  "look up what is answered",
  "write an answer to the table",
];
const OUTAGE = 0.5;
const OUTAGE_LASTS = 6 * HOUR;
/** ms that a patient takes to read a text before answering without saying which. */
const READING = 10 * SECOND;

/** What an answer is about, as its patient means it. */
export interface About {
  readonly patientId: string;
  /** ms since 1970. */
  readonly start: number | undefined;
  /** The text said that it is cancelled. */
  readonly isCancelled: boolean;
}

/** A text about an appointment that reached a phone. */
interface ReadText extends About {
  readonly messageId: string;
  /** ms since 1970. */
  readonly at: number;
}

export interface SimulatedAnswer {
  readonly id: string;
  readonly phone: string;
  readonly meaning: Meaning;
  /** Undefined if nobody can say. */
  readonly about: About | undefined;
  /** When it first reached the queue, in ms since 1970. */
  readonly at: number;
  /** Whether it says which text it answers. */
  readonly isNamed: boolean;
  /** Whether that text, or the last one, was sent some seconds before: it is recorded. */
  readonly isSettled: boolean;
  /** Whether a text had gone to the phone before. */
  readonly isStranger: boolean;
}

/** An opt-out list from which a number is taken off once. */
class SimulatedOptOuts extends FakeOptOuts {
  readonly #removed = new Set<string>();

  override async remove(phoneNumber: string): Promise<boolean> {
    if (!this.numbers.has(phoneNumber)) return true;
    if (this.#removed.has(phoneNumber)) return false;
    this.#removed.add(phoneNumber);
    return super.remove(phoneNumber);
  }
}

export interface AnswersOptions {
  /** The carrier's. */
  readonly optedOut: Set<string>;
  /** Whose appointment a notification is about. */
  readonly patientOf: (notificationId: string) => string | undefined;
}

export class SimulatedAnswers {
  readonly queue: SimulatedQueue;
  readonly deadLetters: SimulatedQueue;
  readonly table = new FakeReplyTable();
  readonly optOuts: FakeOptOuts;
  /** Each answer that reached the queue, once. */
  readonly all: SimulatedAnswer[] = [];
  readonly events: { readonly event: ReplyEvent; readonly at: number }[] = [];
  readonly selfManagedOptOuts: boolean;
  /** Phones that ever said STOP, to the carrier or to the pipeline. */
  readonly stopped = new Set<string>();
  /** Phones whose STOP the carrier took, which manages the opt-outs. */
  readonly takenByCarrier = new Set<string>();
  /** Bodies that are no answers. */
  invalid = 0;
  readonly #outage: { readonly what: string; readonly from: number } | undefined;
  /** By phone, the oldest first. */
  readonly #read = new Map<string, ReadText[]>();
  /** All texts to a phone, the oldest first. */
  readonly #sent = new Map<string, { readonly messageId: string; readonly at: number }[]>();

  constructor(
    private readonly around: Surroundings,
    private readonly options: AnswersOptions,
  ) {
    const { choices, time } = around;
    this.selfManagedOptOuts = choices.fraction() < 0.5;
    this.optOuts = new SimulatedOptOuts(options.optedOut);
    const { visibilityMs } = REPLY_TIMINGS;
    this.deadLetters = new SimulatedQueue("replies-dlq", around, { visibilityMs, countsOn: false });
    this.queue = new SimulatedQueue("replies", around, {
      visibilityMs,
      redrive: { target: this.deadLetters, maxReceiveCount: MAX_REPLY_RECEIVES },
      countsOn: false,
    });
    const what = choices.oneOf(OUTAGES);
    const from = time.now + choices.between(0, 24 * HOUR);
    const isOut = around.faults.errorBefore > 0 && choices.fault("outage", what, OUTAGE);
    this.#outage = isOut ? { what, from } : undefined;
    for (let number = 0; number < STRANGERS; number += 1) {
      time.after(choices.between(0, 50 * HOUR), () => this.#write(`+12065559${900 + number}`));
    }
  }

  /** Whether a call fails now. */
  isOut(what: string): boolean {
    const { now } = this.around.time;
    return this.#outage?.what === what && now >= this.#outage.from && now < this.#outage.from + OUTAGE_LASTS;
  }

  /** A carrier accepted a text: its reader may answer it, or change their mind after an acknowledgement. */
  accept({ channel, to, reference, delivered, ...sending }: Sending, messageId: string): void {
    if (channel !== "SMS" || !delivered) return;
    const { choices, time } = this.around;
    add(this.#sent, to, { messageId, at: time.now });
    const patientId = reference && this.options.patientOf(reference.notificationId);
    const { start, kind } = toldBy(sending);
    const isCancelled = kind === "cancelled";
    if (patientId) add(this.#read, to, { messageId, patientId, start, isCancelled, at: time.now });
    for (let share = reference ? ANSWERED : ANSWERED_AGAIN; choices.fraction() < share; share /= 2) {
      time.after(choices.between(1, choices.oneOf(DELAYS)), () => this.#write(to, messageId));
    }
  }

  /** The patients who were sent texts to a phone. */
  readonly ownersOf = (phone: string): ReadonlySet<string> =>
    new Set((this.#read.get(phone) ?? []).map(({ patientId }) => patientId));

  /** Operators move what SQS gave up back to the queue. @returns whether there was anything */
  redrive(): boolean {
    const failed = this.deadLetters.messages.filter(({ moved }) => moved);
    for (const message of failed) {
      const { body, sentAt, attributes } = message;
      this.deadLetters.delete(message);
      this.queue.send({ body, attributes: { FirstSentAt: String(sentAt), ...attributes } });
    }
    return failed.length > 0;
  }

  /**
   * @param answered the id of the text that makes the patient write
   * @param meaning drawn if absent
   */
  #write(phone: string, answered?: string, meaning = this.around.choices.oneOf(DRAWN_MEANINGS)): void {
    const { choices, story, time } = this.around;
    const opposite = meaning === "STOP" ? "START" : meaning === "START" ? "STOP" : undefined;
    if (opposite && choices.fraction() < REGRETTED) {
      time.after(choices.between(READING, choices.oneOf(REGRETS)), () => this.#write(phone, answered, opposite));
    }
    const words = choices.oneOf(WORDS[meaning]);
    if (meaning === "STOP") this.stopped.add(phone);
    if (!this.selfManagedOptOuts && TAKEN_BY_CARRIER.includes(words)) {
      story.add("carrier", () => `takes ${words} of ${patientAt(phone)}`);
      if (words === "STOP") {
        this.optOuts.numbers.add(phone);
        this.takenByCarrier.add(phone);
      }
      return;
    }
    const answeredId = this.#idIn(phone, answered);
    const id = `${patientAt(phone)}-answer-${this.all.length + 1}`;
    const { about, isNamed, isSettled } = this.#aboutOf(phone, answered, answeredId);
    const isStranger = !this.#sent.has(phone);
    this.all.push({ id, phone, meaning, about, at: time.now, isNamed, isSettled, isStranger });
    story.add("phone", () => `${patientAt(phone)} writes "${words}" (${id}) in answer to ${answeredId ?? "nothing"}`);
    const body = JSON.stringify({
      originationNumber: phone,
      destinationNumber: "+12065550142",
      messageKeyword: "KEYWORD_206555014212065550142",
      messageBody: words,
      inboundMessageId: id,
      ...(answeredId !== undefined && { previousPublishedMessageId: answeredId }),
    });
    this.queue.send({ body });
    if (choices.fault("answer twice", "replies", TWICE)) {
      time.after(choices.oneOf(COPIES), () => this.queue.send({ body }));
    }
    if (choices.fault("answer that is none", "replies", INVALID)) {
      this.invalid += 1;
      this.queue.send({ body: choices.oneOf(['{"messageBody": "206555', `{"messageBody": "${phone}"}`]) });
    }
  }

  /** The carrier says which text was answered: the last one, or that of the thread; or nothing. */
  #idIn(phone: string, answered: string | undefined): string | undefined {
    const { choices } = this.around;
    const sent = (this.#sent.get(phone) ?? []).map(({ messageId }) => messageId);
    return choices.oneOf([sent.at(-1), sent.at(-1), answered, choices.oneOf(sent), undefined, undefined, "other-1"]);
  }

  #aboutOf(phone: string, answered: string | undefined, answeredId: string | undefined) {
    const { now } = this.around.time;
    const read = this.#read.get(phone) ?? [];
    const since = this.#sent.get(phone)?.find(({ messageId }) => messageId === answered)?.at ?? 0;
    const named = read.find(({ messageId }) => messageId === answeredId);
    if (named) return { about: named, isNamed: true, isSettled: named.at < now - READING };
    // Who does not say which text means the one that they have read last, if all are about one appointment.
    const ahead = read.filter(({ start = 0 }) => start > now);
    if (new Set(ahead.map(({ patientId }) => patientId)).size !== 1)
      return { about: undefined, isNamed: false, isSettled: false };
    const about = ahead.findLast(({ at }) => at <= since || at < now - READING);
    return { about, isNamed: false, isSettled: (ahead.at(-1)?.at ?? now) < now - 2 * READING };
  }
}

function add<T>(to: Map<string, T[]>, key: string, value: T): void {
  const list = to.get(key) ?? [];
  to.set(key, list);
  list.push(value);
}
