/** What the carriers report, and how it reaches the pipeline: late, twice, in no order, or never. */
import type { Channel, DeliveryLogItem } from "../../../contracts/delivery-log";
import { QUEUE_ATTRIBUTES, RECEIVE_LIMIT_REASON } from "../../../contracts/queue-attributes";
import type { SendReference } from "../../../services/domain/delivery/carriers";
import { MATCH_ATTEMPTS } from "../../../services/domain/receipts/consume-receipts";
import type { FoundText } from "../../../services/domain/receipts/receipt-log";
import type { Surroundings } from "../services/execution";
import type { Sending } from "../services/simulated-carriers";
import { SimulatedQueue } from "../services/simulated-queue";
import { patientAt } from "../story";
import { drawFate, type Said } from "./fates";
import { contextOf, type Manner, messagingEvent, sesEvent, snsLine } from "./receipt-bodies";

/** ms; a test checks that they are those of infra/stack/settings/consumer-timings.ts. A receipt claims nothing. */
export const RECEIPT_TIMINGS = { timeoutMs: 50_000, leaseMs: 0, visibilityMs: 300_000, concurrency: 2 } as const;
export const MAX_RECEIPT_RECEIVES = 10;

/** Probabilities of faults. */
const LOST = 0.05;
const TWICE = 0.15;
const ANOTHERS = 0.1;
const INVALID = 0.02;
const INDEX_LAGS = 0.1;

const SECOND = 1_000;
/** ms after the acceptance within which a receipt comes, besides the latest: before its text is recorded, and later. */
const DELAYS = [40, 40, 5 * SECOND, 5 * SECOND, 300 * SECOND];
/** ms by which the index may be behind the table. */
const USUAL_LAG = 50;
const LAGS = [SECOND, 30 * SECOND, 120 * SECOND];

/** What a carrier has reported of a text or an email. */
export interface CarrierReport {
  readonly notificationId: string;
  readonly messageId: string;
  readonly channel: Channel;
  readonly said: Said;
  /** When it first reached the queue, in ms since 1970. */
  readonly at: number;
}

/** A text's attributes in the log since a moment. */
interface Indexed {
  readonly at: number;
  readonly item: Pick<DeliveryLogItem, "notificationId" | "timestamp" | "smsMessageId" | "fallbackChannel">;
}

type Reported = Sending & { readonly reference: SendReference };

function isOfNotification(sending: Sending): sending is Reported {
  return sending.reference !== undefined;
}

export class SimulatedReceipts {
  readonly manner: Manner;
  readonly queue: SimulatedQueue;
  readonly deadLetters: SimulatedQueue;
  readonly #reports = new Map<string, CarrierReport[]>();
  /** Ids of texts of which a receipt was acknowledged without a match. */
  readonly givenUp = new Set<string>();
  /** Whether an email could follow a text when it was accepted, by its id; absent if the log does not show it. */
  readonly emailLeft = new Map<string, "untried" | "none">();
  /** When staff sent a notification again by another contact, by its id; ms since 1970. */
  readonly corrected = new Map<string, number>();
  /** Messages that are no receipts. */
  invalid = 0;
  readonly #index = new Map<string, Indexed[]>();
  #others = 0;

  /** @param latestMs ms after the acceptance within which the latest receipts come */
  constructor(
    private readonly around: Surroundings,
    private readonly latestMs: number,
  ) {
    this.manner = around.choices.oneOf(["index", "context"]);
    const { visibilityMs } = RECEIPT_TIMINGS;
    this.deadLetters = new SimulatedQueue("receipts-dlq", around, { visibilityMs, countsOn: false });
    this.queue = new SimulatedQueue("receipts", around, {
      visibilityMs,
      redrive: { target: this.deadLetters, maxReceiveCount: MAX_RECEIPT_RECEIVES },
      countsOn: false,
    });
  }

  /** What was reported so far of a text or an email, by its id. */
  of(messageId: string | undefined): readonly CarrierReport[] {
    return this.#reports.get(messageId ?? "") ?? [];
  }

  /** Decides what becomes of a message that a carrier has accepted, and reports it. */
  accept(sending: Sending, messageId: string, isOptedOut: boolean): void {
    const { choices } = this.around;
    const { channel } = sending;
    // What becomes of an acknowledgement changes nothing.
    if (!isOfNotification(sending)) return;
    const { reaches, reports } = drawFate(channel, isOptedOut, choices);
    sending.delivered = reaches;
    if (channel === "SMS" && this.manner === "context") this.#later(() => this.#send(this.#body(sending, "queued")));
    for (const said of reports) this.#report(said, sending, messageId, sending.reference);
    if (choices.fault("receipt of another's", channel, ANOTHERS)) this.#reportAnothers(channel);
    if (choices.fault("receipt that is none", channel, INVALID)) {
      this.invalid += 1;
      this.#send('{"mail": {"destination": ["patient-0@example.com"]}}');
    }
  }

