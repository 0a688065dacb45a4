/** A queue like SQS: at-least-once delivery, in no order, until a message is deleted. */
import type { OutgoingMessage, QueueMessage } from "../../../services/domain/ports";
import { patientIn } from "../story";
import type { Surroundings } from "./execution";
import type { Event } from "./virtual-time";

interface Stored extends QueueMessage {
  /** When it was sent to its first queue, ms since 1970. */
  readonly sentAt: number;
  visibleAt: number;
  receives: number;
  /** SQS itself moved it here. */
  readonly moved: boolean;
  appears?: Event;
}

export interface QueueSettings {
  /** ms that a received message stays hidden. */
  readonly visibilityMs: number;
  /** The redrive policy. */
  readonly redrive?: { readonly target: SimulatedQueue; readonly maxReceiveCount: number };
  /** Whether a moved message keeps its receive count: AWS does not say. */
  readonly countsOn: boolean;
}

/** ms after which a duplicate is delivered. */
const SOON = [5, 200, 30_000];

/** The share of duplicates in the same batch. */
const TWICE_IN_ONE = 0.2;

/** A message for the story. */
export function named({ id, body }: QueueMessage): string {
  return `${id} (${patientIn(body) ?? "nobody"})`;
}

export class SimulatedQueue {
  readonly #messages: Stored[] = [];
  /** All messages that were ever sent to it; times in ms since 1970. */
  readonly arrived: { readonly body: string; readonly at: number; readonly postponed: boolean }[] = [];
  /** Called when there may be messages to receive. */
  onVisible: () => void = () => {};
  /** The highest receive count of a message. */
  maxReceives = 0;

  constructor(
    readonly name: string,
    private readonly around: Surroundings,
    private readonly settings: QueueSettings,
  ) {}

  get messages(): readonly (QueueMessage & { readonly moved: boolean })[] {
    return this.#messages;
  }

  send({ body, attributes = {}, delaySeconds = 0 }: OutgoingMessage): void {
    const { now } = this.around.time;
    const id = `${this.name}-${this.arrived.length + 1}`;
    const visibleAt = now + delaySeconds * 1_000;
    this.#add({ id, body, attributes, sentAt: now, visibleAt, receives: 0, moved: false });
  }

  /** Up to `max` visible messages, in no order. */
  receive(max: number): Stored[] {
    const { choices, time, faults } = this.around;
    const received: Stored[] = [];
    for (const message of this.#visible()) {
      if (received.length === max) break;
      // A queue has many servers: a receive samples some of them.
      if (received.length > 0 && choices.fraction() < 0.1) continue;
      message.receives += 1;
      const { redrive } = this.settings;
      if (redrive && message.receives > redrive.maxReceiveCount) {
        this.#move(message, redrive.target);
        continue;
      }
      this.maxReceives = Math.max(this.maxReceives, message.receives);
      const again = choices.fault("delivered twice", this.name, faults.duplicateDelivery);
      const inOneBatch = again && received.length + 1 < max && choices.fraction() < TWICE_IN_ONE;
      const hidden = again && !inOneBatch ? choices.oneOf(SOON) : this.settings.visibilityMs;
      this.#showAt(message, time.now + hidden);
      received.push(message);
      if (inOneBatch) received.push(message);
    }
    return received;
  }

  delete({ id }: { readonly id: string }): void {
    const { choices, faults } = this.around;
    if (choices.fault("delete lost", this.name, faults.deleteLost)) return;
    const place = this.#messages.findIndex((message) => message.id === id);
    if (place >= 0) this.#remove(place);
  }

  /** Makes a message visible at once. */
  release({ id }: { readonly id: string }): void {
    const message = this.#messages.find((each) => each.id === id);
    if (message) this.#showAt(message, this.around.time.now);
  }

  #visible(): Stored[] {
    const { time, choices } = this.around;
    const visible = this.#messages.filter(({ visibleAt }) => visibleAt <= time.now);
    for (let place = visible.length - 1; place > 0; place -= 1) {
      const other = choices.between(0, place);
      [visible[place], visible[other]] = [visible[other] as Stored, visible[place] as Stored];
    }
    return visible;
  }

  #move(message: Stored, target: SimulatedQueue): void {
    this.#remove(this.#messages.indexOf(message));
    this.around.story.add("SQS", () => `moves ${named(message)} to ${target.name}`);
    const { now } = this.around.time;
    const receives = this.settings.countsOn ? message.receives : 0;
    // It keeps the time at which it was sent, as on AWS.
    target.#add({ ...message, visibleAt: now, receives, moved: true });
  }

  #add(message: Stored): void {
    this.#messages.push(message);
    const postponed = !message.moved && message.visibleAt > message.sentAt;
    this.arrived.push({ body: message.body, at: this.around.time.now, postponed });
    this.#showAt(message, message.visibleAt);
  }

  #remove(place: number): void {
    const [message] = this.#messages.splice(place, 1);
    if (message?.appears) this.around.time.cancel(message.appears);
  }

  #showAt(message: Stored, at: number): void {
    if (message.appears) this.around.time.cancel(message.appears);
    message.visibleAt = at;
    message.appears = this.around.time.at(at, () => this.onVisible());
  }
}
