import { FEED_FLOOD_CODE } from "../../../contracts/tables/sms-rate-limit";
import { errorCode, OutOfTime, SendingStopped } from "../retry/failure";
import type { ConsumerState, LimiterDependencies } from "./limiter-dependencies";
import type { DayTexts, RateBudget, TimeSlot } from "./rate-limit";

/** ms: a smaller rest comes from adding fractions in another order, and is not worth a call. */
const MIN_RELEASE = 0.001;

/** A text's part of a slot. */
export interface Share {
  /** @throws OutOfTime or SendingStopped */
  wait(): Promise<void>;
  /** The text was sent, or will not be. Only the first call counts. */
  end(isSent: boolean): Promise<void>;
}

interface Reserved {
  /** Undefined if it would be too late, or nothing may be sent. */
  readonly slot: TimeSlot | undefined;
  /** Each text takes this many times as long as at the whole rate. */
  readonly slowdown: number;
  /** Counted texts that may go out; the others are held. */
  readonly room: number;
}

interface Text {
  readonly span: number;
  readonly deadline: number;
  readonly isCounted: boolean;
  /** It neither uses its time nor was canceled yet. */
  isUndecided: boolean;
  /** Its own slot, if there was no time for all. */
  alone?: TimeSlot;
  /** ms of its own slot that it does not need. */
  unused: number;
}

/** The time slot of the texts that reserve together. */
export class SharedSlot {
  /** ms that all texts take. */
  #span = 0;
  /** ms that the texts which were sent took. */
  #used = 0;
  /** ms since 1970: the earliest deadline of all texts. */
  #deadline = Number.POSITIVE_INFINITY;
  #undecided = 0;
  /** Texts that this slot counts. */
  #counted = 0;
  /** Of them, those that may go out. */
  #allowed = 0;
  /** Of them, those that were neither sent nor given up yet. */
  #unfinished = 0;
  /** Of them, those that were given up and still count. */
  #unsent = 0;
  readonly #day: string;
  readonly #reserved: Promise<Reserved>;

  /** @param closed resolves when no more texts are added */
  constructor(
    closed: Promise<void>,
    private readonly deps: LimiterDependencies,
    private readonly consumer: ConsumerState,
  ) {
    this.#day = deps.feedGuard?.today() ?? "";
    this.#reserved = closed.then(() => this.#reserve());
  }

  /** @param isNew whether it has not been counted yet, as one that the carrier throttled has */
  add(span: number, deadline: number, isNew: boolean): Share {
    const isCounted = isNew && this.deps.feedGuard !== undefined;
    const text: Text = { span, deadline, isCounted, isUndecided: true, unused: 0 };
    this.#span += span;
    this.#undecided += 1;
    this.#deadline = Math.min(this.#deadline, deadline);
    if (isCounted) {
      this.#counted += 1;
      this.#unfinished += 1;
    }
    let ended: Promise<void> | undefined;
    const end = (isSent: boolean) => {
      ended ??= this.#end(text, isSent);
      return ended;
    };
    return { wait: () => this.#wait(text, () => void end(false)), end };
  }

  async #reserve(): Promise<Reserved> {
    const counted = this.#texts(this.#counted);
    // The last of them must end in time.
    const from = (budget: RateBudget, slowdown: number, texts?: DayTexts) =>
      budget.reserve(this.#span * slowdown, this.#deadline - this.#span * slowdown, texts);
    try {
      if (counted && (await this.#isStillHeld())) return { slot: undefined, slowdown: 1, room: 0 };
      const slot = await from(this.deps.budget, 1, counted);
      return { slot, slowdown: 1, room: this.#roomOf(slot, this.#counted) };
    } catch (error) {
      this.deps.logger.error("rate not reserved", { code: errorCode(error) });
      const slot = await from(this.consumer.own, this.consumer.consumers);
      return { slot, slowdown: this.consumer.consumers, room: Number.POSITIVE_INFINITY };
    }
  }

  /** While texts are held, a batch only looks: to reserve and release would take time from texts that may go out. */
  async #isStillHeld(): Promise<boolean> {
    if (this.#room() > 0) return false;
    this.consumer.volume = await this.deps.budget.volume();
    return this.#room() <= 0;
  }

  /** @returns how many of the texts that were counted by a reservation may go out */
  #roomOf(slot: TimeSlot | undefined, counted: number): number {
    if (!slot) return Number.POSITIVE_INFINITY;
    this.consumer.volume = slot.volume;
    return counted + this.#room();
  }

  /** How many more texts may go out, by what was seen last. */
  #room(): number {
    const { volume } = this.consumer;
    return (volume && this.deps.feedGuard?.room(volume, this.#day)) ?? Number.POSITIVE_INFINITY;
  }

  async #wait(text: Text, giveUp: () => void): Promise<void> {
    const { slot, slowdown, room } = await this.#reserved;
    if (text.isCounted && this.#allowed >= room) {
      giveUp();
      throw new SendingStopped(FEED_FLOOD_CODE);
    }
    if (text.isCounted) this.#allowed += 1;
    const before = this.#used;
    this.#decide(text, text.span);
    void this.#release();
    const start = slot ? slot.start + before * slowdown : await this.#startAlone(text, giveUp);
    // A text that is ready after its deadline has no time left for the send itself.
    if (start === undefined || this.deps.clock.now() > text.deadline) throw new OutOfTime();
    const wait = start - this.deps.clock.now();
    if (wait > 0) await this.deps.clock.sleep(wait);
  }

  /** There is no time for all texts: each reserves alone, and those that find no time are postponed. */
  async #startAlone(text: Text, giveUp: () => void): Promise<number | undefined> {
    const { span, deadline, isCounted } = text;
    const counted = isCounted ? 1 : 0;
    const slot = await this.deps.budget.reserve(span, deadline - span, this.#texts(counted)).catch(() => undefined);
    if (slot) text.alone = slot;
    if (isCounted && this.#roomOf(slot, counted) < counted) {
      text.unused = span;
      giveUp();
      throw new SendingStopped(FEED_FLOOD_CODE);
    }
    return slot?.start;
  }

  /** The text uses its time, or needs none. */
  #decide(text: Text, used: number): void {
    if (!text.isUndecided) return;
    text.isUndecided = false;
    this.#undecided -= 1;
    this.#used += used;
  }

  #end(text: Text, isSent: boolean): Promise<void> {
    this.#decide(text, 0);
    if (text.isCounted) {
      this.#unfinished -= 1;
      if (!isSent && text.alone) return this.#releaseFrom(text.alone, text.unused, 1);
      if (!isSent) this.#unsent += 1;
    }
    return this.#release();
  }

  /** The last text to decide releases what is left over, and the last one to end, the texts that still count. */
  async #release(): Promise<void> {
    const left = this.#undecided > 0 ? 0 : this.#span - this.#used;
    const isLeft = left >= MIN_RELEASE;
    const unsent = isLeft || this.#unfinished === 0 ? this.#unsent : 0;
    if (!isLeft && unsent === 0) return;
    this.#used += left;
    this.#unsent -= unsent;
    const { slot, slowdown } = await this.#reserved;
    if (slot && slowdown === 1) await this.#releaseFrom(slot, isLeft ? left : 0, unsent);
  }

  async #releaseFrom(slot: TimeSlot, span: number, texts: number): Promise<void> {
    await this.deps.budget.release(slot, span, this.#texts(texts)).catch((error) => {
      this.deps.logger.error("rate not released", { code: errorCode(error) });
    });
  }

  #texts(texts: number): DayTexts | undefined {
    return texts > 0 ? { day: this.#day, texts } : undefined;
  }
}