  /**
   * Notes what a transition has left.
   * @param lines of the item's whole history
   */
  noteItem(item: DeliveryLogItem, lines: () => DeliveryLogItem["history"]): void {
    const { notificationId, timestamp, smsMessageId, fallbackChannel } = item;
    if (item.status === "SMS_SENT" && item.messageId !== undefined) {
      const isTried = item.email !== undefined && lines().some(({ status }) => status === "EMAIL_SENDING");
      if (!isTried) this.emailLeft.set(item.messageId, item.email === undefined ? "none" : "untried");
    }
    if (smsMessageId === undefined) return;
    const entries = this.#index.get(notificationId) ?? [];
    entries.push({ at: this.around.time.now, item: { notificationId, timestamp, smsMessageId, fallbackChannel } });
    this.#index.set(notificationId, entries);
  }

  /** Finds a text in the index, as it was some time ago. */
  find(messageId: string): FoundText | undefined {
    const { choices, time } = this.around;
    const lag = choices.fault("index lags", "index", INDEX_LAGS) ? choices.oneOf(LAGS) : choices.between(0, USUAL_LAG);
    for (const entries of this.#index.values()) {
      const { item } = entries.findLast(({ at }) => at <= time.now - lag) ?? {};
      if (item?.smsMessageId !== messageId) continue;
      const { notificationId, timestamp, fallbackChannel } = item;
      return { key: { notificationId, timestamp }, hasFallback: fallbackChannel === "EMAIL" };
    }
    const isLast = ({ body, receives = 1 }: { readonly body: string; readonly receives?: number }) =>
      receives >= MATCH_ATTEMPTS && body.includes(`"messageId":"${messageId}"`);
    if (this.queue.messages.some(isLast)) this.givenUp.add(messageId);
    return undefined;
  }

  /** Operators move what SQS gave up back to the queue. @returns whether there was anything */
  redrive(): boolean {
    const failed = this.deadLetters.messages.filter(({ moved }) => moved);
    for (const message of failed) {
      this.deadLetters.delete(message);
      this.queue.send({
        body: message.body,
        attributes: { [QUEUE_ATTRIBUTES.deadLetterReason]: RECEIVE_LIMIT_REASON },
      });
    }
    return failed.length > 0;
  }

  #report(said: Said, sending: Reported, messageId: string, { notificationId }: SendReference): void {
    const { choices, time, story } = this.around;
    const { channel, to } = sending;
    if (choices.fault("receipt lost", channel, LOST)) return;
    const body = this.#body(sending, said);
    const times = choices.fault("receipt twice", channel, TWICE) ? 2 : 1;
    for (let number = 1; number <= times; number += 1) {
      this.#later(() => {
        const reports = this.#reports.get(messageId) ?? [];
        this.#reports.set(messageId, reports);
        if (!reports.some((report) => report.said === said))
          reports.push({ notificationId, messageId, channel, said, at: time.now });
        story.add("carrier", () => `reports ${messageId} as ${said} (${patientAt(to)})`);
        this.#send(body);
      });
    }
  }

  #body({ channel, messageId = "", reference }: Reported, said: Said | "queued"): string {
    if (channel === "EMAIL" && said !== "queued") {
      const { fallback: _, ...tags } = contextOf(reference);
      return sesEvent(messageId, said, tags);
    }
    if (this.manner === "index" && said !== "queued") return snsLine(messageId, said);
    return messagingEvent(messageId, said, contextOf(reference));
  }

  /** Another program of the account has receipts too, with or without references of its own. */
  #reportAnothers(channel: Channel): void {
    const { choices } = this.around;
    this.#others += 1;
    const messageId = `other-${this.#others}`;
    const unknown = { notificationId: "f".repeat(32), timestamp: "1796137200000", claimId: "other" };
    const reference = choices.oneOf([undefined, { campaign: "7" }, unknown]);
    const said = choices.oneOf<Said>(["delivered", "failed"]);
    if (channel === "EMAIL") this.#send(sesEvent(messageId, said, reference as Record<string, string> | undefined));
    else if (this.manner === "index") this.#send(snsLine(messageId, said));
    else this.#send(messagingEvent(messageId, said, reference));
  }

  #send(body: string): void {
    this.queue.send({ body });
  }

  #later(send: () => void): void {
    const { choices, time } = this.around;
    time.after(choices.between(1, choices.oneOf([...DELAYS, this.latestMs])), send);
  }
}
